import { useTranslations } from "use-intl";

const link = "text-ink underline underline-offset-4";

/** What one agrees to by signing in. The texts open beside it, so that nobody loses their place. */
export function AgreeLine() {
  const t = useTranslations("law");
  return (
    <p className="text-xs text-muted">
      {t.rich("agree", {
        terms: () => (
          <a href="/terms" target="_blank" rel="noreferrer" className={link}>
            {t("agreeTerms")}
          </a>
        ),
        privacy: () => (
          <a href="/privacy" target="_blank" rel="noreferrer" className={link}>
            {t("agreePrivacy")}
          </a>
        ),
      })}
    </p>
  );
}
