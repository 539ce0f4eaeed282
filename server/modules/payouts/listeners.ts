import type { Tx } from "../../kernel/db.ts";
import { listener, type Heard, type Listener } from "../../kernel/outbox.ts";
import { takeDeposits } from "./keep-deposit.ts";
import { payableOf } from "./payout.ts";
import { rulesOf, type PayoutParts } from "./parts.ts";
import { tellShops, type ShopWord } from "./tell-shop.ts";

export function payoutListeners(parts: PayoutParts): Listener[] {
  return [
    listener("payouts.take_deposits", ["payment.captured"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id)) {
        // What is paid for carries its own kind of id: orders are not asked about.
        const ids = mine.map((event) => event.order_id).filter((id) => id.startsWith("dep_"));
        if (ids.length > 0) await takeDeposits(parts, tx, shop_id, ids);
      }
    }),
    listener("payouts.tell_of_draws", ["payment.refunded"], (tx, events) => tellOfDraws(parts, tx, events)),
    listener("payouts.tell_of_settlement", ["settlement.held", "settlement.released"], (tx, events) =>
      tellShops(
        parts,
        tx,
        events.map(({ type, event_id, shop_id, order_id }): ShopWord => ({
          shop_id,
          kind: "settlement_held",
          cause: `${type}:${event_id}`,
          params: { order_id, what: type === "settlement.held" ? "held" : "released" },
        })),
      ),
    ),
  ];
}

/** A refund after settlement that took from the deposit, or made a debt: the shop hears of both. */
async function tellOfDraws(parts: PayoutParts, tx: Tx, events: readonly Heard<"payment.refunded">[]): Promise<void> {
  const { ledger } = parts;
  const words: ShopWord[] = [];
  for (const { shop_id, refund_id, order_id } of events) {
    const drawn = await ledger.transfer(tx, shop_id, `refund:${refund_id}`);
    const from = (account: string): bigint =>
      -(drawn?.entries.find((entry) => entry.account === account)?.amount ?? 0n);
    if (from("receivable") > 0n)
      words.push({
        shop_id,
        kind: "receivable_opened",
        cause: `receivable_opened:${refund_id}`,
        params: { order_id, amount: String(from("receivable")) },
      });
    if (from("deposit") === 0n) continue;
    const now = (await ledger.balances(tx, [shop_id])).get(shop_id);
    const missing = now === undefined ? 0n : payableOf(now, rulesOf(parts)).deposit_missing;
    if (missing > 0n)
      words.push({
        shop_id,
        kind: "deposit_low",
        cause: `deposit_low:${refund_id}`,
        params: { order_id, amount: String(missing) },
      });
  }
  await tellShops(parts, tx, words);
}
