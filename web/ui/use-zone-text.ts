import { useTranslations } from "use-intl";

/** A time zone as people call it, where they have a name for it; else as the zone database does. */
export function useZoneText(): (zone: string) => string {
  const t = useTranslations("common");
  return (zone) => (zone === "Asia/Shanghai" ? t("beijingTime") : zone);
}
