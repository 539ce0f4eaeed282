import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { PriceProblem } from "../../text/money.ts";
import type { Problem } from "./product-draft.ts";

/** The sentence for what is wrong with a field. `max` is the field's own limit in characters. */
export function useProblemText(): (problem: Problem, max: number) => string {
  const t = useTranslations("sell.product");
  const merchant = useTranslations("merchant.products");
  const common = useTranslations("common");
  return (problem, max) => {
    switch (problem) {
      case "required":
        return common("required");
      case "short":
        return t("nameShort");
      case "long":
        return t("tooLong", { max: max === 0 ? 120 : max });
      case "sku":
        return merchant("skuInvalid", { max: limits.sku_code_chars_max });
      case "stock":
        return t("stockInvalid", { max: limits.stock_units_max });
      case "limit":
        return merchant("limitInvalid", { max: limits.quantity_per_line_max });
      case "compare_higher":
        return t("compareHigher");
      case "compare_needs_basis":
        return t("compareNeedsBasis");
      case "basis_needs_compare":
        return t("basisNeedsCompare");
      default:
        return common(`price.${problem.slice("price_".length) as PriceProblem}`);
    }
  };
}
