import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import type { Shop } from "../../../contract/shops.ts";
import { useTimeText } from "../../ui/time.tsx";

/** Above every page of a shop that the market closed: why, and what that means for its work. Nothing for an open one. */
export function ClosedShop({ shop }: { readonly shop: Shop }) {
  const t = useTranslations("merchant.market");
  if (shop.state !== "closed") return null;
  return (
    <Word title={t("closed")} reason={shop.closed_reason}>
      {t("closedText")}
    </Word>
  );
}

/** Why a product cannot go on sale whatever its shop does. */
export function TakenDown({ taken_down }: { readonly taken_down: NonNullable<Product["taken_down"]> }) {
  const t = useTranslations("merchant.market");
  const time = useTimeText();
  return (
    <Word title={t("takenDownAt", { time: time(taken_down.at) })} reason={taken_down.reason}>
      {t("takenDownText")}
    </Word>
  );
}

interface Props {
  readonly title: string;
  readonly reason: string | undefined;
  readonly children: ReactNode;
}

/** What an operator decided, in the operator's own words. */
function Word({ title, reason, children }: Props) {
  const t = useTranslations("merchant.market");
  return (
    <div role="status" className="flex min-w-0 gap-3 rounded-m bg-wash p-4">
      <OctagonX size={20} aria-hidden className="mt-0.5 shrink-0 text-amber-text" />
      <div className="min-w-0">
        <p className="font-semibold">{title}</p>
        {reason !== undefined && <p className="break-words whitespace-pre-line">{t("reason", { reason })}</p>}
        <p className="mt-1 text-sm text-muted">{children}</p>
      </div>
    </div>
  );
}
