import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { present } from "../../server/kernel/assert.ts";

const Asked = z
  .object({ reference: z.string(), shop: z.string(), amount: z.int(), currency: z.string(), expires_at: z.string() })
  .loose();
const AskedBack = z
  .object({ reference: z.string(), payment: z.string(), amount: z.int(), currency: z.string() })
  .loose();

/** How the provider treats its next calls. */
export const moods = ["away_before", "away_after", "error", "garbage", "pending"] as const;
export type Mood = (typeof moods)[number];

export interface Payment {
  readonly id: string;
  readonly reference: string;
  readonly shop: string;
  readonly amount: number;
  readonly currency: string;
  readonly expires_at: string;
  paid: boolean;
  /** Somebody was given its page; nobody pays on a page they never saw. */
  shown: boolean;
  /** We were told that it is over: then it is. */
  over: boolean;
}
export interface Refund {
  readonly id: string;
  readonly reference: string;
  readonly payment: string;
  readonly amount: number;
  readonly currency: string;
  state: "pending" | "succeeded";
}
/** Something we are to be told. The provider keeps it until we take it, or until it is lost. */
export interface Notice {
  readonly id: string;
  readonly body: string;
}

/**
 * The outside world's payment provider: it has books of its own, speaks the sandbox's API, and is as unreliable as its
 * mood. What it says happened has happened, whether we heard of it or not: the market's books are held against its own.
 */
export interface Provider {
  readonly url: string;
  readonly payments: ReadonlyMap<string, Payment>;
  readonly refunds: ReadonlyMap<string, Refund>;
  /** Told, and not yet taken by us. */
  readonly notices: Notice[];
  /** Somebody was answered with this page. */
  show(pay_url: string | null): void;
  /** The buyer pays for a reference. False where there is nothing to pay. `late`: this provider takes money after the time. */
  pay(reference: string, nowMs: number, late: boolean): boolean;
  /** Refunds that were promised for later come true. */
  finishRefunds(): number;
  be(mood: Mood, calls: number): void;
  /** What it took and did not give back. */
  holds(): number;
  stop(): Promise<void>;
}

export async function openProvider(nowMs: () => number): Promise<Provider> {
  const payments = new Map<string, Payment>();
  const refunds = new Map<string, Refund>();
  const notices: Notice[] = [];
  let url = "";
  let count = 0;
  let mood: Mood | null = null;
  let calls = 0;
  const id = (prefix: string): string => `${prefix}_${String((count += 1)).padStart(24, "0")}`;
  const byId = (payment_id: string): Payment | undefined => [...payments.values()].find((one) => one.id === payment_id);
  const wire = (payment: Payment) => {
    const { id: payment_id, reference, shop, amount, currency } = payment;
    const late = !payment.paid && Date.parse(payment.expires_at) <= nowMs();
    const state = payment.paid ? "paid" : late ? "expired" : "unpaid";
    payment.over ||= late;
    const pay_url = `${url}/pay/${reference}`;
    return { id: payment_id, object: "payment", reference, shop, amount, currency, state, pay_url };
  };
  const wireRefund = (refund: Refund) => ({ object: "refund", ...refund });
  const tell = (type: string, payment: Payment, refund?: Refund): void => {
    const event_id = id("sbe");
    const content = { id: event_id, object: "event", type, payment: wire(payment) };
    const body = JSON.stringify(refund === undefined ? content : { ...content, refund: wireRefund(refund) });
    notices.push({ id: event_id, body });
  };
  const succeed = (refund: Refund): void => {
    refund.state = "succeeded";
    tell("refund.succeeded", present(byId(refund.payment), "a refund has its payment"), refund);
  };

  function answer(method: string, path: string, body: string): [number, object] {
    if (method === "POST" && path === "/v1/payments") {
      const { reference, shop, amount, currency, expires_at } = Asked.parse(JSON.parse(body));
      const known = payments.get(reference);
      if (known !== undefined && known.amount !== amount) return [409, { error: { code: "reference_used" } }];
      const payment = known ?? {
        id: id("sbp"),
        reference,
        shop,
        amount,
        currency,
        expires_at,
        paid: false,
        shown: false,
        over: false,
      };
      payments.set(reference, payment);
      return [200, wire(payment)];
    }
    if (method === "POST" && path === "/v1/refunds") return refund(AskedBack.parse(JSON.parse(body)));
    const payment = byId(path.replace("/v1/payments/", ""));
    return payment === undefined ? [404, {}] : [200, wire(payment)];
  }

  function refund({ reference, payment: payment_id, amount, currency }: z.infer<typeof AskedBack>): [number, object] {
    const same = refunds.get(reference);
    if (same !== undefined) return [same.amount === amount ? 200 : 409, wireRefund(same)];
    const payment = byId(payment_id);
    const before = [...refunds.values()].filter((one) => one.payment === payment_id);
    const left = before.reduce((rest, one) => rest - one.amount, payment?.amount ?? 0);
    if (payment?.paid !== true || amount > left) return [409, { error: { code: "not_refundable" } }];
    const made: Refund = { id: id("sbr"), reference, payment: payment_id, amount, currency, state: "pending" };
    refunds.set(reference, made);
    if (mood !== "pending") succeed(made);
    return [200, wireRefund(made)];
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const now = calls > 0 ? mood : null;
      calls = Math.max(0, calls - 1);
      if (now === null) mood = null;
      if (now === "away_before") return void request.socket.destroy();
      if (now === "error") return void response.writeHead(500).end();
      const [status, content] = answer(request.method ?? "", request.url ?? "", Buffer.concat(parts).toString());
      if (now === "away_after") return void request.socket.destroy();
      const text = now === "garbage" ? "<html>busy</html>" : JSON.stringify(content);
      response.writeHead(status, { "content-type": "application/json" }).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    payments,
    refunds,
    notices,
    show(pay_url) {
      const payment = payments.get(pay_url?.split("/pay/")[1] ?? "");
      if (payment !== undefined) payment.shown = true;
    },
    pay(reference, atMs, late) {
      const payment = payments.get(reference);
      if (payment?.shown !== true || payment.paid || payment.over || (!late && Date.parse(payment.expires_at) <= atMs))
        return false;
      payment.paid = true;
      tell("payment.paid", payment);
      return true;
    },
    finishRefunds() {
      const waiting = [...refunds.values()].filter((one) => one.state === "pending");
      waiting.forEach(succeed);
      return waiting.length;
    },
    be(next, how_often) {
      mood = next;
      calls = how_often;
    },
    holds() {
      const paid = [...payments.values()].reduce((sum, one) => sum + (one.paid ? one.amount : 0), 0);
      const back = [...refunds.values()].reduce((sum, one) => sum + (one.state === "succeeded" ? one.amount : 0), 0);
      return paid - back;
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
