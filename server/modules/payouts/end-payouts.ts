import type { PayoutState } from "../../../contract/payouts.ts";
import type { Tx } from "../../kernel/db.ts";
import { ledgerEnd, moved, reason_purpose } from "./payout.ts";
import type { PayoutParts } from "./parts.ts";
import { transferOf } from "./request-payout.ts";
import { savePayouts } from "./store.ts";
import type { PayoutRow } from "./tables.ts";
import { tellShops, type ShopWord } from "./tell-shop.ts";

export interface PayoutEnd {
  readonly row: PayoutRow;
  readonly state: PayoutState;
  readonly reason: string | null;
}

/** Brings locked payouts to an end: the row, the money and the news commit together. */
export async function endPayouts(parts: PayoutParts, tx: Tx, ends: readonly PayoutEnd[]): Promise<PayoutRow[]> {
  const { ctx, ledger } = parts;
  const at = ctx.clock.now();
  const rows = ends.map(({ row, state, reason }) =>
    moved(row, state, {
      ended_at: at,
      ask_at: null,
      reason_sealed: reason === null ? row.reason_sealed : ctx.seal.seal(reason, reason_purpose),
    }),
  );
  await savePayouts(tx, rows);
  await ledger.resolve(
    tx,
    rows.flatMap(({ shop_id, id, state }) => {
      const outcome = ledgerEnd[state];
      return outcome === null ? [] : [{ shop_id, cause: transferOf(id), outcome, at }];
    }),
  );
  await ledger.post(
    tx,
    rows
      .filter((row) => row.state === "returned")
      .map(({ shop_id, id, amount }) => ({
        shop_id,
        kind: "payout_returned",
        cause: `payout_returned:${id}`,
        order_id: null,
        entries: [
          { account: "payout", amount: -amount },
          { account: "shop", amount },
        ],
        at,
      })),
  );
  await tellShops(
    parts,
    tx,
    rows.flatMap((row): ShopWord[] =>
      row.state === "cancelled"
        ? []
        : [
            {
              shop_id: row.shop_id,
              kind: row.state === "paid" ? "payout_paid" : "payout_failed",
              cause: `payout_${row.state}:${row.id}`,
              params: { amount: String(row.amount), what: row.state },
            },
          ],
    ),
  );
  return rows;
}
