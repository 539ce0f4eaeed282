import type { ReactNode } from "react";
import { useTimeZone } from "use-intl";
import { fromLocalField, toLocalField } from "./date-time.ts";
import { Field } from "./field.tsx";

interface Props {
  readonly label: string;
  /** An instant, or null for none. */
  readonly value: string | null;
  readonly onChange: (at: string | null) => void;
  readonly min?: string;
  readonly max?: string;
  readonly hint?: ReactNode;
  readonly error?: string;
  readonly required?: boolean;
}

/** A date and a time of day in the market's time zone, whatever zone the device is in; the phone's own picker. */
export function DateTimeField({ label, value, onChange, min, max, hint, error, required = false }: Props) {
  const zone = useTimeZone() ?? "UTC";
  return (
    <Field
      type="datetime-local"
      label={label}
      required={required}
      defaultValue={toLocalField(value, zone)}
      {...(min === undefined ? {} : { min: toLocalField(min, zone) })}
      {...(max === undefined ? {} : { max: toLocalField(max, zone) })}
      {...(hint === undefined ? {} : { hint })}
      {...(error === undefined ? {} : { error })}
      // Uncontrolled: a browser empties a field that is set while half of it is typed.
      onChange={(event) => onChange(fromLocalField(event.currentTarget.value, zone))}
    />
  );
}
