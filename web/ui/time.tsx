import { useEffect, useState } from "react";
import { useFormatter } from "use-intl";
import { browserTimers, every } from "../api/browser.ts";

type Style = "day" | "minute" | "clock";

/** Writes an instant in the market's time zone, for sentences. day: with the date. minute: date and time. clock: time only. */
export function useTimeText(): (at: string, style?: Style) => string {
  const format = useFormatter();
  return (at, style = "minute") =>
    format.dateTime(
      new Date(at),
      style === "clock"
        ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }
        : { dateStyle: "medium", ...(style === "minute" ? { timeStyle: "short" } : {}) },
    );
}

/** An instant in the market's time zone. day: with the date. minute: date and time. clock: time only. */
export function Time({ at, format = "minute" }: { readonly at: string; readonly format?: Style }) {
  const text = useTimeText()(at, format);
  return (
    <time dateTime={at} className="num whitespace-nowrap">
      {text}
    </time>
  );
}

/** This device's clock, in milliseconds since 1970, again every `period_ms`. */
export function useNow(period_ms = 1000): number {
  const [now, setNow] = useState(browserTimers.now);
  useEffect(() => every(period_ms, () => setNow(browserTimers.now())), [period_ms]);
  return now;
}

/** Milliseconds as a clock: "0:41", "12:05", "1:12:40". */
export function clockText(duration_ms: number): string {
  const seconds = Math.max(0, Math.floor(duration_ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60] as const;
  const [hours, minutes, rest] = parts;
  const tail = `${String(minutes).padStart(hours > 0 ? 2 : 1, "0")}:${String(rest).padStart(2, "0")}`;
  return hours > 0 ? `${hours}:${tail}` : tail;
}

/** What is left until an instant, as a clock that runs; "0:00" when it has passed. */
export function useCountdown(until: string): string {
  return clockText(Date.parse(until) - useNow());
}
