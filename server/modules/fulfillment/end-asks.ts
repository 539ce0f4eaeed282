import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { factOf, type LockedOrder } from "../orders/index.ts";
import { endAsks } from "./store.ts";
import type { AskRow } from "./tables.ts";

/** Questions whose order has moved on lapse; whoever asked sees that nothing came of it. The orders are locked. */
export async function endOpenAsks(
  ctx: Context,
  tx: Tx,
  asks: readonly AskRow[],
  locked: ReadonlyMap<string, LockedOrder>,
): Promise<void> {
  for (const [shop_id, mine] of Map.groupBy(asks, (ask) => ask.shop_id)) {
    await endAsks(
      tx,
      shop_id,
      mine.map((ask) => ask.ask_id),
      { state: "lapsed", at: ctx.clock.now(), answer_sealed: null },
    );
    await ctx.outbox.emit(
      tx,
      mine.map((ask) => ({
        type: "ask.ended" as const,
        ...factOf(present(locked.get(ask.order_id), "the order of a question exists")),
        ask_id: ask.ask_id,
        kind: ask.kind,
        outcome: "lapsed" as const,
      })),
    );
  }
}
