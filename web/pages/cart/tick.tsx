import { useEffect, useRef } from "react";
import { classNames } from "../../ui/class-names.ts";
import type { TickState } from "./can-check-out.ts";

interface Props {
  readonly label: string;
  readonly state: TickState;
  readonly disabled?: boolean;
  /** Whether its name stands beside it. */
  readonly shown?: boolean;
  readonly onChange: (selected: boolean) => void;
}

/** A native checkbox a thumb can hit, with a third state for "some of them". */
export function Tick({ label, state, disabled = false, shown = false, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = state === "some";
  }, [state]);
  return (
    <label
      className={classNames(
        "-ml-2.5 flex min-h-11 min-w-11 shrink-0 items-center justify-center gap-2",
        disabled ? "opacity-40" : "cursor-pointer",
        shown && "pr-1 pl-2.5",
      )}
    >
      <input
        ref={box}
        type="checkbox"
        {...(shown ? {} : { "aria-label": label })}
        checked={state === "all"}
        disabled={disabled}
        onChange={() => onChange(state !== "all")}
        className="size-5 accent-ink"
      />
      {shown && <span className="text-sm whitespace-nowrap">{label}</span>}
    </label>
  );
}
