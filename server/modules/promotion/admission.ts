import { Refusal } from "../../kernel/refusal.ts";
import { reduce, type Misfit, type PricedLine, type Reduction, type Voucher } from "./coupons/pricing.ts";
import { stateAt } from "./flash/flash-sale.ts";
import type { FlashSaleRow } from "./tables.ts";

/** What an order asks of promotions. */
export interface Ask {
  readonly buyer_id: string;
  readonly flash_sale_id: string | null;
  /** Coupons the buyer holds. */
  readonly coupon_ids: readonly string[];
}
export const asksNothing = (ask: Ask): boolean => ask.flash_sale_id === null && ask.coupon_ids.length === 0;

/** A line before promotions. */
export interface AskedLine {
  readonly variant_id: string;
  readonly product_id: string;
  readonly quantity: number;
  readonly unit_price: bigint;
}

/** What a batch must know of promotions to decide, as it stands under the batch's locks. */
export interface Facts {
  readonly shop_id: string;
  readonly at: Date;
  readonly sales: ReadonlyMap<string, FlashSaleRow>;
  /** Units a buyer has in a sale, by `keyOf(sale, buyer)`. */
  readonly ordered: ReadonlyMap<string, number>;
  /** Who of the buyers followed before the announcement, by `keyOf(sale, buyer)`; of sales for fans only. */
  readonly fans: ReadonlySet<string>;
  /** Coupons by `keyOf(buyer, held coupon)`. */
  readonly vouchers: ReadonlyMap<string, Voucher>;
}
export const keyOf = (a: string, b: string): string => `${a} ${b}`;

/** The flash sale's part of an order. */
export interface FlashShare {
  readonly flash_sale_id: string;
  readonly quantity: number;
  readonly price: bigint;
  /** Units nobody has ordered, this order's not yet taken off. */
  readonly left: number;
}

const none = { shop_discount: 0n, subsidy: 0n };

/**
 * Decides promotions for the members of a batch in order of arrival. It remembers whom it let in: a limit for each buyer,
 * the last unit and a coupon hold within a batch as they do between batches. Pure but for that memory.
 */
export class Admission {
  readonly #facts: Facts;
  readonly #left = new Map<string, number>();
  readonly #ordered: Map<string, number>;
  readonly #spent = new Set<string>();

  constructor(facts: Facts) {
    this.#facts = facts;
    this.#ordered = new Map(facts.ordered);
    for (const sale of facts.sales.values()) this.#left.set(sale.flash_sale_id, sale.left_units);
  }

  /** What the order's line costs in the flash sale it names, or why not; null where it names none. */
  flash(ask: Ask, lines: readonly AskedLine[]): FlashShare | Refusal | null {
    if (ask.flash_sale_id === null) return null;
    const sale = this.#facts.sales.get(ask.flash_sale_id);
    const param = "flash_sale_id";
    if (sale === undefined) return new Refusal("not_found", { param });
    const state = stateAt(sale, this.#facts.at);
    if (state === "prepared") return new Refusal("not_found", { param });
    if (state === "announced") return new Refusal("flash_sale_not_open", { param });
    if (state === "ended" || state === "cancelled") return new Refusal("flash_sale_over", { param });
    const [line, ...more] = lines;
    if (line === undefined || more.length > 0 || line.variant_id !== sale.variant_id)
      return new Refusal("flash_sale_lines", { param: "lines" });
    const key = keyOf(sale.flash_sale_id, ask.buyer_id);
    if (sale.fans_only && !this.#facts.fans.has(key)) return new Refusal("fans_only", { param });
    const ordered = this.#ordered.get(key) ?? 0;
    if (ordered + line.quantity > sale.per_buyer_max)
      return new Refusal("limit_per_buyer", {
        param: "lines.0.quantity",
        details: { max: sale.per_buyer_max, ordered },
      });
    const left = this.#left.get(sale.flash_sale_id) ?? 0;
    if (line.quantity > left)
      return new Refusal("flash_sale_sold_out", { param: "lines.0.quantity", details: { available: left } });
    return { flash_sale_id: sale.flash_sale_id, quantity: line.quantity, price: sale.price, left };
  }

  /** What the coupons an order names take off its lines, or why one of them does not. */
  reduction(ask: Ask, lines: readonly PricedLine[], shipping: bigint): Reduction | Refusal {
    if (ask.coupon_ids.length === 0) return { ...none, lines: lines.map(() => none), saved: new Map() };
    const vouchers: Voucher[] = [];
    for (const [index, id] of ask.coupon_ids.entries()) {
      const key = keyOf(ask.buyer_id, id);
      const voucher = this.#facts.vouchers.get(key);
      const param = `coupon_ids.${index}`;
      if (voucher === undefined) return new Refusal("not_found", { param });
      if (voucher.state === "used" || this.#spent.has(key)) return new Refusal("coupon_used", { param });
      vouchers.push(voucher);
    }
    const reduced = reduce({ shop_id: this.#facts.shop_id, lines, shipping }, vouchers, this.#facts.at);
    return "misfit" in reduced ? refusalOf(reduced, ask) : reduced;
  }

  /** The order stands: what it takes is gone for those behind it. */
  take(ask: Ask, flash: FlashShare | null): void {
    if (flash !== null) {
      const key = keyOf(flash.flash_sale_id, ask.buyer_id);
      this.#ordered.set(key, (this.#ordered.get(key) ?? 0) + flash.quantity);
      this.#left.set(flash.flash_sale_id, (this.#left.get(flash.flash_sale_id) ?? 0) - flash.quantity);
    }
    for (const id of ask.coupon_ids) this.#spent.add(keyOf(ask.buyer_id, id));
  }
}

const refusalOf = (misfit: Misfit, ask: Ask): Refusal =>
  new Refusal("coupon_misfit", {
    param: `coupon_ids.${ask.coupon_ids.indexOf(misfit.held_coupon_id)}`,
    details: { reason: misfit.misfit, missing: Number(misfit.missing) },
  });
