import { assert, present } from "../../../kernel/assert.ts";
import type { Tx } from "../../../kernel/db.ts";
import type { PaymentParts } from "../parts.ts";
import type { NewCharge } from "../payment.ts";
import { intentsOfOrders, joinCharge } from "../store.ts";
import type { ChargeRow } from "../tables.ts";
import { addCharge } from "./store.ts";

/** See `Payments.createCharge`. The same id again is a bug of the caller's, except where it is the same charge. */
export async function createCharge(
  { ctx }: Pick<PaymentParts, "ctx">,
  tx: Tx,
  charge: NewCharge,
  at: Date,
  choice: Pick<ChargeRow, "provider" | "method"> = { provider: null, method: null },
): Promise<void> {
  const { id, account_id, members, expires_at } = charge;
  assert(members.length > 0, `${id} is for something`);
  const intents = await intentsOfOrders(tx, members);
  for (const member of members) {
    const intent = present(
      intents.find((one) => one.shop_id === member.shop_id && one.id === member.intent_id),
      `${member.intent_id} exists before its charge`,
    );
    assert(
      intent.buyer_id === account_id && intent.amount === member.amount,
      `${id} is its buyer's, and pays the whole of ${member.intent_id}`,
    );
  }
  const row: ChargeRow = {
    account_id,
    id,
    amount: members.reduce((sum, member) => sum + member.amount, 0n),
    currency: ctx.config.currency,
    state: "open",
    ...choice,
    payment_id: null,
    page_id: null,
    pay_url: null,
    expires_at,
    created_at: at,
    paid_at: null,
    captured_at: null,
    failure: null,
    ask_at: null,
  };
  await addCharge(
    tx,
    row,
    members.map((member) => ({ account_id, charge_id: id, ...member })),
  );
  await joinCharge(tx, members, id);
}
