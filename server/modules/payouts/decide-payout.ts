import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { endPayouts } from "./end-payouts.ts";
import { moved, reason_purpose, transitions } from "./payout.ts";
import type { PayoutParts } from "./parts.ts";
import { readied, sendJob } from "./request-payout.ts";
import {
  addHold,
  holdOf,
  lockPayouts,
  lockReady,
  newestPayouts,
  removeHold,
  savePayouts,
  shopOfPayout,
} from "./store.ts";
import type { HoldRow, PayoutRow } from "./tables.ts";
import { tellShops } from "./tell-shop.ts";

export interface Decision {
  readonly reason: string;
  readonly by: string;
}

/** Nobody decides on the money of a shop they work for. */
export async function refuseOwnMatter(
  { shops }: Pick<PayoutParts, "shops">,
  tx: Tx,
  shop_id: string,
  account_id: string,
): Promise<void> {
  const staff = (await shops.staffOf(tx, [shop_id])).get(shop_id) ?? refuse("not_found");
  if (staff.has(account_id)) refuse("own_matter");
}

/** Locks a payout for an operator; refuses not_found, own_matter, and payout_state unless it may become `to`. */
async function lockFor(
  parts: PayoutParts,
  tx: Tx,
  payout_id: string,
  decision: Decision,
  to: PayoutRow["state"],
): Promise<PayoutRow> {
  const shop_id = (await shopOfPayout(tx, payout_id)) ?? refuse("not_found");
  await refuseOwnMatter(parts, tx, shop_id, decision.by);
  const row = (await lockPayouts(tx, shop_id, [payout_id]))[0] ?? refuse("not_found");
  if (!transitions[row.state].includes(to)) refuse("payout_state", { details: { state: row.state } });
  return row;
}

/** An operator lets a payout go, or says no. Both with a reason, in the audit log. */
export async function decidePayout(
  parts: PayoutParts,
  tx: Tx,
  payout_id: string,
  to: "approved" | "refused",
  decision: Decision,
): Promise<PayoutRow> {
  const { ctx, accounts } = parts;
  const row = await lockFor(parts, tx, payout_id, decision, to);
  if (to === "approved" && (await holdOf(tx, row.shop_id)) !== undefined) refuse("payouts_held");
  await accounts.audit(tx, [
    {
      account_id: decision.by,
      action: to === "approved" ? "payouts.approved" : "payouts.refused",
      subject_id: payout_id,
      reason: decision.reason,
    },
  ]);
  const decided = { ...row, decided_by: decision.by, decided_at: ctx.clock.now() };
  if (to === "refused") {
    const [after = decided] = await endPayouts(parts, tx, [{ row: decided, state: to, reason: decision.reason }]);
    return after;
  }
  const [after = decided] = await readied(parts, tx, [moved(decided, to, {})]);
  await savePayouts(tx, [after]);
  return after;
}

/** What the bank did with a payout of a file, as an operator read it in the bank's answer. */
export async function markPayout(
  parts: PayoutParts,
  tx: Tx,
  payout_id: string,
  outcome: "paid" | "failed" | "returned",
  decision: Decision,
): Promise<PayoutRow> {
  const row = await lockFor(parts, tx, payout_id, decision, outcome);
  // A bank that speaks for itself is not spoken for.
  if (row.carrier !== "file") refuse("payout_state", { details: { state: row.state } });
  await parts.accounts.audit(tx, [
    {
      account_id: decision.by,
      action: "payouts.marked",
      subject_id: payout_id,
      reason: `${outcome}: ${decision.reason}`,
    },
  ]);
  const reason = outcome === "paid" ? null : decision.reason;
  const [after = row] = await endPayouts(parts, tx, [{ row, state: outcome, reason }]);
  return after;
}

/** Takes every approved payout that nobody holds into one file; each stands in one file only. */
export async function makeFile(
  parts: PayoutParts,
  tx: Tx,
  decision: Decision,
): Promise<{ file_id: string; payouts: number }> {
  const { ctx, shops, accounts } = parts;
  const ready = await lockReady(tx, limits.payout_file_lines_max);
  const staff = await shops.staffOf(tx, [...new Set(ready.map((row) => row.shop_id))]);
  // The own shop's wait for somebody else's file.
  const rows = ready.filter((row) => staff.get(row.shop_id)?.has(decision.by) !== true);
  if (rows.length === 0) refuse("payouts_none");
  const file_id = newId(ctx, "pof");
  const at = ctx.clock.now();
  await savePayouts(
    tx,
    rows.map((row) => moved(row, "sending", { carrier: "file", file_id, sent_at: at, ask_at: null })),
  );
  await accounts.audit(tx, [
    { account_id: decision.by, action: "payouts.file_made", subject_id: file_id, reason: decision.reason },
  ]);
  return { file_id, payouts: rows.length };
}

/** Holds a shop's payouts back: none is asked for or sent, until it is let go. Refuses own_matter, payouts_held. */
export async function holdPayouts(parts: PayoutParts, tx: Tx, shop_id: string, decision: Decision): Promise<HoldRow> {
  const { ctx, accounts } = parts;
  await refuseOwnMatter(parts, tx, shop_id, decision.by);
  const at = ctx.clock.now();
  const row: HoldRow = {
    shop_id,
    reason_sealed: ctx.seal.seal(decision.reason, reason_purpose),
    held_by: decision.by,
    held_at: at,
  };
  if (!(await addHold(tx, row))) refuse("payouts_held");
  await accounts.audit(tx, [
    { account_id: decision.by, action: "payouts.held", subject_id: shop_id, reason: decision.reason },
  ]);
  await tellShops(parts, tx, [
    { shop_id, kind: "payouts_held", cause: `payouts_held:${shop_id}:${at.toISOString()}`, params: { what: "held" } },
  ]);
  return row;
}

/** Lets them go again, and what was approved meanwhile goes on its way. */
export async function releasePayouts(parts: PayoutParts, tx: Tx, shop_id: string, decision: Decision): Promise<void> {
  const { ctx, accounts, bank } = parts;
  await refuseOwnMatter(parts, tx, shop_id, decision.by);
  if (!(await removeHold(tx, shop_id))) refuse("not_found");
  const at = ctx.clock.now();
  await accounts.audit(tx, [
    { account_id: decision.by, action: "payouts.released", subject_id: shop_id, reason: decision.reason },
  ]);
  if (bank !== null)
    for (const row of await newestPayouts(tx, { shop_id, state: "approved" }, undefined, limits.payout_file_lines_max))
      await ctx.jobs.add(tx, sendJob, { shop_id, payout_id: row.id });
  await tellShops(parts, tx, [
    {
      shop_id,
      kind: "payouts_held",
      cause: `payouts_released:${shop_id}:${at.toISOString()}`,
      params: { what: "released" },
    },
  ]);
}
