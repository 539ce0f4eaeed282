import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { GoneForNow } from "../../kernel/gone-for-now.ts";
import { limits } from "../../kernel/limits.ts";
import { unitsOf } from "./stock.ts";
import type { StockChange } from "./store.ts";
import type { StockRow } from "./tables.ts";

const topic = "inventory.sold_out";

/** Where a variant crosses the line between something and nothing: `sold_out`, `returned`, or null where it does not. */
export function crossing(
  change: Pick<StockChange, "on_hand" | "reserved">,
  now: number,
): "sold_out" | "returned" | null {
  const before = now - (change.on_hand - change.reserved);
  if ((before === 0) === (now === 0)) return null;
  return now === 0 ? "sold_out" : "returned";
}

/**
 * Variants of which nothing is left. It crosses processes by a notice that commits with the stock, in the order of commits; only
 * where a variant crosses the line is there anything to say.
 */
export class SoldOut extends GoneForNow {
  readonly #ctx: Context;

  constructor(ctx: Context) {
    super(ctx.clock, limits.sold_out_known_ms, limits.sold_out_known_max);
    this.#ctx = ctx;
    ctx.notices.on(topic, (text) => {
      const [what, ...variant_ids] = text.split(" ");
      if (what === "returned") this.forget(variant_ids);
      else this.believe(variant_ids);
    });
    ctx.notices.onGap(() => this.forgetAll());
  }

  /** Stock changes with `tx`. Everybody hears where it crosses the line; this process knows of what returns at the commit. */
  async tell(tx: Tx, changes: readonly StockChange[], rows: readonly StockRow[]): Promise<void> {
    const now = new Map(rows.map((row) => [row.variant_id, unitsOf(row).available]));
    for (const what of ["sold_out", "returned"] as const) {
      const crossed = changes
        .filter((change) => crossing(change, now.get(change.variant_id) ?? 0) === what)
        .map((change) => change.variant_id);
      for (let from = 0; from < crossed.length; from += limits.sold_out_told_at_once)
        await this.#ctx.notices.send(
          tx,
          topic,
          [what, ...crossed.slice(from, from + limits.sold_out_told_at_once)].join(" "),
        );
      if (what === "returned" && crossed.length > 0) this.#ctx.db.afterCommit(tx, () => this.forget(crossed));
    }
  }
}
