import { z } from "zod";
import type { PaymentFailure } from "../../../../contract/payments.ts";
import type { Context } from "../../../kernel/context.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { fetchFromProvider, statementRead, type HttpCall } from "../provider-http.ts";
import type { PaymentProvider, PaymentRequest, RefundRequest, Standing } from "../provider.ts";
import type { Report } from "../report.ts";
import { verifySignature } from "../signature.ts";
import { sortRows } from "../statement.ts";
import { formOf, type FormValue } from "./form.ts";
import { readMovement } from "./stripe-movement.ts";

export interface StripeConfig {
  readonly url: string;
  readonly secret_key: string;
  readonly webhook_secret: string;
}

/** The version whose fields this file reads; Stripe answers as of then, whatever the account's is. */
const api_version = "2025-03-31.basil";
/** A session lives at least this long at Stripe; we close it when our own time is over. */
const session_ms_min = 30 * 60_000;

const Metadata = z.object({
  reference: z.string().optional(),
  owner: z.string().optional(),
  refund: z.string().optional(),
});
const Session = z.object({
  id: z.string().regex(/^cs_\w+$/),
  object: z.literal("checkout.session"),
  url: z.url({ protocol: /^https?$/ }).nullish(),
  status: z.enum(["open", "complete", "expired"]),
  payment_status: z.enum(["paid", "unpaid", "no_payment_required"]),
  payment_intent: z.string().nullish(),
  amount_total: z.int(),
  currency: z.string(),
  metadata: Metadata,
});
const Refund = z.object({
  id: z.string(),
  object: z.literal("refund"),
  amount: z.int(),
  currency: z.string(),
  payment_intent: z.string(),
  status: z.enum(["succeeded", "pending", "failed", "canceled", "requires_action"]),
  created: z.int(),
  metadata: Metadata,
});
type Refund = z.infer<typeof Refund>;
const Intent = z.object({
  id: z.string(),
  object: z.literal("payment_intent"),
  amount: z.int(),
  currency: z.string(),
  metadata: Metadata,
  last_payment_error: z.object({ code: z.string().nullish(), decline_code: z.string().nullish() }).nullish(),
});
const Event = z.object({
  id: z.string().regex(/^evt_\w+$/),
  object: z.literal("event"),
  type: z.string(),
  created: z.int(),
  data: z.object({ object: z.unknown() }),
});
const listOf = <T extends z.ZodType>(item: T) => z.object({ data: z.array(item), has_more: z.boolean() });
const MovementPage = listOf(z.unknown());

/** Stripe's decline codes (docs.stripe.com/declines/codes) in our words. */
const failures: Readonly<Record<string, PaymentFailure>> = {
  insufficient_funds: "insufficient_funds",
  card_velocity_exceeded: "limit_exceeded",
  withdrawal_count_limit_exceeded: "limit_exceeded",
  authentication_required: "authentication_failed",
  payment_intent_authentication_failure: "authentication_failed",
  expired_card: "method_unusable",
  lost_card: "method_unusable",
  stolen_card: "method_unusable",
  card_not_supported: "method_unusable",
  currency_not_supported: "method_unusable",
  payment_intent_payment_attempt_expired: "timed_out",
};

