import { z } from "zod";
import { Currency } from "../../../../contract/money.ts";
import type { Context } from "../../../kernel/context.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { callProvider, statementRead, type AnswerMax } from "../provider-http.ts";
import type { PaymentProvider, ProviderPayment } from "../provider.ts";
import type { Report } from "../report.ts";
import { signatureHeader, verifySignature } from "../signature.ts";
import { sortRows, type ReadRow } from "../statement.ts";

/** Kept by both sides, as a real provider's dashboard would show them. */
export const sandboxSecrets = { api: "payments.sandbox.api", webhook: "payments.sandbox.webhook" } as const;
export const sandboxSignatureHeader = "sandbox-signature";

const Payment = z.object({
  id: z.string().regex(/^sbp_\w{20,60}$/),
  object: z.literal("payment"),
  reference: z.string(),
  shop: z.string(),
  amount: z.int().min(0),
  currency: Currency,
  state: z.enum(["unpaid", "paid", "expired"]),
  paid_at: z.iso.datetime().nullish(),
  pay_url: z.url({ protocol: /^https?$/ }),
});
const Refund = z.object({
  id: z.string(),
  object: z.literal("refund"),
  reference: z.string(),
  payment: z.string(),
  amount: z.int().min(0),
  currency: Currency,
  state: z.enum(["pending", "succeeded", "failed"]),
  created_at: z.iso.datetime().nullish(),
});
const StatementPage = z.object({
  object: z.literal("statement"),
  data: z.array(z.unknown()),
  next: z.string().nullable(),
});
const Movement = z.object({
  kind: z.enum(["payment", "refund"]),
  reference: z.string(),
  payment: z.string(),
  refund: z.string().nullable(),
  amount: z.int().min(0),
  currency: z.string(),
  at: z.iso.datetime(),
});
const WebhookEvent = z
  .object({ id: z.string().regex(/^sbe_\w{20,60}$/), object: z.literal("event") })
  .and(
    z.discriminatedUnion("type", [
      z.object({ type: z.literal("payment.paid"), payment: Payment }),
      z.object({ type: z.literal("refund.succeeded"), payment: Payment, refund: Refund }),
    ]),
  );

