import { afterAll, beforeAll, expect, it } from "vitest";
import type { WebhookType } from "../../contract/webhooks.ts";
import { verifies } from "../../server/modules/integrations/signature.ts";
import { addAddress, buy, openShop, until } from "../kit/market.ts";
import { startReceiver } from "../kit/receiver.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
let owner: Person;
let trade: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  server = await startServer();
  owner = await server.demo("merchant");
  trade = await openShop(owner, { small: 50, large: 3 });
});
afterAll(() => server.stop());

const inShop = () => ({ shop_id: trade.shop.id });
async function endpoint(url: string, types: WebhookType[] = ["order.paid", "stock.changed"]) {
  return owner.call("createWebhookEndpoint", { params: inShop(), body: { url, types, description: "仓库" } });
}
async function sell() {
  const buyer = await server.demo("viewer");
  return buy(buyer, { variant: trade.small, quantity: 1, address: await addAddress(buyer) });
}
const log = async (endpoint_id: string) =>
  (await owner.call("listWebhookDeliveries", { params: inShop(), query: { endpoint_id } })).data;

it("an order that is paid is told once, signed, without anything personal; the log shows it", async () => {
  const receiver = await startReceiver();
  const hook = await endpoint(receiver.url, ["order.paid"]);
  const order = await sell();
  const got = await until(async () => receiver.received[0] ?? null);
  expect(got.event).toMatchObject({
    type: "order.paid",
    shop_id: trade.shop.id,
    data: { order_id: order.id, quantity: 1 },
  });
  expect(got.event.data["total"]).toBe(order.total.amount);
  expect(got.body).not.toMatch(/张小满|13800138000|acct_/);
  const message = {
    id: String(got.headers["webhook-id"]),
    seconds: Number(got.headers["webhook-timestamp"]),
    body: got.body,
  };
  expect(message.id).toBe(got.event.id);
  expect(verifies(hook.secret, String(got.headers["webhook-signature"]), message)).toBe(true);
  await until(async () => (await log(hook.id))[0]?.state === "delivered");
  await server.turn(3 * 24 * 3600_000);
  expect(receiver.types()).toEqual(["order.paid"]);
  expect(await log(hook.id)).toMatchObject([{ attempts: 1, last_attempt: { status: 200, answer: "answer 200" } }]);
  await owner.call("deleteWebhookEndpoint", { params: { ...inShop(), endpoint_id: hook.id } });
  expect(await log(hook.id)).toEqual([]);
  await receiver.stop();
});

