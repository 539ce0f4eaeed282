import type { PaymentIntent } from "../../../contract/payments.ts";
import type { DepositPayment } from "../../../contract/payouts.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Balances } from "../ledger/index.ts";
import type { BeginOptions } from "../payments/index.ts";
import { refuseOwnMatter, type Decision } from "./decide-payout.ts";
import { payableOf } from "./payout.ts";
import { rulesOf, type PayoutParts } from "./parts.ts";
import { addDepositPayment, depositPaymentOf, takeDepositPayments } from "./store.ts";
import type { DepositPaymentRow } from "./tables.ts";

/** The deposit takes no more than is missing: refuses deposit_full. */
function refuseTooMuch(parts: PayoutParts, balances: Balances, amount: bigint): void {
  const { deposit_missing } = payableOf(balances, rulesOf(parts));
  if (amount > deposit_missing)
    refuse("deposit_full", { param: "amount", details: { max: Number(deposit_missing) / 100 } });
}

/** Fills the deposit out of the balance. `cause` names the wish, so that it happens once. */
export async function moveToDeposit(
  parts: PayoutParts,
  tx: Tx,
  wish: { readonly shop_id: string; readonly amount: bigint; readonly cause: string },
): Promise<void> {
  const { shop_id, amount, cause } = wish;
  const balances = await parts.ledger.lockBalances(tx, shop_id);
  refuseTooMuch(parts, balances, amount);
  if (amount > balances.available)
    refuse("balance_short", { param: "amount", details: { max: Number(balances.available) / 100 } });
  await parts.ledger.post(tx, [
    {
      shop_id,
      kind: "deposit_moved",
      cause: `deposit_moved:${cause}`,
      order_id: null,
      entries: [
        { account: "shop", amount: -amount },
        { account: "deposit", amount },
      ],
      at: parts.ctx.clock.now(),
    },
  ]);
}

/** Writes down a payment that fills the deposit; where to pay it is asked for once this has committed. */
export async function startDepositPayment(
  parts: PayoutParts,
  tx: Tx,
  wish: { readonly shop_id: string; readonly amount: bigint; readonly by: string },
): Promise<string> {
  const { ctx, ledger, payments } = parts;
  const { shop_id, amount, by } = wish;
  refuseTooMuch(parts, await ledger.lockBalances(tx, shop_id), amount);
  const at = ctx.clock.now();
  const id = newId(ctx, "dep");
  await addDepositPayment(tx, { shop_id, id, amount, asked_by: by, created_at: at, paid_at: null });
  await payments.createIntents(
    tx,
    [
      {
        id: newId(ctx, "pi"),
        shop_id,
        order_id: id,
        buyer_id: by,
        amount,
        expires_at: new Date(at.getTime() + limits.deposit_payment_ms_max),
      },
    ],
    at,
  );
  return id;
}

interface DepositKey {
  readonly shop_id: string;
  readonly id: string;
}

/** Where it is paid: as it was begun, or as the options name it; safe to repeat. Refuses what `Payments.begin` refuses. */
export async function beginDepositPayment(
  parts: PayoutParts,
  key: DepositKey,
  options: Pick<BeginOptions, "locale" | "provider" | "method" | "address">,
): Promise<DepositPayment> {
  const { ctx, payments, shops } = parts;
  const { shop_id, id } = key;
  const row = (await depositPaymentOf(ctx.db.reader, shop_id, id)) ?? refuse("not_found");
  const name = (await shops.shops(ctx.db.reader, [shop_id])).get(shop_id)?.name ?? "";
  const intent = await payments.begin(shop_id, id, {
    ...options,
    return_url: `${ctx.public_url}/sell/money?shop=${shop_id}`,
    title: options.locale === "en" ? `${name} · deposit` : `${name} · 保证金`,
  });
  return wireDepositPayment(row, intent, ctx.clock.now());
}

/** Refuses not_found. */
export async function readDepositPayment({ ctx, payments }: PayoutParts, key: DepositKey): Promise<DepositPayment> {
  const { shop_id, id } = key;
  const row = (await depositPaymentOf(ctx.db.reader, shop_id, id)) ?? refuse("not_found");
  const intent = (await payments.intents(ctx.db.reader, shop_id, [id])).get(id);
  return wireDepositPayment(row, present(intent, "a deposit's payment has its intent"), ctx.clock.now());
}

function wireDepositPayment(row: DepositPaymentRow, intent: PaymentIntent, at: Date): DepositPayment {
  const { amount, provider, pay_url, pay_code, expires_at } = intent;
  const { shop_id, id } = row;
  const state = row.paid_at === null ? depositPaymentState(intent, at) : "paid";
  return { object: "deposit_payment", id, shop_id, amount, state, provider, pay_url, pay_code, expires_at };
}

/** Of one that does not lie in the deposit yet: what was captured is on its way there by an event. */
function depositPaymentState({ state, expires_at }: PaymentIntent, at: Date): "open" | "over" {
  if (state === "captured") return "open";
  return (state === "requires_payment" || state === "failed") && Date.parse(expires_at) > at.getTime()
    ? "open"
    : "over";
}

/** The money of these payments is in escrow, where captures go: it moves on to the deposit. */
export async function takeDeposits(parts: PayoutParts, tx: Tx, shop_id: string, ids: readonly string[]): Promise<void> {
  const at = parts.ctx.clock.now();
  const paid = await takeDepositPayments(tx, shop_id, ids, at);
  await parts.ledger.post(
    tx,
    paid.map(({ id, amount }) => ({
      shop_id,
      kind: "deposit_paid",
      cause: `deposit_paid:${id}`,
      order_id: id,
      entries: [
        { account: "escrow", amount: -amount },
        { account: "deposit", amount },
      ],
      at,
    })),
  );
}

/**
 * A closed shop gets its deposit back, into its balance, where nothing can be drawn from it any more: no order's money
 * in escrow, nothing pending, nothing owed. Refuses own_matter, deposit_needed.
 */
export async function returnDeposit(
  parts: PayoutParts,
  tx: Tx,
  shop_id: string,
  decision: Decision,
  cause: string,
): Promise<void> {
  const { ctx, ledger, shops, accounts } = parts;
  await refuseOwnMatter(parts, tx, shop_id, decision.by);
  const shop = (await shops.shops(tx, [shop_id])).get(shop_id) ?? refuse("not_found");
  const balances = await ledger.lockBalances(tx, shop_id);
  const pending = Object.values(balances.pending_out).some((amount) => amount > 0n);
  const open = shop.state !== "closed" || balances.escrow > 0n || pending || balances.receivable > 0n;
  if (open || balances.deposit === 0n) refuse("deposit_needed");
  await ledger.post(tx, [
    {
      shop_id,
      kind: "deposit_returned",
      cause: `deposit_returned:${cause}`,
      order_id: null,
      entries: [
        { account: "deposit", amount: -balances.deposit },
        { account: "shop", amount: balances.deposit },
      ],
      at: ctx.clock.now(),
    },
  ]);
  await accounts.audit(tx, [
    { account_id: decision.by, action: "payouts.deposit_returned", subject_id: shop_id, reason: decision.reason },
  ]);
}
