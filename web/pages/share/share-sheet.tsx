import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { QrCode } from "../../ui/qr-code.tsx";
import { Sheet } from "../../ui/sheet.tsx";

/** The address of this page, as it is given to others: nothing of the reader's own is in it. */
const pageAddress = (): string => `${location.origin}${location.pathname}`;

export function ShareSheet({ title, onClose }: { readonly title: string; readonly onClose: () => void }) {
  const t = useTranslations("viewer.share");
  const url = pageAddress();
  const canSend = typeof navigator.share === "function";
  // Closing the device's own sheet is no error.
  const send = () => void navigator.share({ title, url }).catch(() => undefined);
  return (
    <Sheet open onClose={onClose} title={t("title")}>
      <div className="grid gap-4">
        <p className="truncate font-semibold">{title}</p>
        <CopyField label={t("copy")} value={url} />
        {canSend && (
          <Button kind="solid" wide onClick={send}>
            {t("send")}
          </Button>
        )}
        <div className="grid justify-items-center gap-2">
          <QrCode text={url} className="size-45" />
          <p className="text-sm text-muted">{t("qr")}</p>
        </div>
      </div>
    </Sheet>
  );
}
