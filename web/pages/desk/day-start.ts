import { fromLocalField } from "../../ui/date-time.ts";
import { dayAfter } from "../shop/market-day.ts";

/** The instant a day begins by the market's clock, so many days later; undefined for what is no day. */
export function dayStart(day: string | undefined, time_zone: string, days_later = 0): string | undefined {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) return undefined;
  return fromLocalField(`${dayAfter(day, days_later)}T00:00`, time_zone) ?? undefined;
}
