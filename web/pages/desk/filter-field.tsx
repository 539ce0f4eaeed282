import { Search } from "lucide-react";
import { useTranslations } from "use-intl";

/** Narrows down what is loaded. "/" leads here, Escape leaves. */
export function FilterField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (next: string) => void;
}) {
  const t = useTranslations("desk");
  return (
    <label className="flex w-full md:w-auto min-h-9 items-center gap-2 rounded-s border border-line bg-surface px-2.5 text-muted focus-within:border-ink">
      <Search size={15} aria-hidden />
      <input
        data-filter
        type="search"
        aria-label={t("filter")}
        placeholder={t("filter")}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
        className="w-full bg-transparent py-1 text-ink md:w-44 outline-none placeholder:text-muted"
      />
    </label>
  );
}

/** Whether any of the texts holds what is looked for, letters' case aside. */
export function matches(wanted: string, texts: readonly (string | null | undefined)[]): boolean {
  const needle = wanted.trim().toLowerCase();
  return needle === "" || texts.some((text) => text?.toLowerCase().includes(needle) === true);
}
