import { ChevronRight, Store } from "lucide-react";
import { useTranslations } from "use-intl";
import type { RoomView } from "./room-view.ts";

/** The actual seller, one tap away all the time. */
export function SellerChip({ view }: { readonly view: RoomView }) {
  const t = useTranslations("room");
  if (view.session === null) return null;
  return (
    <button
      type="button"
      onClick={view.openSeller}
      className="chip flex min-h-8 w-fit max-w-[80%] items-center gap-1.5 rounded-full px-3 text-xs"
    >
      <Store size={14} aria-hidden />
      <span className="text-white/85">{t("seller")}</span>
      <span className="truncate font-semibold">{view.session.shop.name}</span>
      <ChevronRight size={13} aria-hidden className="-mr-1 shrink-0 opacity-70" />
    </button>
  );
}
