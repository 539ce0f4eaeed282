import { Share2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { lateSheet } from "../../ui/late-sheet.tsx";

const ShareSheet = lateSheet(async () => (await import("./share-sheet.tsx")).ShareSheet);

/** Hands this page on: a sheet with the link, the device's own way of sharing, and a code to scan. Downloaded when asked for. */
export function ShareButton({ title }: { readonly title: string }) {
  const t = useTranslations("viewer.share");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="s"
        className="shrink-0 whitespace-nowrap"
        aria-label={t("title")}
        icon={<Share2 size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t("share")}
      </Button>
      {open && <ShareSheet title={title} onClose={() => setOpen(false)} />}
    </>
  );
}
