import { useTranslations } from "use-intl";

function text(path: "/terms" | "/privacy", name: string) {
  return (
    <a href={path} target="_blank" rel="noreferrer" className="text-ink underline underline-offset-4">
      {name}
    </a>
  );
}

/** What one agrees to by signing in. The texts open beside it, so that nobody loses their place. */
export function AgreeLine() {
  const t = useTranslations("law");
  return (
    <p className="text-xs text-muted">
      {t.rich("agree", {
        terms: () => text("/terms", t("agreeTerms")),
        privacy: () => text("/privacy", t("agreePrivacy")),
      })}
    </p>
  );
}
