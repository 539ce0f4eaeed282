import { useTranslations } from "use-intl";
import { legalVersions, type LegalDocument } from "../../contract/law.ts";
import { useAccount } from "../api/account.ts";
import { useAct } from "../api/hooks.ts";
import { Button } from "../ui/button.tsx";
import { ErrorLine } from "../ui/states.tsx";

/** A text the account agreed to has changed: it is asked once, in a bar that covers nothing. */
export function AgreeAgain() {
  const account = useAccount();
  const due = account?.consents_due[0];
  return due === undefined ? null : <Ask key={due} document={due} />;
}

function Ask({ document }: { readonly document: LegalDocument }) {
  const t = useTranslations("law");
  const agree = useAct("giveConsent", { refreshes: ["getAccount"] });
  return (
    <section aria-label={t("again.title")} className="border-b border-line bg-wash px-4 py-3">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-4 gap-y-2">
        <p className="min-w-0 flex-1 basis-64">
          <span className="font-semibold">{t("again.title")}</span>{" "}
          <span className="text-muted">{t("again.text")}</span>
        </p>
        <a
          href={document === "terms" ? "/terms" : "/privacy"}
          target="_blank"
          rel="noreferrer"
          className="grid min-h-9 place-items-center underline underline-offset-4"
        >
          {t("again.read", { document: t(document === "terms" ? "agreeTerms" : "agreePrivacy") })}
        </a>
        <Button
          size="s"
          kind="solid"
          busy={agree.busy}
          onClick={() => agree.run({ body: { document, version: legalVersions[document] } })}
        >
          {t("again.action")}
        </Button>
      </div>
      <ErrorLine error={agree.error} />
    </section>
  );
}
