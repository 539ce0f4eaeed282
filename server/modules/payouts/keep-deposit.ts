import type { Locale } from "../../../contract/errors.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Balances } from "../ledger/index.ts";
import { refuseOwnMatter, type Decision } from "./decide-payout.ts";
import { payableOf } from "./payout.ts";
import { rulesOf, type PayoutParts } from "./parts.ts";
import { addDepositPayment, takeDepositPayments } from "./store.ts";

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

/** Writes down a payment that fills the deposit; its page is asked for once this has committed. */
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

/** The provider's page for it; safe to repeat. */
export async function depositPage(
  { ctx, payments, shops }: PayoutParts,
  shop_id: string,
  id: string,
  locale: Locale,
): Promise<string> {
  const name = (await shops.shops(ctx.db.reader, [shop_id])).get(shop_id)?.name ?? "";
  const intent = await payments.begin(shop_id, id, {
    return_url: `${ctx.public_url}/sell/money?shop=${shop_id}`,
    title: locale === "en" ? `${name} · deposit` : `${name} · 保证金`,
    locale,
  });
  // A code to scan is not shown here; only a provider with a page of its own takes deposits.
  return intent.pay_url ?? refuse("payment_unavailable");
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
