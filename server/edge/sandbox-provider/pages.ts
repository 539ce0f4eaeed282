import type { Context as HonoContext, Hono } from "hono";
import { locales, type Locale } from "../../../contract/errors.ts";
import type { Context } from "../../kernel/context.ts";
import { localeOf } from "../http.ts";
import { readBody } from "../read-body.ts";
import { donePage, missingPage, payPage } from "./pay-page.ts";
import { findPayment, markPaid } from "./store.ts";
import { style } from "./style.ts";
import type { PaymentRow } from "./tables.ts";
import { tellMerchant } from "./webhooks.ts";
import { wirePayment } from "./wire.ts";

/** What the buyer sees. The payment's id is the only thing that opens it: 160 bits of chance. */
export function mountPages(app: Hono, ctx: Context): void {
  app.get("/style.css", (c) =>
    c.text(style, 200, { "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=300" }),
  );

  app.get("/pay/:id", async (c) => {
    const payment = await findPayment(ctx.db.reader, c.req.param("id"));
    return show(c, ctx, payment);
  });

  app.post("/pay/:id", async (c) => {
    const form = new URLSearchParams(new TextDecoder().decode(await readBody(c.req.raw, 4096)));
    const payment = await findPayment(ctx.db.reader, c.req.param("id"));
    if (payment === undefined) return show(c, ctx, payment);
    if (form.get("decision") === "decline") return c.redirect(payment.return_url, 303);
    if (form.get("decision") !== "pay") return show(c, ctx, payment);
    const paid = await ctx.db.transact(async (tx) => {
      const at = ctx.clock.now();
      const marked = await markPaid(tx, payment.id, at);
      if (marked !== undefined)
        await tellMerchant(ctx, tx, { type: "payment.paid", payment: wirePayment(marked, ctx.public_url, at) });
      return marked;
    });
    // A second click or a second tab sees what the first one did.
    return paid === undefined
      ? show(c, ctx, await findPayment(ctx.db.reader, payment.id))
      : c.redirect(paid.return_url, 303);
  });
}

function show(c: HonoContext, ctx: Context, payment: PaymentRow | undefined): Response | Promise<Response> {
  const locale = localeFor(c);
  c.header(
    "content-security-policy",
    `default-src 'none'; style-src 'self'; form-action 'self' ${new URL(ctx.public_url).origin}; base-uri 'none'; frame-ancestors 'none'`,
  );
  c.header("cache-control", "no-store");
  c.header("referrer-policy", "no-referrer");
  c.header("x-content-type-options", "nosniff");
  if (payment === undefined) return c.html(missingPage(locale), 404);
  const open = payment.state === "unpaid" && payment.expires_at > ctx.clock.now();
  return c.html(open ? payPage(payment, locale) : donePage(payment, locale));
}

function localeFor(c: HonoContext): Locale {
  const asked = c.req.query("locale");
  return locales.find((locale) => locale === asked) ?? localeOf(c.req.header("accept-language"));
}
