interface Props {
  readonly label: string;
  /** A day as "2026-11-22", by the market's calendar. */
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
