import { createHmac } from "node:crypto";
import type { FakeAnswer, FakeRequest } from "./fake-wechat.ts";

interface Session {
  id: string;
  object: "checkout.session";
  url: string;
  status: "open" | "complete" | "expired";
  payment_status: "paid" | "unpaid";
  payment_intent: string | null;
  amount_total: number;
  currency: string;
  metadata: Record<string, string>;
}
interface Refund {
  id: string;
  object: "refund";
  amount: number;
  currency: string;
  payment_intent: string;
  status: "succeeded" | "pending" | "failed";
  created: number;
  metadata: Record<string, string>;
}

/** Stripe's API as a merchant's server sees it: form encoding, one answer per idempotency key, signed events. */
export function createFakeStripe(keys: {
  readonly secret_key: string;
  readonly webhook_secret: string;
  readonly now: () => Date;
}) {
  const sessions = new Map<string, Session>();
  const refunds: Refund[] = [];
  /** Movements of our balance, newest first, as `/v1/balance_transactions` gives them, two to a page. */
  const movements: { id: string; created: number; [field: string]: unknown }[] = [];
  const byKey = new Map<string, { content: string; answer: FakeAnswer }>();
  const say = { refund: "succeeded" as Refund["status"] };

  const json = (status: number, content: object): FakeAnswer => ({
    status,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(content),
  });
  const wrong = (status: number, type: string, code: string) => json(status, { error: { type, code, message: code } });

  function handle(request: FakeRequest): FakeAnswer {
    if (request.headers["authorization"] !== `Bearer ${keys.secret_key}`)
      return wrong(401, "invalid_request_error", "api_key_invalid");
    const key = request.headers["idempotency-key"];
    if (typeof key !== "string") return act(request);
    const before = byKey.get(key);
    if (before !== undefined)
      return before.content === request.path + request.body
        ? before.answer
        : wrong(400, "idempotency_error", "idempotency_key_in_use");
    const answer = act(request);
    byKey.set(key, { content: request.path + request.body, answer });
    return answer;
  }

  function act({ method, path, body }: FakeRequest): FakeAnswer {
    const url = new URL(path, "http://stripe.test");
    const form = new URLSearchParams(method === "GET" ? url.search : body);
    if (url.pathname === "/v1/balance_transactions") {
      const [from, to] = [Number(form.get("created[gte]")), Number(form.get("created[lt]"))];
      const all = movements.filter((one) => one.created >= from && one.created < to);
      const start = all.findIndex((one) => one.id === form.get("starting_after")) + 1;
      return json(200, { object: "list", data: all.slice(start, start + 2), has_more: all.length > start + 2 });
    }
    const metadata = Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const field = /^metadata\[(\w+)\]$/.exec(name)?.[1];
        return field === undefined ? [] : [[field, value]];
      }),
    );
    if (method === "POST" && url.pathname === "/v1/checkout/sessions") {
      const id = `cs_test_${String(sessions.size).padStart(8, "0")}`;
      const session: Session = {
        id,
        object: "checkout.session",
        url: `https://checkout.stripe.com/c/pay/${id}`,
        status: "open",
        payment_status: "unpaid",
        payment_intent: null,
        amount_total:
          Number(form.get("line_items[0][price_data][unit_amount]")) * Number(form.get("line_items[0][quantity]")),
        currency: form.get("line_items[0][price_data][currency]") ?? "",
        metadata,
      };
      sessions.set(id, session);
      return json(200, session);
    }
    const named = /^\/v1\/checkout\/sessions\/(\w+?)(\/expire)?$/.exec(url.pathname);
    const session = sessions.get(named?.[1] ?? "");
    if (session !== undefined && named?.[2] !== undefined) {
      if (session.status !== "open") return wrong(400, "invalid_request_error", "session_not_open");
      session.status = "expired";
      return json(200, session);
    }
    if (session !== undefined) return json(200, session);
    if (url.pathname !== "/v1/refunds") return wrong(404, "invalid_request_error", "resource_missing");
    const payment_intent = form.get("payment_intent") ?? "";
    if (method === "GET")
      return json(200, { data: refunds.filter((one) => one.payment_intent === payment_intent), has_more: false });
    const paid = [...sessions.values()].find((one) => one.payment_intent === payment_intent);
    const left = refunds
      .filter((one) => one.payment_intent === payment_intent)
      .reduce((rest, one) => rest - one.amount, paid?.amount_total ?? 0);
    if (Number(form.get("amount")) > left) return wrong(400, "invalid_request_error", "charge_already_refunded");
    const refund: Refund = {
      id: `re_${refunds.length}`,
      object: "refund",
      amount: Number(form.get("amount")),
      currency: paid?.currency ?? "",
      payment_intent,
      status: say.refund,
      created: Math.floor(keys.now().getTime() / 1000),
      metadata,
    };
    refunds.push(refund);
    return json(200, refund);
  }

  let events = 0;
  const event = (type: string, object: object) => {
    events += 1;
    const seconds = Math.floor(keys.now().getTime() / 1000);
    const body = JSON.stringify({ id: `evt_${events}`, object: "event", type, created: seconds, data: { object } });
    const digest = createHmac("sha256", keys.webhook_secret).update(`${seconds}.${body}`).digest("hex");
    return { body, headers: { "stripe-signature": `t=${seconds},v1=${digest}` } };
  };
  const sessionsOf = (reference: string): Session[] =>
    [...sessions.values()].filter((one) => one.metadata["reference"] === reference);
  const sessionOf = (reference: string): Session => {
    const [found] = sessionsOf(reference);
    if (found === undefined) throw new Error(`${reference} was not begun`);
    return found;
  };
  return {
    handle,
    refunds,
    movements,
    say,
    byKey,
    sessionOf,
    sessionsOf,
    pay(reference: string) {
      const session = sessionOf(reference);
      Object.assign(session, {
        status: "complete",
        payment_status: "paid",
        payment_intent: `pi_stripe_${session.id}`,
      });
      return event("checkout.session.completed", session);
    },
    decline(reference: string, decline_code: string) {
      const session = sessionOf(reference);
      return event("payment_intent.payment_failed", {
        id: `pi_stripe_${session.id}`,
        object: "payment_intent",
        amount: session.amount_total,
        currency: session.currency,
        metadata: session.metadata,
        last_payment_error: { code: "card_declined", decline_code },
      });
    },
    tellRefund(refund: Refund) {
      return event("refund.updated", refund);
    },
  };
}
