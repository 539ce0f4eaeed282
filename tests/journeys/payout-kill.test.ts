import { spawn, type ChildProcess } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient, type Call } from "../../contract/client.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import type { FaultPoint } from "../../server/kernel/fault-points.ts";
import { cloneDatabase } from "../kit/context.ts";
import { addAddress, buy, openShop, until } from "../kit/market.ts";
import { startArguments } from "../kit/process.ts";
import { journeyEnv, startServer, type Person } from "../kit/server.ts";

let bank: Server;
let bank_url = "";
let directory: string;
/** What the bank was asked, in order; and the money it moved, by our payout's id: once, however often it is asked. */
const asked: string[] = [];
const transfers = new Map<string, number>();

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "laotie-payout-kill-"));
  bank = createServer((request, response) => {
    let text = "";
    request.on("data", (part: Buffer) => (text += part.toString()));
    request.on("end", () => {
      const order = JSON.parse(text) as { reference: string; shop: string; amount: number; currency: string };
      const { reference, shop, amount, currency } = order;
      asked.push(reference);
      const moved = transfers.get(reference) ?? amount;
      transfers.set(reference, moved);
      const id = `sbt_${reference.slice(3)}`;
      response.writeHead(200, { "content-type": "application/json" }).end(
        JSON.stringify({
          id,
          object: "transfer",
          reference,
          shop,
          amount: moved,
          currency,
          state: "paid",
          reason: null,
        }),
      );
    });
  });
  await new Promise<void>((resolve) => bank.listen(0, "127.0.0.1", resolve));
  bank_url = `http://127.0.0.1:${(bank.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => bank.close(resolve).closeAllConnections());
  await rm(directory, { recursive: true, force: true });
});

const env = () => ({ ...journeyEnv, SETTLEMENT_DAYS: "0", PAYOUT_SANDBOX_URL: bank_url });

/** A server that dies at `point`: its address, and the signal that ends it. */
async function startDying(point: FaultPoint, database_url: string): Promise<{ url: string; child: ChildProcess }> {
  const script = join(import.meta.dirname, "../kit/dying-process.ts");
  const node = startArguments().filter((one) => one.startsWith("--"));
  const child = spawn(process.execPath, [...node, script], {
    env: { PATH: process.env["PATH"], ...env(), DATA_DIR: directory, DATABASE_URL: database_url, DIE_AT: point },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const url = await until(() => {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode} before it was up`);
    return Promise.resolve(/^http\S+/m.exec(said)?.[0] ?? null);
  }, 60_000);
  return { url, child };
}

async function demo(url: string, role: "merchant" | "viewer" | "operator"): Promise<Person> {
  const guest: Call = createClient({ baseUrl: url, locale: () => "en" });
  const { token, account } = await guest("demoSignIn", { body: { role } });
  return {
    token,
    account_id: account.id,
    call: createClient({ baseUrl: url, token: () => token, locale: () => "en" }),
  };
}

/** A shop with money that may be drawn, and an account for it to go to. */
async function settledShop(url: string): Promise<{ shop_id: string }> {
  const merchant = await demo(url, "merchant");
  const viewer = await demo(url, "viewer");
  const { shop, small } = await openShop(merchant, { small: 100, large: 1 });
  const params = { shop_id: shop.id };
  const order = await buy(viewer, { variant: small, quantity: 40, address: await addAddress(viewer) });
  await merchant.call("shipOrder", {
    params: { ...params, order_id: order.id },
    body: { carrier: "顺丰", tracking_number: "SF1234567890" },
  });
  await viewer.call("receiveOrder", { params: { order_id: order.id } });
  await until(async () => (await merchant.call("getShopMoney", { params })).payable.amount > 30_000);
  await merchant.call("sendProofCode");
  const inbox = await merchant.call("readDevInbox", { query: { to: "merchant@demo.laotie.invalid" } });
  await merchant.call("proveSelf", { body: { code: /\b(\d{6})\b/.exec(inbox.data[0]?.text ?? "")?.[1] ?? "" } });
  await merchant.call("putBankAccount", {
    params,
    body: { holder: "王小明", bank: "工商银行", number: "6222 0200 0000 1234" },
  });
  return params;
}

it.each<{ point: FaultPoint; told: number }>([
  { point: "payouts.send: on its way, not asked", told: 0 },
  { point: "payouts.send: sent, not kept", told: 1 },
])(
  "killed at '$point', started again: the payout is made exactly once",
  { timeout: 180_000 },
  async ({ point, told }) => {
    const database = await cloneDatabase();
    try {
      const { url, child } = await startDying(point, database.url);
      const killed = new Promise<string | null>((resolve) => child.once("exit", (_, signal) => resolve(signal)));
      const params = await settledShop(url);
      asked.length = 0;
      const wish = { params, body: { amount: 20_000 }, idempotencyKey: "one-payout" };
      // It may die before this is answered.
      await (await demo(url, "merchant")).call("createPayout", wish).catch(() => null);
      expect(await killed).toBe("SIGKILL");
      expect(asked).toHaveLength(told);

      // Later than a payout under way is asked about again; its job in the dead process's hands is not waited for.
      const at = new Date(systemClock.nowMs() + 6 * 60_000).toISOString();
      const server = await startServer({ env: env(), at, database_url: database.url });
      try {
        const merchant = await server.demo("merchant");
        const payout = await merchant.call("createPayout", wish);
        const payouts = async () => (await merchant.call("listPayouts", { params })).data;
        expect((await payouts()).map(({ id }) => id)).toEqual([payout.id]);
        expect((await payouts())[0]?.state).toBe("sending");
        const held = (await merchant.call("getShopMoney", { params })).balance;
        expect(held.paid_out.amount).toBe(0);
        const sweep = () => server.ctx.db.transact((tx) => server.ctx.jobs.add(tx, "payouts.sweep", {}));
        await sweep();
        await until(async () => (await payouts())[0]?.state === "paid", 30_000);

        // The job that died with its process comes up again, and so does the sweep: a later payout is through after they are.
        await server.ctx.db.transact((tx) =>
          server.ctx.jobs.add(tx, "payouts.send", { ...params, payout_id: payout.id }),
        );
        await sweep();
        const next = await merchant.call("createPayout", { params, body: { amount: 100 } });
        await until(async () => (await payouts()).find(({ id }) => id === next.id)?.state === "paid", 30_000);
        expect(asked).toEqual([...Array.from({ length: told + 1 }, () => payout.id), next.id]);
        expect([transfers.get(payout.id), transfers.get(next.id)]).toEqual([20_000, 100]);
        const { balance } = await merchant.call("getShopMoney", { params });
        expect(balance.paid_out.amount).toBe(20_100);
        expect(balance.available.amount).toBe(held.available.amount - 100);
        expect((await (await server.demo("operator")).call("checkLedger")).problems).toEqual([]);
      } finally {
        await server.stop();
      }
    } finally {
      await database.drop();
    }
  },
);
