import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import type { ShopCard } from "../../../contract/shops.ts";
import { Picture } from "../../ui/picture.tsx";

/** A shop in a list. */
export function ShopRow({ shop, text = "" }: { readonly shop: ShopCard; readonly text?: string }) {
  return (
    <Link to="/shops/$shop_id" params={{ shop_id: shop.id }} className="card flex items-center gap-3 p-3">
      <Picture picture={shop.logo} alt="" size="small" className="size-12 shrink-0 rounded-s" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-semibold">{shop.name}</span>
        {text !== "" && <span className="block truncate text-sm text-muted">{text}</span>}
      </span>
      <ChevronRight size={18} aria-hidden className="shrink-0 text-muted" />
    </Link>
  );
}
