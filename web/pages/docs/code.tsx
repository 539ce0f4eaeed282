import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { browserTimers } from "../../api/browser.ts";
import { copyText } from "../../ui/copy-field.tsx";
import { toast } from "../../ui/toast.tsx";

/** A piece of code that scrolls sideways by itself, and can be copied. `label` says what it is to a screen reader. */
export function Code({ label, text }: { readonly label: string; readonly text: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? browserTimers.after(2000, () => setCopied(false)) : undefined), [copied]);
  const copy = async () => {
    const worked = await copyText(text);
    setCopied(worked);
    if (!worked) toast(t("copyFailed"), "bad");
  };
  const Icon = copied ? Check : Copy;
  return (
    <div className="relative">
      <pre
        aria-label={label}
        // A region that scrolls must be reachable without a mouse.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="overflow-x-auto rounded-m bg-wash p-3.5 pr-12 font-mono text-sm leading-6"
      >
        <code>{text}</code>
      </pre>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={`${copied ? t("copied") : t("copy")} ${label}`}
        className="absolute top-1 right-1 grid size-10 place-items-center rounded-m bg-wash text-muted hover:text-ink"
      >
        <Icon size={16} aria-hidden />
      </button>
    </div>
  );
}
