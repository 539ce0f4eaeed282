import { classNames } from "../ui/class-names.ts";

interface Props {
  readonly value: string;
  readonly onChange: (digits: string) => void;
  readonly digits: number;
  readonly label: string;
  readonly disabled: boolean;
  readonly invalid: boolean;
}

/** Six boxes drawn under one real input, so that autofill, paste and screen readers see a single field. */
export function CodeBoxes({ value, onChange, digits, label, disabled, invalid }: Props) {
  return (
    <div className="relative">
      <input
        aria-label={label}
        aria-invalid={invalid}
        value={value}
        // Disabled it would lose the focus, and who types a wrong code could not type the next.
        readOnly={disabled}
        onChange={(event) => onChange(event.target.value.replaceAll(/\D/g, "").slice(0, digits))}
        inputMode="numeric"
        autoComplete="one-time-code"
        pattern="[0-9]*"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the step consists of this field alone, in a dialog that takes the focus
        autoFocus
        className="peer absolute inset-0 z-10 w-full cursor-text opacity-0"
      />
      <div aria-hidden className="flex gap-2 rounded-m peer-focus-visible:[&>[data-next=true]]:outline-2">
        {Array.from({ length: digits }, (_, index) => (
          <span
            key={index}
            data-next={index === Math.min(value.length, digits - 1)}
            className={classNames(
              "num grid h-14 flex-1 place-items-center rounded-m border bg-surface text-lg font-semibold outline-offset-0 outline-ink",
              invalid ? "border-ember-text" : "border-line-strong",
            )}
          >
            {value[index] ?? ""}
          </span>
        ))}
      </div>
    </div>
  );
}
