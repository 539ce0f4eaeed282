import { create } from "qrcode";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
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
          <Code text={url} />
          <p className="text-sm text-muted">{t("qr")}</p>
        </div>
      </div>
    </Sheet>
  );
}

/** The code as one path of squares: black on white in every theme, as cameras want it. */
function Code({ text }: { readonly text: string }) {
  const { size, path } = useMemo(() => {
    const { modules } = create(text);
    const squares = Array.from(modules.data, (dark, index) =>
      dark === 1 ? `M${index % modules.size} ${Math.floor(index / modules.size)}h1v1h-1z` : "",
    );
    return { size: modules.size, path: squares.join("") };
  }, [text]);
  return (
    <svg
      aria-hidden
      viewBox={`-2 -2 ${size + 4} ${size + 4}`}
      shapeRendering="crispEdges"
      className="size-45 rounded-m border border-line bg-white"
    >
      <path d={path} className="fill-black" />
    </svg>
  );
}
