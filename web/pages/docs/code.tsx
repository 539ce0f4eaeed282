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
    <div className="flex items-start rounded-m bg-wash">
      <pre
        aria-label={label}
        // A region that scrolls must be reachable without a mouse.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="min-w-0 flex-1 overflow-x-auto rounded-m py-3.5 pl-3.5 font-mono text-sm leading-6"
      >
        <code>{text}</code>
      </pre>
      <button
        type="button"
        onClick={() => void copy()}
        aria-label={`${copied ? t("copied") : t("copy")} ${label}`}
        className="m-1 grid size-10 shrink-0 place-items-center rounded-m text-muted hover:text-ink"
      >
        <Icon size={16} aria-hidden />
      </button>
    </div>
  );
}
