import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { browserTimers } from "../../api/browser.ts";

const pause_ms = 300;

interface Props {
  readonly label: string;
  readonly value: string;
  /** Told after a short pause in typing, and at once on Enter. */
  readonly onChange: (value: string) => void;
}

/** Asks the server for what is typed. "/" leads here, Escape leaves. */
export function SearchField({ label, value, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return undefined;
    return browserTimers.after(pause_ms, () => onChange(typed.trim()));
    // The parent's function is new at every drawing; only what is typed starts the pause anew.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [typed, value]);
  return (
    <label className="flex min-h-11 w-full items-center gap-2 rounded-m border border-line-strong bg-surface px-3 text-muted focus-within:border-ink md:w-96">
      <Search size={16} aria-hidden />
      <input
        data-filter
        type="search"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
          if (event.key === "Enter") onChange(typed.trim());
        }}
        className="w-full bg-transparent py-2 text-ink outline-none placeholder:text-muted"
      />
    </label>
  );
}