/** The adapter to the sandbox provider; it speaks HTTP to it, as it would to a real one. */
export function createSandboxAdapter(ctx: Context): PaymentProvider {
  const { clock } = ctx;
  const base = ctx.config.payment.sandbox_url ?? `${ctx.public_url}/sandbox`;
  const apiSecret = ctx.seal.derive(sandboxSecrets.api);
  const webhookSecret = ctx.seal.derive(sandboxSecrets.webhook);

  /** The method and the path are signed with the body, so that a signature is good for one call only. */
  const call = async <T>(
    method: "GET" | "POST",
    path: string,
    schema: z.ZodType<T>,
    content: object | null,
    max?: AnswerMax,
  ): Promise<T> => {
    const body = content === null ? null : JSON.stringify(content);
    const headers = {
      "content-type": "application/json",
      [sandboxSignatureHeader]: signatureHeader(apiSecret, clock.now(), `${method} ${path}\n${body ?? ""}`),
    };
    const answer = schema.safeParse(await callProvider(clock, { method, url: `${base}${path}`, headers, body }, max));
    if (!answer.success) refuse("payment_unavailable", { details: { reason: "unreadable" } });
    return answer.data;
  };
  const paidOf = (payment: z.infer<typeof Payment>, event_id: string | null): Report => ({
    type: "paid",
    provider: "sandbox",
    event_id,
    owner: payment.shop,
    reference: payment.reference,
    payment_id: payment.id,
    refund_id: null,
    amount: BigInt(payment.amount),
    currency: payment.currency,
    happened_at: timeOf(payment.paid_at),
    failure: null,
  });
  const refundedOf = (refund: z.infer<typeof Refund>, payment: ProviderPayment, event_id: string | null): Report => ({
    type: "refunded",
    provider: "sandbox",
    event_id,
    owner: payment.owner,
    reference: payment.reference,
    payment_id: refund.payment,
    refund_id: refund.reference,
    amount: BigInt(refund.amount),
    currency: refund.currency,
    happened_at: timeOf(refund.created_at),
    failure: null,
  });

  return {
    name: "sandbox",
    methods: ["page"],
    async createPayment({ reference, owner, amount, currency, title, return_url, locale, expires_at }) {
      const content = {
        reference,
        shop: owner,
        amount: Number(amount),
        currency,
        title,
        return_url,
        locale,
        expires_at: expires_at.toISOString(),
      };
      const payment = await call("POST", "/v1/payments", Payment, content);
      const same =
        payment.reference === reference &&
        payment.shop === owner &&
        BigInt(payment.amount) === amount &&
        payment.currency === currency;
      if (!same) refuse("payment_unavailable", { details: { reason: "another payment" } });
      return { payment_id: payment.id, page_id: null, pay_url: payment.pay_url };
    },
    async status({ owner, reference, payment_id }) {
      const payment = await call("GET", `/v1/payments/${encodeURIComponent(payment_id ?? "")}`, Payment, null);
      if (payment.id !== payment_id || payment.reference !== reference || payment.shop !== owner)
        refuse("payment_unavailable", { details: { reason: "another payment" } });
      return payment.state === "paid"
        ? { paid: paidOf(payment, null) }
        : { paid: null, final: payment.state === "expired" };
    },
    async refund(request) {
      const { refund_id, shop_id, payment_id, amount, currency } = request;
      const refund = await call("POST", "/v1/refunds", Refund, {
        reference: refund_id,
        payment: payment_id,
        amount: Number(amount),
        currency,
      });
      if (refund.reference !== refund_id || refund.payment !== payment_id)
        refuse("payment_unavailable", { details: { reason: "another refund" } });
      if (refund.state === "pending") return null;
      const report = refundedOf(refund, { ...request, owner: shop_id }, null);
      return refund.state === "failed" ? { ...report, type: "refund_failed", failure: "provider_refused" } : report;
    },
    statement_zone: null,
    statement_ready_ms: 10 * 60_000,
    statement_so_far: true,
    async statement({ from, to }) {
      const rows: Parameters<typeof sortRows>[0][number][] = [];
      for (let after: string | null = ""; after !== null;) {
        const span = new URLSearchParams({ from: from.toISOString(), to: to.toISOString() });
        if (after !== "") span.set("after", after);
        const path = `/v1/statement?${span.toString()}`;
        const page: z.infer<typeof StatementPage> = await call("GET", path, StatementPage, null, statementRead);
        for (const one of page.data)
          rows.push({ row: rows.length + 1, text: JSON.stringify(one), read: readMovement(one) });
        if (rows.length > limits.payment_statement_lines_max || page.next === after)
          refuse("payment_unavailable", { details: { reason: "too large" } });
        after = page.next;
      }
      return { exists: true, ...sortRows(rows), sums: [] };
    },
    parseWebhook(headers, bytes, at) {
      const verdict = verifySignature(
        webhookSecret,
        headers.get(sandboxSignatureHeader),
        bytes,
        at,
        limits.webhook_age_ms_max,
      );
      if (verdict === "invalid") refuse("webhook_signature");
      if (verdict === "stale") refuse("webhook_replayed");
      const event = WebhookEvent.safeParse(parseJson(bytes));
      if (!event.success) refuse("webhook_unknown");
      const { id, payment } = event.data;
      if (event.data.type === "payment.paid") return paidOf(payment, id);
      const { reference, shop: owner } = payment;
      return refundedOf(event.data.refund, { reference, owner, payment_id: payment.id, page_id: null }, id);
    },
  };
}

const timeOf = (text: string | null | undefined): Date | null => (typeof text === "string" ? new Date(text) : null);

/** The sandbox takes no fee. */
function readMovement(row: unknown): ReadRow {
  const movement = Movement.safeParse(row);
  if (!movement.success) return { unreadable: "columns" };
  const { kind, reference, payment, refund, amount, currency, at } = movement.data;
  if (!Currency.safeParse(currency).success) return { unreadable: "currency" };
  return {
    line: {
      kind,
      state: "done",
      reference,
      payment_id: payment,
      refund_id: refund,
      amount: BigInt(amount),
      currency,
      fee: 0n,
      at: new Date(at),
    },
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("webhook_unknown");
  }
}
