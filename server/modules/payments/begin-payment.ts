import type { Currency } from "../../../contract/money.ts";
import type { PaymentIntent } from "../../../contract/payments.ts";
import { present } from "../../kernel/assert.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { beginCharge, type Choice } from "./charges/begin-charge.ts";
import { isPayable } from "./charges/charge.ts";
import { pageOf, wireIntent } from "./intent.ts";
import type { PaymentParts } from "./parts.ts";
import type { BeginOptions } from "./payment.ts";
import { intentsOfOrders, keepPayPage, reopenIntents } from "./store.ts";
import type { IntentRow } from "./tables.ts";

/** See `Payments.begin`. */
export async function beginPayment(
  parts: PaymentParts,
  shop_id: string,
  order_id: string,
  options: BeginOptions,
): Promise<PaymentIntent> {
  const { ctx } = parts;
  const [intent] = await intentsOfOrders(ctx.db.reader, [{ shop_id, order_id }]);
  if (intent === undefined) refuse("not_found");
  refuseUnpayable(intent, ctx.clock.now());
  const choice = choose(parts, intent, options);
  const begun = isOwnPage(intent, choice)
    ? await beginOwn(parts, intent, choice, options)
    : await beginShared(parts, intent, choice, options);
  if (begun.state !== "failed") return begun;
  // The buyer is at a page again: what went wrong before is over.
  await ctx.db.transact((tx) => reopenIntents(tx, shop_id, [intent.id]));
  return { ...begun, state: "requires_payment", failure: null };
}

/** Who takes the money and how: as the buyer says, else as they began, else the deployment's first. */
function choose(parts: PaymentParts, intent: IntentRow, options: BeginOptions): Choice {
  const named = options.provider ?? (parts.providers.has(intent.provider) ? intent.provider : parts.first.name);
  const provider = parts.providers.get(named) ?? refuse("payment_option_unknown", { param: "provider" });
  const before = provider.name === intent.provider ? intent.method : null;
  const method = options.method ?? before ?? present(provider.methods[0], "a provider can be paid somehow");
  if (!provider.methods.includes(method)) refuse("payment_option_unknown", { param: "method" });
  return { provider, method };
}

/** An intent has a page of its own at one provider, of one kind; whatever else the buyer chooses is a charge. */
function isOwnPage(intent: IntentRow, choice: Choice): boolean {
  return (
    intent.charge_id === null &&
    intent.provider === choice.provider.name &&
    (intent.method === null || intent.method === choice.method)
  );
}

async function beginOwn(
  { ctx, reach }: PaymentParts,
  intent: IntentRow,
  { provider, method }: Choice,
  options: BeginOptions,
): Promise<PaymentIntent> {
  if (intent.pay_url !== null) return wireIntent(intent);
  const { id, shop_id, amount, expires_at } = intent;
  const page = await provider.createPayment({
    reference: id,
    owner: shop_id,
    amount,
    currency: intent.currency as Currency,
    method,
    title: options.title,
    return_url: options.return_url,
    locale: options.locale,
    expires_at,
    address: options.address ?? "127.0.0.1",
    open_id: options.open_id ?? null,
  });
  reach("payments.begin: answered, not kept");
  const ask_at = new Date(ctx.clock.nowMs() + limits.payment_ask_again_ms);
  const kept = present(
    await ctx.db.transact((tx) => keepPayPage(tx, shop_id, id, { ...page, method, ask_at })),
    "intents are never deleted",
  );
  refuseUnpayable(kept, ctx.clock.now());
  return wireIntent(kept);
}

async function beginShared(
  parts: PaymentParts,
  intent: IntentRow,
  choice: Choice,
  options: BeginOptions,
): Promise<PaymentIntent> {
  const charge = await beginCharge(parts, intent, choice, options);
  return {
    ...wireIntent(intent),
    ...pageOf(charge.pay_url),
    provider: choice.provider.name,
    charge_id: charge.id,
  };
}

function refuseUnpayable(intent: IntentRow, at: Date): void {
  if (intent.state === "captured" || intent.state === "refunded") refuse("already_paid");
  if (!isPayable(intent, at)) refuse("order_expired");
}
