import { useTranslations } from "use-intl";
import { legalVersions, type LegalDocument } from "../../../contract/law.ts";
import { useDeployment } from "../../api/account.ts";
import { Facts, PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/states.tsx";

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
  const operator = deployment?.operator;
  return (
    <PageBody>
      <PageHeader title={t(`${document}.title`)} lead={t("version", { version: legalVersions[document] })} />
      {operator === undefined ? (
        <Skeleton className="h-96 rounded-m" />
      ) : (
        <div className="grid gap-4">
          <Template operator={operator} />
          <article className="card grid gap-5 p-4 leading-relaxed md:p-6">
            <Text
              document={document}
              operator={operator.name ?? t("someone")}
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

function Template({
  operator,
}: {
  readonly operator: Readonly<Record<"name" | "address" | "contact", string | null>>;
}) {
  const t = useTranslations("law");
  const common = useTranslations("common");
  const missing = (["name", "address", "contact"] as const).filter((one) => operator[one] === null);
  if (missing.length === 0) return null;
  return (
    <section className="rounded-m border border-amber bg-surface p-4">
      <h2 className="font-semibold">{t("template")}</h2>
      <p className="mt-1 text-muted">
        {t("templateText", { missing: missing.map((one) => t(`missing.${one}`)).join(common("and")) })}
      </p>
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
        <p>{part === "parties" || part === "buying" ? t(`terms.${part}Text`, { operator }) : t(`terms.${part}Text`)}</p>
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
