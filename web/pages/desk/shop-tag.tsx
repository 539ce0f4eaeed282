import { useTranslations } from "use-intl";
import { FilterTag } from "./filter-tag.tsx";
import { useShopName } from "./shop-name.ts";

/** The shop a list is narrowed down to. */
export function ShopTag({ id, onClear }: { readonly id: string; readonly onClear: () => void }) {
  const t = useTranslations("operator.order");
  return <FilterTag label={t("shop", { name: useShopName(id) })} onClear={onClear} />;
}
