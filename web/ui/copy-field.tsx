import { Check, Copy, Eye, EyeOff } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { browserTimers } from "../api/browser.ts";
import { Button } from "./button.tsx";
import { toast } from "./toast.tsx";

/** Copies text; true when it worked. Needs a secure context, else it selects nothing and says so. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

interface Props {
  readonly label: string;
  readonly value: string;
  /** Hidden as dots until asked for; it can be copied unseen, and by hand where the browser refuses to copy. */
  readonly secret?: boolean;
}

export function CopyField({ label, value, secret = false }: Props) {
  const t = useTranslations("common");
  const [hidden, setHidden] = useState(secret);
  const [copied, setCopied] = useState(false);
  useEffect(() => (copied ? browserTimers.after(2000, () => setCopied(false)) : undefined), [copied]);
  const copy = async () => {
    const worked = await copyText(value);
    setCopied(worked);
    if (!worked) toast(t("copyFailed"), "bad");
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1.5">
      <span className="text-sm font-semibold">{label}</span>
      <div className="flex gap-2">
        <code className="num min-w-0 flex-1 truncate rounded-m bg-wash px-3.5 py-2.5 text-sm leading-6 select-all">
          {hidden ? "•".repeat(Math.min(24, value.length)) : value}
        </code>
        {secret && (
          <Button
            className="!px-3"
            aria-label={`${t(hidden ? "show" : "hide")} ${label}`}
            onClick={() => setHidden(!hidden)}
          >
            {hidden ? <Eye size={17} aria-hidden /> : <EyeOff size={17} aria-hidden />}
          </Button>
        )}
        <Button
          onClick={() => void copy()}
          aria-live="polite"
          aria-label={`${t("copy")} ${label}`}
          icon={copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
        >
          {copied ? t("copied") : t("copy")}
        </Button>
      </div>
    </div>
  );
}
