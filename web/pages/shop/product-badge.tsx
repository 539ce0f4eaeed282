import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";

const tones: Readonly<Record<Product["state"], Tone>> = { draft: "soon", on_sale: "good", off: "quiet" };

/** How a product stands for its shop; that the market took it down comes before whatever the shop chose. */
export function ProductBadge({ product }: { readonly product: Pick<Product, "state" | "taken_down"> }) {
  const t = useTranslations("sell.product");
  const market = useTranslations("merchant.market");
  return product.taken_down === undefined ? (
    <StateBadge tone={tones[product.state]}>{t(product.state)}</StateBadge>
  ) : (
    <StateBadge tone="bad">{market("takenDown")}</StateBadge>
  );
}
