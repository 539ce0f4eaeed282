import { useTranslations } from "use-intl";
import { settingDefinitions, type Setting, type SettingName } from "../../../contract/settings.ts";

export const unitOf = (name: SettingName): Setting["unit"] => settingDefinitions[name].unit;

/** Writes a setting's value with its unit: "7 days", "5% (50‰)". */
export function useSettingText(): (unit: Setting["unit"], value: number) => string {
  const t = useTranslations("operator.setting.units");
  return (unit, value) => (unit === "permille" ? t(unit, { value, percent: value / 10 }) : t(unit, { value }));
}
