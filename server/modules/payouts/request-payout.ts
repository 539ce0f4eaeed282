import { assert } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import { payableOf } from "./payout.ts";
import { rulesOf, type PayoutParts } from "./parts.ts";
import { accountOf, addPayout, holdOf } from "./store.ts";
import type { PayoutRow } from "./tables.ts";

export const sendJob = "payouts.send";
export const transferOf = (id: string): string => `payout:${id}`;

/**
 * Sets a payout's money aside and writes it down; small ones go at once, large ones wait for an operator. Refuses
 * bank_account_missing, payouts_held, payout_too_small, balance_short. Two at once meet at the shop's balances.
 */
export async function requestPayout(
  parts: PayoutParts,
  tx: Tx,
  wish: { readonly shop_id: string; readonly amount: bigint | "everything"; readonly by_whom: PayoutRow["by_whom"] },
): Promise<PayoutRow> {
  const { ctx, ledger } = parts;
  const { shop_id, by_whom } = wish;
  const rules = rulesOf(parts);
  const account = (await accountOf(tx, shop_id)) ?? refuse("bank_account_missing");
  if ((await holdOf(tx, shop_id)) !== undefined) refuse("payouts_held");
  const { payable } = payableOf(await ledger.lockBalances(tx, shop_id), rules);
  const amount = wish.amount === "everything" ? payable : wish.amount;
  if (amount < rules.payout_min || amount <= 0n)
    refuse("payout_too_small", { param: "amount", details: { min: Number(rules.payout_min) / 100 } });
  if (amount > payable) refuse("balance_short", { param: "amount", details: { max: Number(payable) / 100 } });
  const at = ctx.clock.now();
  const waits = amount > rules.approval_above;
  const row: PayoutRow = {
    shop_id,
    id: newId(ctx, "po"),
    amount,
    currency: ctx.config.currency,
    state: waits ? "requested" : "approved",
    by_whom,
    account_sealed: account.sealed,
    carrier: null,
    file_id: null,
    reason_sealed: null,
    decided_by: null,
    created_at: at,
    decided_at: waits ? null : at,
    sent_at: null,
    ended_at: null,
    ask_at: null,
  };
  await ledger.pend(tx, [
    {
      shop_id,
      kind: "payout",
      cause: transferOf(row.id),
      order_id: null,
      entries: [
        { account: "shop", amount: -amount },
        { account: "payout", amount },
      ],
      at,
    },
  ]);
  await addPayout(tx, await readied(parts, tx, [row]).then(([ready = row]) => ready));
  return row;
}

/** Approved payouts go to the bank where one is told directly; otherwise they wait for a file. */
export async function readied({ ctx, bank }: PayoutParts, tx: Tx, rows: readonly PayoutRow[]): Promise<PayoutRow[]> {
  if (bank === null) return [...rows];
  const ask_at = ctx.clock.now();
  const ready: PayoutRow[] = [];
  for (const row of rows) {
    const goes = row.state === "approved";
    assert(row.carrier === null, "what is on its way is not made ready");
    if (goes) await ctx.jobs.add(tx, sendJob, { shop_id: row.shop_id, payout_id: row.id });
    ready.push(goes ? { ...row, ask_at } : row);
  }
  return ready;
}
