import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../../api/client.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Section } from "../../ui/page.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { EmptyState, ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";

export function Layers() {
  const t = useTranslations("gallery");
  const [open, setOpen] = useState<"sheet" | "confirm" | null>(null);
  const close = () => setOpen(null);
  return (
    <Section title={t("layers")}>
      <div className="flex flex-wrap gap-3">
        <Button onClick={() => setOpen("sheet")}>{t("sheet")}</Button>
        <Button onClick={() => setOpen("confirm")}>{t("confirm")}</Button>
        <Button onClick={() => toast(t("noted"))}>{t("note1")}</Button>
      </div>
      <Sheet open={open === "sheet"} onClose={close} title={t("sheetTitle")}>
        <p>{t("sheetText")}</p>
      </Sheet>
      <Confirm
        open={open === "confirm"}
        onClose={close}
        title={t("confirmTitle")}
        text={t("confirmText")}
        action={t("danger")}
        onConfirm={close}
      />
    </Section>
  );
}

/** What a page says when the server does not answer. */
const away = new ApiError(
  { object: "error", type: "unavailable", code: "unavailable", message: "", param: null, details: {}, request_id: "" },
  0,
);

export function States() {
  const t = useTranslations("gallery");
  return (
    <Section title={t("states")}>
      <div className="grid gap-4 md:grid-cols-3">
        <div className="grid content-start gap-3" aria-hidden>
          <Skeleton className="aspect-video rounded-m" />
          <Skeleton className="h-5 w-3/4" />
          <Skeleton className="h-5 w-1/2" />
        </div>
        <EmptyState icon={<PackageOpen size={22} aria-hidden />} title={t("empty")} text={t("emptyText")} />
        <div>
          <ErrorState error={away} onRetry={() => toast(t("noted"))} />
          <ErrorLine error={away} />
        </div>
      </div>
    </Section>
  );
}
