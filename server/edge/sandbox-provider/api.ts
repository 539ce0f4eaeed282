import type { Hono } from "hono";
import type { Context as HonoContext } from "hono";
import { z } from "zod";
import { locales } from "../../../contract/errors.ts";
import { Currency } from "../../../contract/money.ts";
import { sandboxSecrets, sandboxSignatureHeader, verifySignature } from "../../modules/payments/index.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { randomText } from "../../kernel/random.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { readBody } from "../read-body.ts";
import { addPayment, addRefund, findPayment, lockPayment, movements, placeOfMovement, refundsOf } from "./store.ts";
import { tellMerchant } from "./webhooks.ts";
import { wireMovement, wirePayment, wireRefund } from "./wire.ts";

const Reference = z.string().regex(/^\w{1,80}$/);
const Amount = z.int().min(0);
const PaymentFields = z.strictObject({
  reference: Reference,
  shop: Reference,
  amount: Amount,
  currency: Currency,
  title: z.string().trim().min(1).max(400),
  return_url: z.url({ protocol: /^https?$/ }).max(2000),
  locale: z.enum(locales),
  expires_at: z.iso.datetime(),
});
const Span = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  /** The last line of the page before: its instant in milliseconds, and its id. */
  after: z
    .string()
    .regex(/^\d{1,15}\.\w{1,80}$/)
    .optional(),
});
const RefundFields = z.strictObject({ reference: Reference, payment: Reference, amount: Amount, currency: Currency });

/** What a merchant's server calls: `/v1/…`, each call signed with the shared secret. */
export function mountApi(app: Hono, ctx: Context): void {
  const secret = ctx.seal.derive(sandboxSecrets.api);

  /** Runs `act` with the body of a rightly signed call; the method and the path (below our mount) are signed with it. */
  const signed = async (c: HonoContext, path: string, act: (body: unknown) => Promise<Response>): Promise<Response> => {
    try {
      const text = new TextDecoder().decode(await readBody(c.req.raw, limits.payment_provider_answer_bytes_max));
      const verdict = verifySignature(
        secret,
        c.req.header(sandboxSignatureHeader) ?? null,
        `${c.req.method} ${path}\n${text}`,
        ctx.clock.now(),
        limits.webhook_age_ms_max,
      );
      return verdict === "valid" ? await act(parseJson(text)) : no(401, `signature_${verdict}`);
    } catch (error) {
      if (error instanceof Refusal) return no(413, error.code);
      throw error;
    }
  };

  app.post("/v1/payments", (c) =>
    signed(c, "/v1/payments", async (body) => {
      const fields = PaymentFields.safeParse(body);
      if (!fields.success) return no(400, "invalid", z.prettifyError(fields.error));
      const { amount, expires_at, ...rest } = fields.data;
      // The merchant registered one site; buyers are never sent anywhere else.
      if (new URL(rest.return_url).origin !== new URL(ctx.public_url).origin)
        return no(400, "return_url_not_registered");
      const at = ctx.clock.now();
      const fresh = {
        id: `sbp_${randomText(ctx.random, 32)}`,
        ...rest,
        amount: BigInt(amount),
        state: "unpaid",
        expires_at: new Date(expires_at),
        created_at: at,
        paid_at: null,
      } as const;
      const kept = await ctx.db.transact((tx) => addPayment(tx, fresh));
      const same = kept.amount === fresh.amount && kept.currency === fresh.currency && kept.shop === fresh.shop;
      return same ? c.json(wirePayment(kept, ctx.public_url, at)) : no(409, "reference_used");
    }),
  );

  app.get("/v1/payments/:id", (c) =>
    signed(c, `/v1/payments/${c.req.param("id")}`, async () => {
      const payment = await findPayment(ctx.db.reader, c.req.param("id"));
      return payment === undefined
        ? no(404, "payment_unknown")
        : c.json(wirePayment(payment, ctx.public_url, ctx.clock.now()));
    }),
  );

  // What money moved from one moment until before another, page by page; the query is signed with the path.
  app.get("/v1/statement", (c) => {
    const { search } = new URL(c.req.url);
    return signed(c, `/v1/statement${search}`, async () => {
      const span = Span.safeParse(c.req.query());
      if (!span.success) return no(400, "invalid", z.prettifyError(span.error));
      const [ms, id] = span.data.after?.split(".") ?? [];
      const after = ms === undefined || id === undefined ? null : { at: new Date(Number(ms)), id };
      const page = limits.payment_statement_page_lines;
      const asked = { from: new Date(span.data.from), to: new Date(span.data.to), after };
      const moved = await movements(ctx.db.reader, asked, page + 1);
      const last = moved.length > page ? moved.at(page - 1) : undefined;
      const place = last === undefined ? null : placeOfMovement(last);
      const next = place === null ? null : `${place.at.getTime()}.${place.id}`;
      return c.json({ object: "statement", data: moved.slice(0, page).map(wireMovement), next });
    });
  });

  app.post("/v1/refunds", (c) =>
    signed(c, "/v1/refunds", async (body) => {
      const fields = RefundFields.safeParse(body);
      if (!fields.success) return no(400, "invalid", z.prettifyError(fields.error));
      return ctx.db.transact(async (tx) => {
        const { reference, amount, currency } = fields.data;
        const payment = await lockPayment(tx, fields.data.payment);
        if (payment === undefined) return no(404, "payment_unknown");
        const before = await refundsOf(tx, payment.id);
        const same = before.find((refund) => refund.reference === reference);
        if (same !== undefined)
          return same.amount === BigInt(amount)
            ? c.json(wireRefund(same, payment.currency))
            : no(409, "reference_used");
        const left = before.reduce((rest, refund) => rest - refund.amount, payment.amount);
        if (payment.state !== "paid" || currency !== payment.currency || BigInt(amount) > left)
          return no(409, "not_refundable");
        const refund = {
          id: `sbr_${randomText(ctx.random, 32)}`,
          reference,
          payment_id: payment.id,
          amount: BigInt(amount),
          created_at: ctx.clock.now(),
        };
        await addRefund(tx, refund);
        await tellMerchant(ctx, tx, {
          type: "refund.succeeded",
          payment: wirePayment(payment, ctx.public_url, ctx.clock.now()),
          refund: wireRefund(refund, payment.currency),
        });
        return c.json(wireRefund(refund, payment.currency));
      });
    }),
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function no(status: number, code: string, message = code): Response {
  return Response.json({ error: { code, message } }, { status });
}
