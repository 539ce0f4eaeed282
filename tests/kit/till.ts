import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";
import { present } from "../../server/kernel/assert.ts";
import type { Context } from "../../server/kernel/context.ts";
import { randomText } from "../../server/kernel/random.ts";
import { sandboxSecrets, sandboxSignatureHeader, signatureHeader } from "../../server/modules/payments/index.ts";
import type { PartCaller } from "./part-caller.ts";

const Asked = z.object({ reference: z.string(), shop: z.string(), amount: z.int(), currency: z.string() }).loose();
const AskedBack = z.object({ reference: z.string(), payment: z.string(), amount: z.int(), currency: z.string() });

/** An outside payment provider in a few lines: it answers the sandbox's API and pays when the test says so. */
export interface Till {
  readonly url: string;
  /** Refunds it was asked for, by our refund id; each is paid back at once, and only once. */
  readonly refunds: Map<string, object>;
  /** What becomes of a new refund of so much: refused for good (as for a card that is closed), or no answer for now. */
  mood: (amount: number) => "pays" | "refuses" | "away";
  /** The buyer pays what was asked for this intent; the webhook arrives. `event` twice is a webhook repeated. */
  pay(ctx: Context, caller: PartCaller, intent_id: string, event?: string): Promise<{ duplicate: boolean }>;
  stop(): Promise<void>;
}

export async function openTill(): Promise<Till> {
  const payments = new Map<string, Record<string, unknown>>();
  const refunds = new Map<string, object>();
  let url = "";
  let count = 0;
  const answer = (method: string, path: string, body: string): object | null => {
    if (method === "POST" && path === "/v1/payments") {
      const { reference, shop, amount, currency } = Asked.parse(JSON.parse(body));
      const known = payments.get(reference);
      const payment = known ?? {
        id: `sbp_${String((count += 1)).padStart(24, "0")}`,
        object: "payment",
        reference,
        shop,
        amount,
        currency,
        state: "unpaid",
        pay_url: `${url}/pay/${reference}`,
      };
      payments.set(reference, payment);
      return payment;
    }
    if (method === "POST" && path === "/v1/refunds") {
      const { reference, payment, amount, currency } = AskedBack.parse(JSON.parse(body));
      const mood = till.mood(amount);
      if (mood === "away" && !refunds.has(reference)) return null;
      const refund = refunds.get(reference) ?? {
        id: `sbr_${String((count += 1)).padStart(24, "0")}`,
        object: "refund",
        reference,
        payment,
        amount,
        currency,
        state: mood === "refuses" ? "failed" : "succeeded",
      };
      refunds.set(reference, refund);
      return refund;
    }
    return [...payments.values()].find((payment) => path === `/v1/payments/${String(payment["id"])}`) ?? null;
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const found = answer(request.method ?? "", request.url ?? "", Buffer.concat(parts).toString());
      response
        .writeHead(found === null ? 404 : 200, { "content-type": "application/json" })
        .end(JSON.stringify(found ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const till: Till = {
    url,
    refunds,
    mood: () => "pays",
    async pay(ctx, caller, intent_id, event = `sbe_${randomText(ctx.random, 32)}`) {
      const payment = { ...present(payments.get(intent_id), `a pay page was asked for ${intent_id}`), state: "paid" };
      payments.set(intent_id, payment);
      const body = JSON.stringify({ id: event, object: "event", type: "payment.paid", payment });
      const headers = {
        [sandboxSignatureHeader]: signatureHeader(ctx.seal.derive(sandboxSecrets.webhook), ctx.clock.now(), body),
      };
      return caller.call("receiveWebhook", {
        params: { provider: "sandbox" },
        body: new TextEncoder().encode(body),
        headers,
      });
    },
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
  return till;
}
