import { useTranslations } from "use-intl";
import { settingDefinitions, type Setting, type SettingName } from "../../../contract/settings.ts";

export const unitOf = (name: SettingName): Setting["unit"] => settingDefinitions[name].unit;

/** Writes a setting's value with its unit: "7 days", "5%", "30.00". */
export function useSettingText(): (unit: Setting["unit"], value: number) => string {
  const t = useTranslations("operator.setting.units");
  return (unit, value) => {
    if (unit === "permille") return t(unit, { percent: value / 10 });
    return unit === "minor" ? t(unit, { amount: (value / 100).toFixed(2) }) : t(unit, { value });
  };
}

/**
 * A value as one types it, in the unit it is shown in: a rate is kept in thousandths and an amount in the smallest coin, but people read
 * and type percent and whole money.
 */
export function typedSetting(unit: Setting["unit"], value: number): string {
  if (unit === "minor") return (value / 100).toFixed(2);
  return String(unit === "permille" ? value / 10 : value);
}

/** What was typed, as the setting keeps it; null for what is no whole number, no percentage with at most one decimal, no amount. */
export function readSetting(unit: Setting["unit"], typed: string): number | null {
  if (unit === "minor") {
    const amount = /^(\d{1,7})(?:[.．](\d{1,2}))?$/.exec(typed.trim());
    return amount === null ? null : Number(amount[1]) * 100 + Number((amount[2] ?? "").padEnd(2, "0"));
  }
  const found = /^(\d{1,9})(?:[.．](\d))?\s*%?$/.exec(typed.trim());
  if (found === null) return null;
  const [, whole = "", tenth] = found;
  if (unit === "permille") return Number(whole) * 10 + Number(tenth ?? 0);
  return tenth === undefined && !typed.includes("%") ? Number(whole) : null;
}
