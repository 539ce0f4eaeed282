import { useTranslations } from "use-intl";
import { useDeployment } from "../../api/account.ts";
import { usePriceText } from "../../ui/price.tsx";
import { settingDefinitions, type Setting, type SettingName } from "../../../contract/settings.ts";

export const unitOf = (name: SettingName): Setting["unit"] => settingDefinitions[name].unit;

/** Writes a setting's value with its unit: "7 days", "5%". */
export function useSettingText(): (unit: Setting["unit"], value: number) => string {
  const t = useTranslations("operator.setting.units");
  const price = usePriceText();
  const currency = useDeployment()?.currency ?? "CNY";
  return (unit, value) => {
    if (unit === "minor") return price({ amount: value, currency });
    return unit === "permille" ? t(unit, { percent: value / 10 }) : t(unit, { value });
  };
}

/** A value as one types it, in the unit it is shown in: a rate is kept in thousandths and money in fen, but people read and type percent and yuan. */
export const typedSetting = (unit: Setting["unit"], value: number): string =>
  unit === "minor" ? (value / 100).toFixed(2) : String(unit === "permille" ? value / 10 : value);

/** What was typed, as the setting keeps it; null for what is no whole number, or no percentage with at most one decimal. */
export function readSetting(unit: Setting["unit"], typed: string): number | null {
  if (unit === "minor") {
    const money = /^(\d{1,9})(?:[.．](\d{1,2}))?$/.exec(typed.trim());
    return money === null ? null : Number(money[1]) * 100 + Number((money[2] ?? "").padEnd(2, "0"));
  }
  const found = /^(\d{1,9})(?:[.．](\d))?\s*%?$/.exec(typed.trim());
  if (found === null) return null;
  const [, whole = "", tenth] = found;
  if (unit === "permille") return Number(whole) * 10 + Number(tenth ?? 0);
  return tenth === undefined && !typed.includes("%") ? Number(whole) : null;
}
