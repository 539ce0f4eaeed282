import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useStore } from "../../api/store.ts";
import { Button } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { theme } from "../../ui/theme.ts";
import { contrast } from "./color.ts";

const names = [
  "paper",
  "surface",
  "wash",
  "line",
  "line-strong",
  "ink",
  "muted",
  "ember",
  "ember-text",
  "ember-fill",
  "jade",
  "amber",
  "amber-text",
] as const;
/** Those that text is written in. */
const written = new Set<string>(["ink", "muted", "ember-text", "jade", "amber-text"]);

/** The colors as this page really has them, and how they stand out. */
export function Colors() {
  const t = useTranslations("gallery");
  const worn = useStore(theme);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    const style = getComputedStyle(document.documentElement);
    setValues(Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])));
  }, [worn]);
  return (
    <Section title={t("colors")}>
      <p className="mb-4 text-sm text-muted">{t("colorsText")}</p>
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-4">
        {names.map((name) => {
          const value = values[name] ?? "";
          const ratio = contrast(value, values["paper"] ?? "");
          return (
            <li key={name} className="flex items-center gap-3">
              <span
                aria-hidden
                className="size-11 shrink-0 rounded-s border border-line"
                style={{ background: `var(--${name})` }}
              />
              <span className="min-w-0 text-xs">
                <b className="block font-semibold">{name}</b>
                <span className="num block text-muted">{value}</span>
                {written.has(name) && !Number.isNaN(ratio) && (
                  <span className={ratio >= 4.5 ? "num text-jade" : "num text-ember-text"}>{ratio.toFixed(2)} : 1</span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

const sizes = ["text-2xl", "text-xl", "text-lg", "text-md", "text-base", "text-sm", "text-xs"] as const;

export function Type() {
  const t = useTranslations("gallery");
  return (
    <Section title={t("type")}>
      <ul className="grid gap-3">
        {sizes.map((size, index) => (
          <li key={size} className="flex items-baseline gap-4">
            <span className="num w-16 shrink-0 text-xs text-muted">{size.slice(5)}</span>
            <span className={`${size} min-w-0 ${index < 3 ? "font-bold" : ""}`}>{t("sample")}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Motion() {
  const t = useTranslations("gallery");
  const [turn, setTurn] = useState(0);
  return (
    <Section title={t("motion")}>
      <p className="mb-4 text-sm text-muted">{t("motionText")}</p>
      <div className="flex items-center gap-4">
        <Button onClick={() => setTurn(turn + 1)}>{t("play")}</Button>
        {(["animate-rise", "animate-fade", "animate-pop"] as const).map((name) => (
          <span key={`${name} ${turn}`} className={`${name} rounded-s bg-wash px-3 py-2 text-xs`}>
            {name.slice(8)}
          </span>
        ))}
      </div>
    </Section>
  );
}
