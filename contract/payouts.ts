import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { ShopBalance } from "./ledger.ts";
import { limits } from "./limits.ts";
import { Instant, Page, listOf, text } from "./lists.ts";
import { payMethods, paymentProviders } from "./payments.ts";
import { Money, PriceAmount } from "./money.ts";

/**
 * requested: waits for an operator. approved: goes next. sending: with the bank, or in a file for it. paid: the bank says it arrived.
 * refused, cancelled, failed: the money is the shop's again. returned: the bank sent it back after all.
 */
export const payoutStates = [
  "requested",
  "approved",
  "sending",
  "paid",
  "refused",
  "cancelled",
  "failed",
  "returned",
] as const;
export type PayoutState = (typeof payoutStates)[number];
/** How often everything payable goes out by itself; a month is thirty days. */
export const payoutRhythms = ["never", "day", "week", "month"] as const;
export type PayoutRhythm = (typeof payoutRhythms)[number];

/** Where a shop's money goes. The number is kept as ciphertext and shown by its end only. */
export const BankAccount = z
  .object({
    object: z.literal("bank_account"),
    holder: z.string(),
    bank: z.string(),
    last4: z.string(),
    changed_at: Instant,
  })
  .meta({ id: "BankAccount" });
export const BankAccountFields = z.strictObject({
  holder: text(100, 1),
  bank: text(100, 1),
  /** Digits and letters; blanks are left out. */
  number: z
    .string()
    .max(60)
    .transform((typed) => typed.replaceAll(/[\s-]/g, "").toUpperCase())
    .pipe(z.string().regex(/^[0-9A-Z]{8,34}$/, "is not a bank account number"))
    .meta({ examples: ["6222 0200 0000 1234"] }),
});

export const Payout = z
  .object({
    id: idOf("po"),
    object: z.literal("payout"),
    shop_id: idOf("shop"),
    amount: Money,
    state: z.enum(payoutStates),
    /** Asked for by somebody of the shop, or by its schedule. */
    by: z.enum(["shop", "schedule"]),
    last4: z.string(),
    /** Why it was refused, failed or came back; null otherwise. */
    reason: z.string().nullable(),
    /** The bank file it stands in; null where a bank is told directly. */
    file_id: idOf("pof").nullable(),
    created_at: Instant,
    decided_at: Instant.nullable(),
    sent_at: Instant.nullable(),
    ended_at: Instant.nullable(),
  })
  .meta({ id: "Payout" });
export type Payout = z.infer<typeof Payout>;

const PayoutHold = z.object({ reason: z.string(), at: Instant });

/** Everything about a shop's money at once: what it has, what it may draw, and what stands in the way. */
export const ShopMoney = z
  .object({
    object: z.literal("shop_money"),
    balance: ShopBalance,
    /** May be paid out now: available, less what is missing in the deposit and what is owed. */
    payable: Money,
    payout_min: Money,
    deposit_required: Money,
    deposit_missing: Money,
    bank_account: BankAccount.nullable(),
    rhythm: z.enum(payoutRhythms),
    next_payout_at: Instant.nullable(),
    /** An operator holds payouts back. */
    held: PayoutHold.nullable(),
  })
  .meta({ id: "ShopMoney" });
export type ShopMoney = z.infer<typeof ShopMoney>;

/** open: it waits to be paid, or what was paid is on its way. paid: it lies in the deposit. over: nobody paid in time. */
export const depositPaymentStates = ["open", "paid", "over"] as const;
export const DepositPayment = z
  .object({
    object: z.literal("deposit_payment"),
    id: idOf("dep"),
    shop_id: idOf("shop"),
    amount: Money,
    state: z.enum(depositPaymentStates),
    provider: z.string(),
    /** The provider's own page; null where `pay_code` is scanned. */
    pay_url: z.string().nullable(),
    /** What the payer's phone scans, to be shown as a QR code. */
    pay_code: z.string().nullable(),
    expires_at: Instant,
  })
  .meta({ id: "DepositPayment" });
export type DepositPayment = z.infer<typeof DepositPayment>;

/** One line for the bank: the only place where the whole number is shown, and that is written down. */
const PayoutFileLine = z.object({
  payout: Payout,
  holder: z.string(),
  bank: z.string(),
  number: z.string(),
});
export const PayoutFile = z
  .object({ id: idOf("pof"), object: z.literal("payout_file"), lines: z.array(PayoutFileLine) })
  .meta({ id: "PayoutFile" });

export const HeldShop = z
  .object({ object: z.literal("payout_hold"), shop_id: idOf("shop"), reason: z.string(), at: Instant })
  .meta({ id: "PayoutHold" });

