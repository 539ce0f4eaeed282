import { useTranslations } from "use-intl";
import { settingDefinitions, type Setting, type SettingName } from "../../../contract/settings.ts";

export const unitOf = (name: SettingName): Setting["unit"] => settingDefinitions[name].unit;

/** Writes a setting's value with its unit: "7 days", "5%". */
export function useSettingText(): (unit: Setting["unit"], value: number) => string {
  const t = useTranslations("operator.setting.units");
  return (unit, value) => (unit === "permille" ? t(unit, { percent: value / 10 }) : t(unit, { value }));
}

/** A value as one types it, in the unit it is shown in: a rate is kept in thousandths, but people read and type percent. */
export const typedSetting = (unit: Setting["unit"], value: number): string =>
  String(unit === "permille" ? value / 10 : value);

/** What was typed, as the setting keeps it; null for what is no whole number, or no percentage with at most one decimal. */
export function readSetting(unit: Setting["unit"], typed: string): number | null {
  const found = /^(\d{1,9})(?:[.．](\d))?\s*%?$/.exec(typed.trim());
  if (found === null) return null;
  const [, whole = "", tenth] = found;
  if (unit === "permille") return Number(whole) * 10 + Number(tenth ?? 0);
  return tenth === undefined && !typed.includes("%") ? Number(whole) : null;
}