it("what is refused is tried again under the same id until it is accepted, and can be replayed", async () => {
  const receiver = await startReceiver();
  receiver.state.status = 500;
  const hook = await endpoint(receiver.url, ["order.paid"]);
  await sell();
  const [first] = await until(async () => {
    const found = await log(hook.id);
    return found[0]?.attempts === 1 ? found : null;
  });
  expect(first).toMatchObject({ state: "waiting", last_attempt: { status: 500 } });
  receiver.state.status = 302;
  await server.turn(6_000);
  await until(async () => (await log(hook.id))[0]?.attempts === 2);
  expect((await log(hook.id))[0]).toMatchObject({ state: "waiting", last_attempt: { status: 302, error: "redirect" } });
  receiver.state.status = 200;
  await server.turn(40_000);
  await until(async () => (await log(hook.id))[0]?.state === "delivered");
  const id = first?.id ?? "";
  await owner.call("replayWebhookDelivery", { params: { ...inShop(), delivery_id: id } });
  await until(async () => (await log(hook.id))[0]?.attempts === 4);
  const all = receiver.received;
  expect(new Set(all.map(({ body }) => body)).size).toBe(1);
  expect(new Set(all.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const whole = await owner.call("getWebhookDelivery", { params: { ...inShop(), delivery_id: id } });
  expect(whole.attempt_log.map((attempt) => attempt.status)).toEqual([200, 200, 302, 500]);
  await owner.call("deleteWebhookEndpoint", { params: { ...inShop(), endpoint_id: hook.id } });
  await receiver.stop();
});

it("an endpoint that is gone is paused; what failed is replayed together once it is back", async () => {
  const receiver = await startReceiver();
  receiver.state.status = 410;
  const hook = await endpoint(receiver.url, ["order.paid"]);
  await sell();
  await until(async () => (await log(hook.id))[0]?.state === "failed");
  const key = { params: { ...inShop(), endpoint_id: hook.id } };
  expect((await owner.call("listWebhookEndpoints", { params: inShop() })).data).toMatchObject([{ state: "paused" }]);
  await sell();
  await server.turn(1_000);
  expect(await log(hook.id)).toHaveLength(1);
  receiver.state.status = 200;
  await owner.call("updateWebhookEndpoint", { ...key, body: { state: "enabled" } });
  const since = new Date(server.clock.nowMs() - 24 * 3600_000).toISOString();
  expect(await owner.call("replayWebhookEndpoint", { ...key, body: { since } })).toMatchObject({ deliveries: 1 });
  await until(async () => (await log(hook.id))[0]?.state === "delivered");
  await owner.call("deleteWebhookEndpoint", key);
  await receiver.stop();
});

it("after a change of secret both sign for a day, then the new one alone", async () => {
  const receiver = await startReceiver();
  const hook = await endpoint(receiver.url);
  const key = { params: { ...inShop(), endpoint_id: hook.id } };
  const next = await owner.call("rotateWebhookSecret", key);
  const signers = async (count: number) => {
    await owner.call("testWebhookEndpoint", key);
    const got = await until(async () => receiver.received[count] ?? null);
    const { headers, body } = got;
    const message = { id: String(headers["webhook-id"]), seconds: Number(headers["webhook-timestamp"]), body };
    return [hook.secret, next.secret].map((secret) => verifies(secret, String(headers["webhook-signature"]), message));
  };
  expect(await signers(0)).toEqual([true, true]);
  await server.turn(25 * 3600_000);
  expect(await signers(1)).toEqual([false, true]);
  expect(receiver.types()).toEqual(["ping", "ping"]);
  await owner.call("deleteWebhookEndpoint", key);
  await receiver.stop();
});

it("nobody else's shop, no address inside the network, ten endpoints at most", async () => {
  const stranger = await server.signIn("webhook-stranger@example.org");
  await stranger.call("createShop", { body: { name: "别家", intro: "" } });
  const body = { url: "https://example.org/", types: ["order.paid" as const] };
  await expect(stranger.call("createWebhookEndpoint", { params: inShop(), body })).rejects.toMatchObject({
    error: { code: "not_yours" },
  });
  for (const url of ["http://192.168.1.1/", "https://10.0.0.1/", "https://intranet/", "http://example.org/"])
    await expect(endpoint(url)).rejects.toMatchObject({ error: { code: "webhook_url" } });
  await Promise.allSettled(Array.from({ length: 14 }, (_, n) => endpoint(`https://example.org/${n}`)));
  const { data } = await owner.call("listWebhookEndpoints", { params: inShop() });
  expect(data).toHaveLength(10);
  await expect(endpoint("https://example.org/more")).rejects.toMatchObject({ error: { code: "webhook_limit" } });
  for (const one of data) await owner.call("deleteWebhookEndpoint", { params: { ...inShop(), endpoint_id: one.id } });
});

it("a shop whose endpoints all hang holds so many places and no more", async () => {
  const receiver = await startReceiver();
  receiver.state.silent = true;
  const hooks = [];
  for (let n = 0; n < 10; n += 1) hooks.push(await endpoint(receiver.url));
  for (const [n, hook] of hooks.slice(0, 7).entries()) {
    await owner.call("testWebhookEndpoint", { params: { ...inShop(), endpoint_id: hook.id } });
    await until(async () => receiver.received.length > n || null);
  }
  // Seven places are taken when ten more are due in the same breath: there is one left.
  await owner.call("adjustStock", {
    params: { ...inShop(), variant_id: trade.small },
    body: { change: 1, reason: "counted again" },
  });
  await until(async () => receiver.received.length >= 8 || null);
  // Twice the time the others would need to follow.
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(receiver.open.most).toBe(8);
  for (const hook of hooks)
    await owner.call("deleteWebhookEndpoint", { params: { ...inShop(), endpoint_id: hook.id } });
  await receiver.stop();
});
