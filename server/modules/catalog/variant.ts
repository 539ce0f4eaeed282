import type { z } from "zod";
import type { VariantFields } from "../../../contract/catalog.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { VariantRow } from "./tables.ts";

export type VariantDraft = z.output<typeof VariantFields>;

export interface VariantPlan {
  /** Those that stay, with their id and their new content. */
  readonly kept: readonly VariantRow[];
  readonly added: readonly { readonly row: VariantRow; readonly initial_stock: number }[];
  /** Ids of those left out. */
  readonly retired: readonly string[];
}

/**
 * A struck-through price is a claim (DOMAIN §5 rule 6): higher than the price, and with what it compares to. Both or
 * neither. Refuses `compare_price_basis`.
 */
export function checkPrices(drafts: readonly VariantDraft[]): void {
  for (const [index, { price, compare_at_price, compare_at_basis }] of drafts.entries()) {
    const neither = compare_at_price === null && compare_at_basis === null;
    const both = compare_at_price !== null && compare_at_basis !== null && compare_at_price > price;
    if (!neither && !both) refuse("compare_price_basis", { param: `variants.${index}.compare_at_price` });
  }
}

/**
 * What becomes of a product's variants: those named by id are kept, those without one are added, the rest retire.
 * Refuses `not_found` for an id that is not among `current`, whoever it belongs to, and `invalid_param` for an id twice.
 */
export function planVariants(
  product: { shop_id: string; id: string },
  current: readonly VariantRow[],
  drafts: readonly VariantDraft[],
  newVariantId: () => string,
): VariantPlan {
  checkPrices(drafts);
  const known = new Set(current.map((row) => row.id));
  const named = new Set<string>();
  const kept: VariantRow[] = [];
  const added: { row: VariantRow; initial_stock: number }[] = [];
  for (const [place, draft] of drafts.entries()) {
    if (draft.id !== undefined && !known.has(draft.id)) refuse("not_found", { param: `variants.${place}.id` });
    if (draft.id !== undefined && named.has(draft.id))
      refuse("invalid_param", { param: `variants.${place}.id`, details: { detail: "the same variant twice" } });
    const row: VariantRow = {
      shop_id: product.shop_id,
      id: draft.id ?? newVariantId(),
      product_id: product.id,
      place,
      title: draft.title,
      sku_code: draft.sku_code,
      price: BigInt(draft.price),
      compare_at_price: draft.compare_at_price === null ? null : BigInt(draft.compare_at_price),
      compare_at_basis: draft.compare_at_basis,
      retired_at: null,
    };
    named.add(row.id);
    if (draft.id === undefined) added.push({ row, initial_stock: draft.initial_stock });
    else kept.push(row);
  }
  return { kept, added, retired: current.filter((row) => !named.has(row.id)).map((row) => row.id) };
}