const shop = z.object({ shop_id: idOf("shop") });
const depositPayment = shop.extend({ deposit_id: idOf("dep") });
const payout = z.object({ payout_id: idOf("po") });
const reason = text(limits.reason_chars_max, 1);
const amount = PriceAmount.min(1);

export const payoutRoutes = {
  getShopMoney: route({
    id: "getShopMoney",
    method: "GET",
    path: "/v1/shops/:shop_id/money",
    summary: "A shop's balance, deposit, bank account and what it may draw",
    access: "merchant",
    permission: "money",
    params: shop,
    response: ShopMoney,
    errors: ["not_found", "not_yours"],
  }),
  putBankAccount: route({
    id: "putBankAccount",
    method: "PUT",
    path: "/v1/shops/:shop_id/bank_account",
    summary: "Say where payouts go, shortly after `proveSelf`; payouts already asked for keep their account",
    access: "merchant",
    permission: "owner",
    params: shop,
    body: BankAccountFields,
    response: ShopMoney,
    errors: ["not_found", "not_yours", "proof_required"],
  }),
  setPayoutRhythm: route({
    id: "setPayoutRhythm",
    method: "PUT",
    path: "/v1/shops/:shop_id/payout_rhythm",
    summary: "Pay out by itself, or not",
    access: "merchant",
    permission: "owner",
    params: shop,
    body: z.strictObject({ rhythm: z.enum(payoutRhythms) }),
    response: ShopMoney,
    errors: ["not_found", "not_yours", "bank_account_missing"],
  }),
  createPayout: route({
    id: "createPayout",
    method: "POST",
    path: "/v1/shops/:shop_id/payouts",
    summary: "Ask for a payout; its money is set aside at once",
    access: "merchant",
    permission: "owner",
    idempotency: "required",
    status: 201,
    params: shop,
    body: z.strictObject({ amount }),
    response: Payout,
    errors: ["not_found", "not_yours", "bank_account_missing", "payout_too_small", "balance_short", "payouts_held"],
  }),
  listPayouts: route({
    id: "listPayouts",
    method: "GET",
    path: "/v1/shops/:shop_id/payouts",
    summary: "A shop's payouts, newest first",
    access: "merchant",
    permission: "money",
    params: shop,
    query: Page,
    response: listOf(Payout),
    errors: ["not_found", "not_yours"],
  }),
  cancelPayout: route({
    id: "cancelPayout",
    method: "POST",
    path: "/v1/shops/:shop_id/payouts/:payout_id/cancel",
    summary: "Take back a payout that is not on its way",
    access: "merchant",
    permission: "owner",
    idempotency: "required",
    params: shop.extend({ payout_id: idOf("po") }),
    response: Payout,
    errors: ["not_found", "not_yours", "payout_state"],
  }),
  moveToDeposit: route({
    id: "moveToDeposit",
    method: "POST",
    path: "/v1/shops/:shop_id/deposit/move",
    summary: "Fill the deposit out of the balance",
    access: "merchant",
    permission: "owner",
    idempotency: "required",
    params: shop,
    body: z.strictObject({ amount }),
    response: ShopMoney,
    errors: ["not_found", "not_yours", "balance_short", "deposit_full"],
  }),
  payDeposit: route({
    id: "payDeposit",
    method: "POST",
    path: "/v1/shops/:shop_id/deposit/payments",
    summary: "Fill the deposit by a payment; answers with the provider's page, or a code to scan",
    access: "merchant",
    permission: "owner",
    idempotency: "required",
    status: 201,
    params: shop,
    body: z.strictObject({ amount }),
    response: DepositPayment,
    errors: ["not_found", "not_yours", "deposit_full", "payment_unavailable"],
  }),
  getDepositPayment: route({
    id: "getDepositPayment",
    method: "GET",
    path: "/v1/shops/:shop_id/deposit/payments/:deposit_id",
    summary: "A payment that fills the deposit, and whether it has come",
    access: "merchant",
    permission: "owner",
    params: depositPayment,
    response: DepositPayment,
    errors: ["not_found", "not_yours"],
  }),
  beginDepositPayment: route({
    id: "beginDepositPayment",
    method: "POST",
    path: "/v1/shops/:shop_id/deposit/payments/:deposit_id/pay",
    summary: "Where to pay it: as it was begun, or another way. Safe to repeat",
    access: "merchant",
    permission: "owner",
    idempotency: "required",
    params: depositPayment,
    body: z.strictObject({ provider: z.enum(paymentProviders).optional(), method: z.enum(payMethods).optional() }),
    response: DepositPayment,
    errors: [
      "not_found",
      "not_yours",
      "order_expired",
      "already_paid",
      "payment_option_unknown",
      "payment_unavailable",
      "rate_limited",
    ],
  }),
  listAllPayouts: route({
    id: "listAllPayouts",
    method: "GET",
    path: "/v1/operator/payouts",
    summary: "Payouts of all shops, newest first",
    access: "operator",
    query: Page.extend({ state: z.enum(payoutStates).optional(), shop_id: idOf("shop").optional() }),
    response: listOf(Payout),
  }),
  approvePayout: route({
    id: "approvePayout",
    method: "POST",
    path: "/v1/operator/payouts/:payout_id/approve",
    summary: "Let a payout go; nobody approves their own shop's",
    access: "operator",
    idempotency: "required",
    params: payout,
    body: z.strictObject({ reason }),
    response: Payout,
    errors: ["not_found", "own_matter", "payout_state", "payouts_held"],
  }),
  refusePayout: route({
    id: "refusePayout",
    method: "POST",
    path: "/v1/operator/payouts/:payout_id/refuse",
    summary: "Refuse a payout that is not on its way; the money is the shop's again",
    access: "operator",
    idempotency: "required",
    params: payout,
    body: z.strictObject({ reason }),
    response: Payout,
    errors: ["not_found", "own_matter", "payout_state"],
  }),
  markPayout: route({
    id: "markPayout",
    method: "POST",
    path: "/v1/operator/payouts/:payout_id/mark",
    summary: "Say what became of a payout of a bank file",
    access: "operator",
    idempotency: "required",
    params: payout,
    body: z.strictObject({ outcome: z.enum(["paid", "failed", "returned"]), reason }),
    response: Payout,
    errors: ["not_found", "own_matter", "payout_state"],
  }),
  createPayoutFile: route({
    id: "createPayoutFile",
    method: "POST",
    path: "/v1/operator/payout_files",
    summary: "Take every approved payout into a file for the bank",
    access: "operator",
    idempotency: "required",
    status: 201,
    body: z.strictObject({ reason }),
    response: z.object({ object: z.literal("payout_file_made"), id: idOf("pof"), payouts: z.int() }),
    errors: ["payouts_none"],
  }),
  getPayoutFile: route({
    id: "getPayoutFile",
    method: "GET",
    path: "/v1/operator/payout_files/:file_id",
    summary: "A bank file with whole account numbers; reading it is in the audit log",
    access: "operator",
    params: z.object({ file_id: idOf("pof") }),
    response: PayoutFile,
    errors: ["not_found"],
  }),
  listHeldShops: route({
    id: "listHeldShops",
    method: "GET",
    path: "/v1/operator/payout_holds",
    summary: "Shops whose payouts are held back",
    access: "operator",
    query: Page,
    response: listOf(HeldShop),
  }),
  holdPayouts: route({
    id: "holdPayouts",
    method: "POST",
    path: "/v1/operator/shops/:shop_id/payout_hold",
    summary: "Hold a shop's payouts back",
    access: "operator",
    params: shop,
    body: z.strictObject({ reason }),
    response: HeldShop,
    errors: ["not_found", "own_matter", "payouts_held"],
  }),
  releasePayouts: route({
    id: "releasePayouts",
    method: "POST",
    path: "/v1/operator/shops/:shop_id/payout_hold/release",
    summary: "Let a shop's payouts go again",
    access: "operator",
    params: shop,
    body: z.strictObject({ reason }),
    response: z.object({ object: z.literal("payout_hold_released"), shop_id: idOf("shop") }),
    errors: ["not_found", "own_matter"],
  }),
  returnDeposit: route({
    id: "returnDeposit",
    method: "POST",
    path: "/v1/operator/shops/:shop_id/deposit/return",
    summary: "Give a closed shop its deposit back, into its balance, once nothing is open",
    access: "operator",
    idempotency: "required",
    params: shop,
    body: z.strictObject({ reason }),
    response: ShopBalance,
    errors: ["not_found", "own_matter", "deposit_needed"],
  }),
  /** The raw bytes matter for the signature, so the body is bytes. */
  receiveBankWebhook: route({
    id: "receiveBankWebhook",
    method: "POST",
    path: "/webhooks/banks/:provider",
    summary: "A bank reports on transfers; signed",
    access: "guest",
    params: z.object({ provider: z.string().regex(/^[a-z_]{1,30}$/) }),
    body: "bytes",
    signed: true,
    response: z.object({ object: z.literal("webhook_received"), duplicate: z.boolean() }),
    errors: ["webhook_signature", "webhook_replayed", "webhook_unknown"],
  }),
} as const;
