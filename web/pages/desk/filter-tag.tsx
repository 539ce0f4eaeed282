import { X } from "lucide-react";
import { useTranslations } from "use-intl";

/** A filter that came with the address, and the way to be rid of it. */
export function FilterTag({ label, onClear }: { readonly label: string; readonly onClear: () => void }) {
  const t = useTranslations("operator.order");
  return (
    <button
      type="button"
      onClick={onClear}
      aria-label={`${label}, ${t("clear")}`}
      className="inline-flex min-h-9 max-w-full items-center gap-1.5 rounded-s border border-ink bg-wash px-3 text-sm font-semibold"
    >
      <span className="truncate">{label}</span>
      <X size={14} aria-hidden className="shrink-0" />
    </button>
  );
}
