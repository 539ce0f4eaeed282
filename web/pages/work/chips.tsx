import { classNames } from "../../ui/class-names.ts";

interface Props<Id extends string> {
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: string }[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
}

/** One of several, as a row of buttons: filters, segments. */
export function Chips<Id extends string>({ label, options, current, onChange }: Props<Id>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="-mx-4 flex gap-1.5 overflow-x-auto px-4 py-1 [scrollbar-width:none] md:mx-0 md:flex-wrap md:px-0"
    >
      {options.map((option) => (
        <button
          key={option.id}
          type="button"
          aria-pressed={option.id === current}
          onClick={() => onChange(option.id)}
          className={classNames(
            "min-h-9 shrink-0 rounded-s border px-3 text-sm transition duration-150 ease-house",
            option.id === current
              ? "border-ink bg-wash font-semibold text-ink"
              : "border-line text-muted hover:text-ink",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
