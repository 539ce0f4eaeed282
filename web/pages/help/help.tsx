import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useDeployment } from "../../api/account.ts";
import { PageBody, PageHeader } from "../../ui/page.tsx";

const questions = ["what", "who", "buy", "money", "ship", "refund", "trust", "order", "account", "contact"] as const;

/** What this place is and how it treats money, parcels and numbers; each question opens where it stands. */
export function HelpPage() {
  const t = useTranslations("viewer.help");
  const contact = useDeployment()?.operator.contact ?? null;
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead")} />
      <div className="card divide-y divide-line px-4 md:px-5">
        {questions.map((one, index) => (
          <details key={one} open={index === 0} className="group py-1">
            <summary className="flex min-h-12 cursor-pointer list-none items-center justify-between gap-3 font-semibold [&::-webkit-details-marker]:hidden">
              <h2 className="text-md">{t(`${one}Title`)}</h2>
              <span aria-hidden className="text-muted transition-transform duration-150 group-open:rotate-45">
                +
              </span>
            </summary>
            <p className="pb-4 leading-relaxed">
              {one !== "contact" ? t(one) : contact === null ? t("contactAsk") : t("contact", { contact })}
            </p>
          </details>
        ))}
      </div>
      <p className="mt-5 flex gap-5 text-sm text-muted">
        <Link to="/terms" className="min-h-8 underline">
          {t("seeTerms")}
        </Link>
        <Link to="/privacy" className="min-h-8 underline">
          {t("seePrivacy")}
        </Link>
      </p>
    </PageBody>
  );
}
