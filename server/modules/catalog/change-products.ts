import type { z } from "zod";
import { errorMessage, type Locale } from "../../../contract/errors.ts";
import type { BulkAct, BulkResult } from "../../../contract/product-desk.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { wireMoney } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { CatalogDeps } from "./catalog.ts";
import { openSaleGate } from "./go-on-sale.ts";
import { transitions } from "./product.ts";
import { reprice } from "./reprice.ts";
import { offeredOf } from "./price-history.ts";
import { notePrices } from "./save-product.ts";
import * as store from "./store.ts";
import type { ProductRow, VariantRow } from "./tables.ts";

interface Asked {
  readonly shop_id: string;
  readonly product_ids: readonly string[];
  readonly act: z.infer<typeof BulkAct>;
  /** By product id; those left out are not compared. */
  readonly versions: Readonly<Record<string, number>>;
  readonly dry_run: boolean;
  readonly locale: Locale;
}
/** What a product becomes; null where it is so already. */
interface Change {
  readonly product: ProductRow;
  readonly variants: readonly VariantRow[];
}

/**
 * Does the same to many products of one shop in the caller's transaction. Each is decided before it is written: one that is refused stays
 * whole, and the others go on. Whether the caller may is asked before.
 */
export async function changeProducts(
  ctx: Context,
  deps: CatalogDeps,
  tx: Tx,
  asked: Asked,
): Promise<z.infer<typeof BulkResult>[]> {
  const { shop_id, act } = asked;
  const ids = asked.product_ids.toSorted();
  const rows = new Map<string, ProductRow>();
  for (const row of await store.lockProducts(tx, shop_id, ids)) rows.set(row.id, row);
  const variants = Map.groupBy(await store.selectShownVariants(tx, [shop_id], ids), (variant) => variant.product_id);
  const gate = await openSaleGate(ctx, deps, tx, shop_id, [...rows.keys()]);
  const templates = await deps.shops.shippingRates(
    tx,
    act.kind === "shipping" && act.shipping_template_id !== null ? [act.shipping_template_id] : [],
  );
  const decide = (row: ProductRow, shown: readonly VariantRow[]): Change | null => {
    switch (act.kind) {
      case "state": {
        if (act.state === "on_sale") gate.requireOpen();
        if (row.state === act.state) return null;
        if (!transitions[row.state].includes(act.state))
          throw new Refusal("invalid_param", {
            param: "act.state",
            details: { detail: `${row.state} → ${act.state}` },
          });
        if (act.state === "on_sale") gate.requireMay(row, shown);
        return { product: { ...row, state: act.state }, variants: [] };
      }
      case "shipping": {
        const wanted = act.shipping_template_id;
        if (row.shipping_template_id === wanted) return null;
        if (wanted !== null && templates.get(wanted)?.shop_id !== shop_id)
          throw new Refusal("not_found", { param: "act.shipping_template_id" });
        return { product: { ...row, shipping_template_id: wanted }, variants: [] };
      }
      case "price_amount":
      case "price_permille": {
        const changed = shown.map((variant) => {
          const price = reprice(variant.price, variant.compare_at_price, act);
          if (price instanceof Refusal) throw price;
          return { ...variant, price };
        });
        return changed.every((variant, at) => variant.price === shown[at]?.price)
          ? null
          : { product: row, variants: changed };
      }
    }
  };
  const results: z.infer<typeof BulkResult>[] = [];
  for (const product_id of asked.product_ids) {
    const row = rows.get(product_id);
    const shown = variants.get(product_id) ?? [];
    const base = { product_id, title: row?.title ?? "", version: row?.version ?? null, prices: [], error: null };
    try {
      if (row === undefined) throw new Refusal("not_found", { param: "product_ids" });
      if ((asked.versions[product_id] ?? row.version) !== row.version) throw new Refusal("version_changed");
      const change = decide(row, shown);
      if (change === null) {
        results.push({ ...base, outcome: "same" });
        continue;
      }
      if (!asked.dry_run) await write(ctx, tx, { product: row, variants: shown }, change);
      const money = (amount: bigint) => wireMoney(amount, ctx.config.currency);
      const prices = change.variants.map((variant, at) => ({
        title: variant.title,
        before: money(shown[at]?.price ?? variant.price),
        after: money(variant.price),
      }));
      results.push(
        asked.dry_run
          ? { ...base, prices, outcome: "ready" }
          : { ...base, prices, outcome: "changed", version: row.version + 1 },
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code, param, details } = error;
      results.push({
        ...base,
        outcome: "refused",
        error: { code, param, message: errorMessage(code, asked.locale, details) },
      });
    }
  }
  return results;
}

async function write(ctx: Context, tx: Tx, before: Change, change: Change): Promise<void> {
  const { shop_id, id: product_id, version } = change.product;
  const product = { ...change.product, version: version + 1, updated_at: ctx.clock.now() };
  const variants = change.variants;
  await store.updateProduct(tx, product);
  const shown = variants.length > 0 ? variants : before.variants;
  await notePrices(tx, product, offeredOf(before.product, before.variants), offeredOf(product, shown));
  await store.updateVariants(tx, product, variants);
  await ctx.outbox.emit(tx, [{ type: "product.changed", shop_id, product_id }]);
}
