import { Star } from "lucide-react";
import { useId } from "react";
import { useTranslations } from "use-intl";
import { classNames } from "../../ui/class-names.ts";

const scale = [1, 2, 3, 4, 5] as const;

/** Stars that were given, read out as a number. */
export function Stars({ count, size = 14 }: { readonly count: number; readonly size?: number }) {
  const t = useTranslations("reviews");
  return (
    <span role="img" aria-label={t("star", { count })} className="inline-flex gap-0.5 text-amber">
      {scale.map((one) => (
        <Star
          key={one}
          size={size}
          aria-hidden
          fill={one <= count ? "currentColor" : "none"}
          className={one <= count ? undefined : "text-line-strong"}
        />
      ))}
    </span>
  );
}

interface Props {
  readonly label: string;
  readonly value: number;
  readonly onChange: (stars: number) => void;
  readonly fault: boolean;
}

/** Choose one to five: native radio buttons, so that arrow keys work, each as wide as a thumb. */
export function StarsField({ label, value, onChange, fault }: Props) {
  const t = useTranslations("reviews");
  const name = useId();
  return (
    <fieldset className="flex flex-wrap items-center gap-x-3" {...(fault ? { "data-fault": label } : {})} tabIndex={-1}>
      <legend className="float-left w-28 text-sm font-semibold">{label}</legend>
      <div className="flex">
        {scale.map((stars) => (
          <label
            key={stars}
            className="grid size-11 cursor-pointer place-items-center rounded-s text-amber has-focus-visible:outline-2 has-focus-visible:outline-ink"
          >
            <input
              type="radio"
              name={name}
              value={stars}
              checked={value === stars}
              onChange={() => onChange(stars)}
              className="sr-only"
              aria-label={`${label}: ${t("star", { count: stars })}`}
            />
            <Star
              size={26}
              aria-hidden
              fill={stars <= value ? "currentColor" : "none"}
              className={classNames(stars > value && "text-line-strong")}
            />
          </label>
        ))}
      </div>
      <span className="text-sm text-muted" aria-live="polite">
        {value === 0 ? "" : t(`words.${String(value) as "1" | "2" | "3" | "4" | "5"}`)}
      </span>
    </fieldset>
  );
}