/** The adapter to Stripe: its hosted page (Checkout Session), refunds, signed events and balance transactions. */
export function createStripeAdapter(ctx: Context, config: StripeConfig): PaymentProvider {
  const { clock } = ctx;

  const call = async <T extends z.ZodType>(
    method: "GET" | "POST",
    path: string,
    schema: T,
    content: { readonly [name: string]: FormValue } = {},
    key: string | null = null,
  ): Promise<z.output<T> | { readonly wrong: string }> => {
    const form = formOf(content).toString();
    const query = method === "GET" && form !== "" ? `?${form}` : "";
    const asked: HttpCall = {
      method,
      url: `${config.url}${path}${query}`,
      headers: {
        authorization: `Bearer ${config.secret_key}`,
        "content-type": "application/x-www-form-urlencoded",
        "stripe-version": api_version,
        ...(key === null ? {} : { "idempotency-key": key }),
      },
      body: method === "GET" ? null : form,
    };
    // With its sources, a page of movements is long.
    const answer = await fetchFromProvider(
      clock,
      asked,
      path === "/v1/balance_transactions" ? statementRead : undefined,
    );
    const json = parseJson(answer.bytes);
    if (answer.status >= 400) {
      const told = z.object({ error: z.object({ type: z.string(), code: z.string().optional() }) }).safeParse(json);
      // 4xx of a request that is wrong in itself; everything else (429, 5xx, our key) may be over the next time.
      if (told.success && told.data.error.type === "invalid_request_error" && answer.status !== 401)
        return { wrong: told.data.error.code ?? told.data.error.type };
      return refuse("payment_unavailable", { details: { provider_status: answer.status } });
    }
    const parsed = schema.safeParse(json);
    return parsed.success ? parsed.data : refuse("payment_unavailable", { details: { reason: "unreadable" } });
  };
  const ok = <T>(answer: T | { readonly wrong: string }): T => {
    if (typeof answer === "object" && answer !== null && "wrong" in answer)
      return refuse("payment_unavailable", { details: { reason: answer.wrong } });
    return answer;
  };

  const paidOf = (session: z.infer<typeof Session>, event_id: string | null, at: Date | null): Report => ({
    type: "paid",
    provider: "stripe",
    event_id,
    owner: session.metadata.owner ?? "",
    reference: session.metadata.reference ?? null,
    payment_id: session.payment_intent ?? null,
    refund_id: null,
    amount: BigInt(session.amount_total),
    currency: session.currency.toUpperCase(),
    happened_at: at,
    failure: null,
  });
  /** Null while it is under way. */
  const refundOf = (refund: Refund, event_id: string | null): Report | null => {
    if (refund.status === "pending" || refund.status === "requires_action") return null;
    const done = refund.status === "succeeded";
    return {
      type: done ? "refunded" : "refund_failed",
      provider: "stripe",
      event_id,
      owner: refund.metadata.owner ?? "",
      reference: null,
      payment_id: refund.payment_intent,
      refund_id: refund.metadata.refund ?? null,
      amount: BigInt(refund.amount),
      currency: refund.currency.toUpperCase(),
      happened_at: new Date(refund.created * 1000),
      failure: done ? null : "method_unusable",
    };
  };

  /** Stripe forgets idempotency keys after a day, and our job goes on longer: what was made before is looked for first. */
  const findRefund = async (request: RefundRequest): Promise<Refund | undefined> => {
    const content = { payment_intent: request.payment_id, limit: 100 };
    const list = ok(await call("GET", "/v1/refunds", listOf(Refund), content));
    return list.data.find((one) => one.metadata.refund === request.refund_id);
  };

  return {
    name: "stripe",
    methods: ["page"],
    async createPayment(request: PaymentRequest) {
      const metadata = { reference: request.reference, owner: request.owner };
      const session = ok(
        await call(
          "POST",
          "/v1/checkout/sessions",
          Session,
          {
            mode: "payment",
            client_reference_id: request.reference,
            success_url: request.return_url,
            cancel_url: request.return_url,
            locale: request.locale === "zh-CN" ? "zh" : "en",
            line_items: [
              {
                quantity: 1,
                price_data: {
                  currency: request.currency.toLowerCase(),
                  unit_amount: request.amount,
                  product_data: { name: request.title.slice(0, 250) },
                },
              },
            ],
            metadata,
            payment_intent_data: { metadata },
            expires_at: Math.ceil((request.expires_at.getTime() + session_ms_min) / 1000),
          },
          `pay-${request.reference}`,
        ),
      );
      const same =
        session.metadata.reference === request.reference &&
        BigInt(session.amount_total) === request.amount &&
        session.currency.toUpperCase() === request.currency;
      if (!same || typeof session.url !== "string")
        return refuse("payment_unavailable", { details: { reason: "another payment" } });
      return { payment_id: null, page_id: session.id, pay_url: session.url };
    },
    async status(payment): Promise<Standing> {
      const session = ok(await call("GET", `/v1/checkout/sessions/${payment.page_id ?? ""}`, Session));
      if (session.metadata.reference !== payment.reference || session.metadata.owner !== payment.owner)
        return refuse("payment_unavailable", { details: { reason: "another payment" } });
      if (session.payment_status === "paid") return { paid: paidOf(session, null, null) };
      return { paid: null, final: session.status === "expired" };
    },
    async close({ page_id }) {
      // Refused where it is paid or over already: the next question says which.
      await call("POST", `/v1/checkout/sessions/${page_id ?? ""}/expire`, Session);
    },
    async refund(request) {
      const before = await findRefund(request);
      const answer =
        before ??
        (await call(
          "POST",
          "/v1/refunds",
          Refund,
          {
            payment_intent: request.payment_id,
            amount: request.amount,
            metadata: { refund: request.refund_id, owner: request.shop_id },
          },
          `refund-${request.refund_id}`,
        ));
      if ("wrong" in answer)
        return {
          type: "refund_failed",
          provider: "stripe",
          event_id: null,
          owner: request.shop_id,
          reference: null,
          payment_id: request.payment_id,
          refund_id: request.refund_id,
          amount: request.amount,
          currency: request.currency,
          happened_at: null,
          failure: "provider_refused",
        };
      if (BigInt(answer.amount) !== request.amount || answer.payment_intent !== request.payment_id)
        return refuse("payment_unavailable", { details: { reason: "another refund" } });
      return refundOf(answer, null);
    },
    parseWebhook(headers, bytes, at) {
      const signature = headers.get("stripe-signature");
      const verdict = verifySignature(config.webhook_secret, signature, bytes, at, limits.webhook_age_ms_max);
      if (verdict === "invalid") refuse("webhook_signature");
      if (verdict === "stale") refuse("webhook_replayed");
      const event = Event.safeParse(parseJson(bytes));
      if (!event.success) return refuse("webhook_unknown");
      const { id, type, created, data } = event.data;
      const happened_at = new Date(created * 1000);
      switch (type) {
        case "checkout.session.completed":
        case "checkout.session.async_payment_succeeded": {
          const session = Session.safeParse(data.object);
          if (!session.success) return refuse("webhook_unknown");
          // Completed, and the bank still thinks about it: async_payment_succeeded follows.
          return session.data.payment_status === "paid" ? paidOf(session.data, id, happened_at) : null;
        }
        case "payment_intent.payment_failed": {
          const intent = Intent.safeParse(data.object);
          if (!intent.success) return refuse("webhook_unknown");
          const { metadata, amount, currency, last_payment_error: why } = intent.data;
          if (metadata.reference === undefined) return null;
          return {
            type: "failed",
            provider: "stripe",
            event_id: id,
            owner: metadata.owner ?? "",
            reference: metadata.reference,
            payment_id: null,
            refund_id: null,
            amount: BigInt(amount),
            currency: currency.toUpperCase(),
            happened_at,
            failure: failures[why?.decline_code ?? ""] ?? failures[why?.code ?? ""] ?? "declined",
          };
        }
        case "refund.created":
        case "refund.updated":
        case "refund.failed": {
          const refund = Refund.safeParse(data.object);
          if (!refund.success) return refuse("webhook_unknown");
          return refund.data.metadata.refund === undefined ? null : refundOf(refund.data, id);
        }
        default:
          return null;
      }
    },
    statement_zone: null,
    statement_ready_ms: 3600_000,
    statement_so_far: true,
    async statement({ from, to }) {
      const rows: Parameters<typeof sortRows>[0][number][] = [];
      let after: string | null = null;
      do {
        const page: z.infer<typeof MovementPage> = ok(
          await call("GET", "/v1/balance_transactions", MovementPage, {
            created: { gte: Math.floor(from.getTime() / 1000), lt: Math.floor(to.getTime() / 1000) },
            limit: 100,
            expand: ["data.source"],
            ...(after === null ? {} : { starting_after: after }),
          }),
        );
        for (const one of page.data) {
          const read = readMovement(one);
          if (read !== null) rows.push({ row: rows.length + 1, text: JSON.stringify(one), read });
        }
        const last = z.object({ id: z.string() }).safeParse(page.data.at(-1));
        if (page.has_more && !last.success) refuse("payment_unavailable", { details: { reason: "unreadable" } });
        after = page.has_more && last.success ? last.data.id : null;
        if (rows.length > limits.payment_statement_lines_max)
          refuse("payment_unavailable", { details: { reason: "too large" } });
      } while (after !== null);
      return { exists: true, ...sortRows(rows), sums: [] };
    },
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}
