import type { Currency } from "../../../../contract/money.ts";
import type { PayMethod } from "../../../../contract/payments.ts";
import { present } from "../../../kernel/assert.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { PaymentParts } from "../parts.ts";
import type { BeginOptions } from "../payment.ts";
import type { PaymentProvider } from "../provider.ts";
import { intentsOfOrders, joinCharge } from "../store.ts";
import type { ChargeRow, IntentRow } from "../tables.ts";
import { chargeToGoOnWith, isPayable } from "./charge.ts";
import { createCharge } from "./create-charge.ts";
import { claimCharge, keepChargePage, lockAccountsCharges, lockChargesOfIntent, noteChargeFailure } from "./store.ts";

export interface Choice {
  readonly provider: PaymentProvider;
  readonly method: PayMethod;
}

/**
 * The page on which an intent is paid together with others, or by another provider than its own. A charge goes on where
 * all of it can still be paid and the same provider takes it; otherwise a new one is made of what can.
 */
export async function beginCharge(
  parts: PaymentParts,
  intent: IntentRow,
  choice: Choice,
  options: BeginOptions,
): Promise<ChargeRow> {
  const { ctx, reach } = parts;
  const account_id = intent.buyer_id;
  const charge = await chooseCharge(parts, intent, choice);
  if (charge.pay_url !== null) return charge;
  const page = await choice.provider.createPayment({
    reference: charge.id,
    owner: account_id,
    amount: charge.amount,
    currency: charge.currency as Currency,
    method: choice.method,
    title: options.title,
    return_url: options.return_url,
    locale: options.locale,
    expires_at: charge.expires_at,
    address: options.address ?? "127.0.0.1",
    open_id: options.open_id ?? null,
  });
  reach("payments.begin: answered, not kept");
  const ask_at = new Date(ctx.clock.nowMs() + limits.payment_ask_again_ms);
  const kept = present(
    await ctx.db.transact((tx) => keepChargePage(tx, account_id, charge.id, { ...page, ask_at })),
    "charges are never deleted",
  );
  if (kept.state === "captured") refuse("already_paid");
  return kept;
}

function chooseCharge(parts: PaymentParts, intent: IntentRow, choice: Choice): Promise<ChargeRow> {
  const { ctx } = parts;
  const account_id = intent.buyer_id;
  const chosen = { provider: choice.provider.name, method: choice.method };
  return ctx.db.transact(async (tx) => {
    await lockAccountsCharges(tx, account_id);
    const at = ctx.clock.now();
    const found = await lockChargesOfIntent(tx, account_id, intent.id);
    if (found.some((one) => one.charge.state === "captured")) refuse("already_paid");
    const now = found.find((one) => one.charge.id === intent.charge_id);
    const rest = (await intentsOfOrders(tx, now?.members ?? [intent])).filter((one) => isPayable(one, at));
    if (!rest.some((one) => one.id === intent.id)) refuse("order_expired");
    const ids = rest.map((one) => one.id);
    const going = chargeToGoOnWith(found, ids, chosen);
    if (going !== undefined) {
      if (going.provider === null) await claimCharge(tx, account_id, going.id, chosen);
      if (going.failure !== null) await noteChargeFailure(tx, account_id, going.id, null);
      await joinCharge(
        tx,
        rest.map((one) => ({ shop_id: one.shop_id, intent_id: one.id })),
        going.id,
      );
      return { ...going, ...chosen };
    }
    if (found.length >= limits.charges_per_intent_max) refuse("rate_limited");
    const id = newId(ctx, "pi");
    const members = rest.map(({ shop_id, order_id, id: intent_id, amount }) => ({
      shop_id,
      order_id,
      intent_id,
      amount,
    }));
    const expires_at = new Date(Math.min(...rest.map((one) => one.expires_at.getTime())));
    await createCharge(parts, tx, { id, account_id, members, expires_at }, at, chosen);
    return present(
      (await lockChargesOfIntent(tx, account_id, intent.id)).find((one) => one.charge.id === id)?.charge,
      "a charge that was just made is there",
    );
  });
}
