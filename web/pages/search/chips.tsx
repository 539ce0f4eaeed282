import { classNames } from "../../ui/class-names.ts";

interface Props<Id extends string> {
  readonly label: string;
  /** The one without an id stands for all. */
  readonly chips: readonly { readonly id: Id | undefined; readonly label: string }[];
  readonly chosen: Id | undefined;
  readonly onChoose: (id: Id | undefined) => void;
  readonly className?: string;
}

/** One of several ways to narrow what was found, in a row that a thumb pushes along. */
export function Chips<Id extends string>({ label, chips, chosen, onChoose, className }: Props<Id>) {
  return (
    <div
      role="group"
      aria-label={label}
      className={classNames("flex gap-2 overflow-x-auto [scrollbar-width:none]", className)}
    >
      {chips.map((one) => (
        <button
          key={one.id ?? ""}
          type="button"
          aria-pressed={one.id === chosen}
          onClick={() => onChoose(one.id)}
          className={classNames(
            "min-h-9 shrink-0 rounded-full px-3.5 text-sm whitespace-nowrap",
            one.id === chosen ? "bg-ink font-semibold text-paper" : "bg-wash",
          )}
        >
          {one.label}
        </button>
      ))}
    </div>
  );
}
