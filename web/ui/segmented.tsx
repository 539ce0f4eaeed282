import { type ReactNode, useId } from "react";
import { classNames } from "./class-names.ts";

interface Props<Id extends string> {
  /** What is chosen here, for screen readers. */
  readonly label: string;
  readonly options: readonly { readonly id: Id; readonly label: ReactNode }[];
  readonly current: Id;
  readonly onChange: (id: Id) => void;
  readonly wide?: boolean;
}

/** One of a few, all in sight: native radio buttons, so arrow keys and forms work. For more than four, a select. */
export function Segmented<Id extends string>({ label, options, current, onChange, wide = false }: Props<Id>) {
  const name = useId();
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className={classNames("inline-flex rounded-m bg-wash p-1", wide && "flex w-full")}
    >
      {options.map(({ id, label: word }) => (
        <label
          key={id}
          className={classNames(
            "grid min-h-9 cursor-pointer place-items-center rounded-[10px] px-3 text-sm text-muted transition duration-150 ease-house",
            "has-checked:bg-surface has-checked:font-semibold has-checked:text-ink has-checked:shadow-sm",
            "has-focus-visible:outline-2 has-focus-visible:outline-ink",
            wide && "flex-1",
          )}
        >
          <input
            type="radio"
            name={name}
            value={id}
            checked={id === current}
            onChange={() => onChange(id)}
            className="sr-only"
          />
          {word}
        </label>
      ))}
    </div>
  );
}
