interface Props {
  readonly label: string;
  /** A day as "2026-11-22", by the calendar of this device. */
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

/** A day to filter by. */
export function DayField({ label, value, onChange }: Props) {
  return (
    <label className="grid gap-1 text-xs text-muted">
      {label}
      <input
        type="date"
        value={value ?? ""}
        onChange={(event) => onChange(event.target.value === "" ? undefined : event.target.value)}
        className="min-h-9 rounded-s border border-line bg-surface px-2.5 text-sm text-ink"
      />
    </label>
  );
}

/** The instant a day begins, so many days later; undefined for what is no day. */
export function dayStart(day: string | undefined, days_later = 0): string | undefined {
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const start = new Date(`${day}T00:00:00`);
  if (Number.isNaN(start.getTime())) return undefined;
  start.setDate(start.getDate() + days_later);
  return start.toISOString();
}
