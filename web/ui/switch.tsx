import { Switch as Radix } from "radix-ui";
import { classNames } from "./class-names.ts";

interface Props {
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
  /** What it switches, for screen readers. */
  readonly label: string;
  readonly disabled?: boolean;
}

/** On or off, at once. The target is larger than what is seen. */
export function Switch({ on, onChange, label, disabled = false }: Props) {
  return (
    <Radix.Root
      checked={on}
      onCheckedChange={onChange}
      disabled={disabled}
      aria-label={label}
      className="group grid size-11 shrink-0 place-items-center disabled:opacity-45"
    >
      <span
        className={classNames(
          "flex h-6 w-10 items-center rounded-full border p-0.5 transition-colors duration-150 ease-house",
          on ? "border-ink bg-ink" : "border-line-strong bg-wash",
        )}
      >
        <Radix.Thumb
          className={classNames(
            "block size-4.5 rounded-full transition-transform duration-150 ease-house data-[state=checked]:translate-x-4",
            on ? "bg-paper" : "bg-line-strong",
          )}
        />
      </span>
    </Radix.Root>
  );
}
