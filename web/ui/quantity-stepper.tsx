import { Minus, Plus } from "lucide-react";
import { useTranslations } from "use-intl";

interface Props {
  readonly value: number;
  readonly onChange: (next: number) => void;
  /** At most this many; 0 when none can be had. */
  readonly max: number;
}

/** A whole number from 1 to `max`, by thumb or keyboard. */
export function QuantityStepper({ value, onChange, max }: Props) {
  const t = useTranslations("common");
  const step = "grid size-11 place-items-center rounded-full hover:bg-wash disabled:opacity-35";
  return (
    <div role="group" aria-label={t("quantity")} className="flex items-center gap-1">
      <button
        type="button"
        className={step}
        aria-label={t("fewer")}
        disabled={value <= 1}
        onClick={() => onChange(value - 1)}
      >
        <Minus size={18} aria-hidden />
      </button>
      <output aria-live="polite" className="num min-w-8 text-center text-md font-semibold">
        {value}
      </output>
      <button
        type="button"
        className={step}
        aria-label={t("moreOne")}
        disabled={value >= max}
        onClick={() => onChange(value + 1)}
      >
        <Plus size={18} aria-hidden />
      </button>
    </div>
  );
}
