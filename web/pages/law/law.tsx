import { useTranslations } from "use-intl";
import { legalVersions, type LegalDocument } from "../../../contract/law.ts";
import { useDeployment } from "../../api/account.ts";
import { Facts, PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { facts, missingOf, type Operator } from "./operator-facts.ts";

const parts = {
  terms: ["parties", "account", "buying", "selling", "conduct", "changes"],
  privacy: ["what", "why", "who", "long", "cookies", "personal", "rights"],
} as const;

export function TermsPage() {
  return <LawPage document="terms" />;
}

export function PrivacyPage() {
  return <LawPage document="privacy" />;
}

/** A text of law with the deployment's own facts in it; without them it says plainly that it is a template. */
function LawPage({ document }: { readonly document: LegalDocument }) {
  const t = useTranslations("law");
  const deployment = useDeployment();
  const given = deployment?.operator;
  const made_up = deployment?.demo === true && given !== undefined && missingOf(given).length === facts.length;
  const operator = made_up ? { name: t("demo.name"), address: t("demo.address"), contact: t("demo.contact") } : given;
  return (
    <PageBody>
      <PageHeader title={t(`${document}.title`)} lead={t("version", { version: legalVersions[document] })} />
      {operator === undefined ? (
        <Skeleton className="h-96 rounded-m" />
      ) : (
        <div className="grid gap-4">
          {made_up ? <Notice title={t("demo.title")} text={t("demo.text")} /> : <Template operator={operator} />}
          <article className="card grid gap-5 p-4 leading-relaxed md:p-6">
            <Text
              document={document}
              operator={operator.name === null ? t("someone") : t("runner", { name: operator.name })}
              counting={deployment?.analytics === true}
            />
          </article>
          <Section title={t(`${document}.contact`)}>
            <Facts
              rows={[
                [t("name"), operator.name ?? t("notGiven")],
                [t("address"), operator.address ?? t("notGiven")],
                [t("reach"), operator.contact ?? t("notGiven")],
              ]}
            />
          </Section>
        </div>
      )}
    </PageBody>
  );
}

/** Where the words come from that the deployment has to fill in is the operator's business: see the desk. */
function Template({ operator }: { readonly operator: Operator }) {
  const t = useTranslations("law");
  const common = useTranslations("common");
  const missing = missingOf(operator);
  if (missing.length === 0) return null;
  return (
    <Notice
      title={t("template")}
      text={t("templateText", { missing: missing.map((one) => t(`missing.${one}`)).join(common("and")) })}
    />
  );
}

function Notice({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <section className="rounded-m border border-amber bg-surface p-4">
      <h2 className="font-semibold">{title}</h2>
      <p className="mt-1 text-muted">{text}</p>
    </section>
  );
}

interface TextProps {
  readonly document: LegalDocument;
  readonly operator: string;
  /** Whether this deployment counts pages opened: the text must be true of it. */
  readonly counting: boolean;
}

function Text({ document, operator, counting }: TextProps) {
  const t = useTranslations("law");
  if (document === "terms")
    return parts.terms.map((part) => (
      <section key={part}>
        <h2 className="mb-1 text-md font-semibold">{t(`terms.${part}`)}</h2>
        <p>{part === "parties" ? t(`terms.${part}Text`, { operator }) : t(`terms.${part}Text`)}</p>
      </section>
    ));
  return parts.privacy.map((part) => (
    <section key={part}>
      <h2 className="mb-1 text-md font-semibold">{t(`privacy.${part}`)}</h2>
      <p>{t(`privacy.${part}Text`)}</p>
      {part === "cookies" && <p className="mt-2">{t(counting ? "privacy.counted" : "privacy.notCounted")}</p>}
    </section>
  ));
}
