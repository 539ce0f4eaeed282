import { createHash } from "node:crypto";
import type { Address } from "../../../contract/accounts.ts";
import type { OrderFields } from "../../../contract/orders.ts";
import type { z } from "zod";
import { present } from "../../kernel/assert.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { VariantQuote } from "../catalog/index.ts";
import { deliveryOf, type Delivery } from "./delivery.ts";
import type { LimitedLine } from "./limits/product-limit.ts";
import { goodsOf } from "./order.ts";
import { freightOf, type FreightLine, type KeptBasis } from "./shipping.ts";
import type { MomentOf, PageBody } from "./tables.ts";

/** What somebody asks for, before it is decided. */
export interface Wish {
  readonly buyer_id: string;
  readonly idempotency_key: string;
  readonly fingerprint: string;
  readonly fields: z.output<typeof OrderFields>;
  /** As the buyer is called; null where the caller does not know. */
  readonly buyer_name: string | null;
  /** The checkout over several shops it belongs to. */
  readonly checkout_id: string | null;
  /** The address as a checkout kept it; an order bought alone names one of the buyer's in `fields`. */
  readonly kept_address?: Address;
  /** Where it was put into the cart, checked then; an order bought alone names its moment in `fields`. */
  readonly kept_moment?: MomentOf | null;
}

/** What is known when a batch is decided, for all its members at once. */
export interface BatchFacts {
  readonly shop_id: string;
  readonly quotes: ReadonlyMap<string, VariantQuote>;
  /** Its seller's verification holds now; without it nobody may sell (DOMAIN §5 rule 1). */
  readonly verified: boolean;
  /** Who works for the shop. */
  readonly staff: ReadonlySet<string>;
  /** The buyers' own addresses that were named, by `account_id address_id`. */
  readonly addresses: ReadonlyMap<string, Address>;
}
export type MomentAnswer =
  | { readonly ok: true; readonly moment: MomentOf }
  | { readonly ok: false; readonly code: "not_on_air" | "stream_offset_invalid" };

export interface DraftLine extends FreightLine, LimitedLine {
  readonly variant_id: string;
  readonly product_id: string;
  readonly page_hash: string;
  readonly page: PageBody;
  /** Its share of the discounts. */
  readonly shop_discount: bigint;
  readonly subsidy: bigint;
}
/** An order that stands if there is stock. */
export interface Draft {
  readonly lines: readonly DraftLine[];
  readonly goods: bigint;
  readonly shipping: bigint;
  readonly shop_discount: bigint;
  readonly subsidy: bigint;
  readonly total: bigint;
  readonly flash_sale_id: string | null;
  readonly shipping_basis: KeptBasis;
  readonly delivery: Delivery;
  readonly moment: MomentOf | null;
}

/** Lines with what they cost and the page they are bought from, or why they cannot be bought. */
export function quoteLines(
  shop_id: string,
  lines: readonly { readonly variant_id: string; readonly quantity: number }[],
  quotes: ReadonlyMap<string, VariantQuote>,
  page = pageOf,
): DraftLine[] | Refusal {
  const drafted: DraftLine[] = [];
  for (const [index, line] of lines.entries()) {
    const param = `lines.${index}.variant_id`;
    const quote = quotes.get(line.variant_id);
    if (quote === undefined) return new Refusal("not_found", { param });
    if (quote.shop_id !== shop_id) return new Refusal("several_shops", { param });
    if (quote.retired || quote.state !== "on_sale") return new Refusal("product_not_on_sale", { param });
    drafted.push({
      variant_id: quote.variant_id,
      product_id: quote.product_id,
      quantity: line.quantity,
      unit_price: quote.price,
      limit_per_buyer: quote.limit_per_buyer,
      shipping_fee: quote.shipping_fee,
      shipping_rates: quote.shipping_rates,
      shop_discount: 0n,
      subsidy: 0n,
      ...page(quote),
    });
  }
  return drafted;
}

/** The item page as it is now, with a hash of its content: pages that are the same are kept once. */
export function pageOf(quote: VariantQuote): { page: PageBody; page_hash: string } {
  const page: PageBody = {
    title: quote.title,
    variant_title: quote.variant_title,
    unit: quote.unit,
    picture: quote.picture,
    item_page: quote.item_page,
  };
  return { page, page_hash: createHash("sha256").update(JSON.stringify(page)).digest("base64url") };
}

/** Hashes each variant's page once for a whole batch. */
export function pagesOnce(): typeof pageOf {
  const made = new Map<string, ReturnType<typeof pageOf>>();
  return (quote) => {
    const page = made.get(quote.variant_id) ?? pageOf(quote);
    made.set(quote.variant_id, page);
    return page;
  };
}

/** Everything that can be said of a wish before stock is asked: the order it would be, or the refusal. */
export function draftOrder(wish: Wish, facts: BatchFacts, moment: MomentAnswer | null, page = pageOf): Draft | Refusal {
  const lines = quoteLines(facts.shop_id, wish.fields.lines, facts.quotes, page);
  if (lines instanceof Refusal) return lines;
  if (!facts.verified) return new Refusal("product_not_on_sale", { param: "lines.0.variant_id" });
  if (facts.staff.has(wish.buyer_id)) return new Refusal("own_shop");
  const address = wish.kept_address ?? facts.addresses.get(`${wish.buyer_id} ${wish.fields.address_id}`);
  if (address === undefined) return new Refusal("address_missing", { param: "address_id" });
  if (wish.fields.moment !== null) {
    const answer = present(moment, "a moment that was named was asked for");
    if (!answer.ok)
      return new Refusal(answer.code, {
        param: answer.code === "not_on_air" ? "moment.session_id" : "moment.stream_offset_ms",
      });
  }
  const goods = goodsOf(lines);
  const freight = freightOf(lines, address.region);
  if (freight instanceof Refusal) return freight;
  return {
    lines,
    goods,
    shipping: freight.shipping,
    shop_discount: 0n,
    subsidy: 0n,
    total: goods + freight.shipping,
    flash_sale_id: null,
    shipping_basis: freight.basis,
    delivery: deliveryOf(address, wish.fields.remark),
    moment: moment?.ok === true ? moment.moment : (wish.kept_moment ?? null),
  };
}

/** The price is the one the buyer was shown, if they said which. Asked last, once everything that changes a price has. */
export function asExpected(wish: Wish, draft: Draft): Draft | Refusal {
  const { expected_total } = wish.fields;
  return expected_total === null || BigInt(expected_total) === draft.total
    ? draft
    : new Refusal("price_changed", { param: "expected_total", details: { total: Number(draft.total) } });
}
