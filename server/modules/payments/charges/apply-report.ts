import { present } from "../../../kernel/assert.ts";
import type { Tx } from "../../../kernel/db.ts";
import type { Outcome } from "../../../kernel/intake.ts";
import { Refusal } from "../../../kernel/refusal.ts";
import { applyFacts, type Applied } from "../apply-facts.ts";
import type { Fact } from "../fact.ts";
import type { PaymentParts } from "../parts.ts";
import type { Report } from "../report.ts";
import type { ChargeMemberRow, ChargeRow } from "../tables.ts";
import { decideCharge } from "./charge.ts";
import {
  addChargeEvent,
  captureCharge,
  chargeById,
  knownChargeEvents,
  lockCharge,
  membersOfCharge,
  noteChargeFailure,
} from "./store.ts";

/**
 * Takes what a provider says about a charge into the buyer's part of the books. The members' intents follow in their shops, by
 * the event: what is written here and there commits apart.
 */
export async function applyChargeReport(parts: PaymentParts, tx: Tx, report: Report): Promise<Outcome<Applied>> {
  const { ctx } = parts;
  const at = ctx.clock.now();
  const account_id = report.owner;
  const { event_id, provider } = report;
  const charge = report.reference === null ? undefined : await lockCharge(tx, account_id, report.reference);
  const known = event_id === null ? new Set<string>() : await knownChargeEvents(tx, account_id, provider, event_id);
  const verdict = decideCharge(report, charge, known);
  if (verdict.kind === "refused" || charge === undefined) {
    const why = verdict.kind === "refused" ? verdict.why : "charge_unknown";
    ctx.log.warn(
      { provider, event_id, account_id, charge_id: report.reference, why },
      "a provider reported something that is not ours; nothing was written",
    );
    return { ok: false, refusal: new Refusal("webhook_unknown", { details: { why } }) };
  }
  const charge_id = charge.id;
  if (event_id !== null && !known.has(event_id))
    await addChargeEvent(tx, { account_id, provider, event_id, charge_id, received_at: at });
  if (verdict.kind === "captured") {
    const paid_at = report.happened_at ?? at;
    await captureCharge(tx, account_id, charge_id, { payment_id: verdict.payment_id, paid_at, captured_at: at });
    await ctx.outbox.emit(tx, [{ type: "charge.captured", account_id, charge_id }]);
  }
  if (verdict.kind === "failed") {
    const reason = report.failure ?? "provider_refused";
    await noteChargeFailure(tx, account_id, charge_id, reason);
    await ctx.outbox.emit(tx, [{ type: "charge.failed", account_id, charge_id, reason }]);
  }
  return { ok: true, value: { duplicate: verdict.kind === "repeated" } };
}

/** A charge's members hear what became of it: each shop's intents take their share as a fact of their own. */
export async function tellMembers(
  parts: PaymentParts,
  tx: Tx,
  charge: { readonly account_id: string; readonly charge_id: string },
  what: Pick<Fact, "type" | "failure">,
): Promise<void> {
  const row = present(await chargeById(tx, charge.account_id, charge.charge_id), "charges are never deleted");
  const members = await membersOfCharge(tx, charge.account_id, charge.charge_id);
  const shops = [...Map.groupBy(members, (member) => member.shop_id)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [shop_id, mine] of shops) {
    const outcomes = await applyFacts(
      parts,
      tx,
      shop_id,
      mine.map((member) => shareOf(row, member, what)),
    );
    for (const outcome of outcomes)
      if (!outcome.ok) throw new Error(`${row.id} is not what its members know`, { cause: outcome.refusal });
  }
}

function shareOf(charge: ChargeRow, member: ChargeMemberRow, what: Pick<Fact, "type" | "failure">): Fact {
  return {
    ...what,
    provider: present(charge.provider, "what a provider speaks of was begun there"),
    event_id: null,
    shop_id: member.shop_id,
    intent_id: member.intent_id,
    reference: charge.id,
    payment_id: charge.payment_id,
    page_id: charge.page_id,
    refund_id: null,
    amount: member.amount,
    payment_amount: charge.amount,
    currency: charge.currency,
    happened_at: charge.paid_at,
  };
}
