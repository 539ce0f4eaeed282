import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient } from "../../contract/client.ts";
import type { Route } from "../../contract/http.ts";
import { routes } from "../../contract/routes.ts";
import { closedToKeys, scopeOf, scopeRoutes, scopes, type Scope } from "../../contract/scopes.ts";
import { addAddress, openShop } from "../kit/market.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
let merchant: Person;
let trade: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  server = await startServer();
  merchant = await server.demo("merchant");
  trade = await openShop(merchant);
});
afterAll(() => server.stop());

async function keyOf(person: Person, ...wanted: Scope[]) {
  const key = await person.call("createApiKey", { body: { name: "进销存", scopes: wanted } });
  return { ...key, call: createClient({ baseUrl: server.url, token: () => key.secret, locale: () => "en" }) };
}

it("a key does what its scopes name and nothing else, and is nobody where it does not reach", async () => {
  const key = await keyOf(merchant, "catalog:read");
  expect(key.secret).toMatch(/^lk_[a-z2-9]{40}$/);
  expect((await key.call("listMyShops")).data.map((shop) => shop.id)).toEqual([trade.shop.id]);
  const params = { shop_id: trade.shop.id };
  await expect(key.call("listShopOrders", { params })).rejects.toMatchObject({
    status: 403,
    error: { code: "scope_missing", details: { scope: "orders:read" } },
  });
  await expect(key.call("getAccount")).rejects.toMatchObject({ error: { code: "scope_missing" } });
  // Drafts are its shop's own: a key that does not reach the catalog sees what a guest sees.
  const draft = await merchant.call("createProduct", {
    params,
    body: {
      title: "还没上架",
      description: "",
      unit: "件",
      picture_ids: [],
      return_policy: "seven_days",
      variants: [{ title: "一种", price: 100 }],
    },
  });
  const ids = async (call: Person["call"]) =>
    (await call("listShopProducts", { params })).data.map((product) => product.id);
  expect(await ids(key.call)).toContain(draft.id);
  expect(await ids((await keyOf(merchant, "buy")).call)).toEqual(await ids(server.guest));
});

it("buys with a key of scope buy", async () => {
  const viewer = await server.demo("viewer");
  const address = await addAddress(viewer);
  const { call } = await keyOf(viewer, "buy");
  const order = await call("placeOrder", {
    body: {
      lines: [{ variant_id: trade.small, quantity: 1 }],
      address_id: address.id,
      moment: null,
      expected_total: null,
    },
  });
  expect((await call("getOrder", { params: { order_id: order.id } })).state).toBe("unpaid");
});

it("a key never reaches operators' routes, sign-ins, passwords, staff or keys", async () => {
  const operator = await server.demo("operator");
  const key = await keyOf(operator, ...scopes);
  for (const route of Object.values(routes) as readonly Route[]) {
    if (route.access !== "operator") continue;
    expect([route.id, scopeOf(route.id)]).toEqual([route.id, undefined]);
  }
  await expect(key.call("listVerifications")).rejects.toMatchObject({ error: { code: "scope_missing" } });
  for (const ask of [
    () => key.call("createApiKey", { body: { name: "more", scopes: ["buy"] } }),
    () => key.call("listApiKeys"),
    () => key.call("setPassword", { body: { password: "a long new password" } }),
    () => key.call("signOut"),
    () => key.call("addStaff", { params: { shop_id: trade.shop.id }, body: { identifier: "x@example.org" } }),
  ])
    await expect(ask()).rejects.toMatchObject({ error: { code: "scope_missing" } });
});

it("each route stands in one scope at most", () => {
  const all = scopes.flatMap((scope) => scopeRoutes[scope]);
  expect(all.length).toBe(new Set(all).size);
  for (const id of all) expect(Object.keys(routes)).toContain(id);
});

it("each route is decided: a guest's, an operator's, in a scope, or closed to keys for a reason", () => {
  const open = new Set<string>(scopes.flatMap((scope) => scopeRoutes[scope]));
  const closed = new Set<string>(closedToKeys);
  expect(closed.size).toBe(closedToKeys.length);
  const wanted = (Object.values(routes) as readonly Route[]).filter(
    ({ access }) => access !== "guest" && access !== "operator",
  );
  const undecided = wanted.filter(({ id }) => open.has(id) === closed.has(id)).map(({ id }) => id);
  expect(undecided).toEqual([]);
  const ids = new Set(wanted.map(({ id }) => id));
  expect(closedToKeys.filter((id) => !ids.has(id))).toEqual([]);
});

it("where a guest may look, a key with the scope sees what its account sees, and another key what a guest sees", async () => {
  const viewer = await server.demo("viewer");
  const host = await server.demo("host");
  const params = { host_id: host.account_id };
  await viewer.call("followHost", { params });
  const seen = async (call: Person["call"]) => (await call("getHost", { params })).i_follow;
  expect(await seen(viewer.call)).toBe(true);
  expect(await seen((await keyOf(viewer, "account:read")).call)).toBe(true);
  expect(await seen((await keyOf(viewer, "buy")).call)).toBe(await seen(server.guest));
  // Nothing closed opens, whatever the key may do.
  const all = await keyOf(viewer, ...scopes);
  for (const id of ["listAuthSessions", "listConsents", "getAccountDeletion", "listPushSubscriptions"] as const)
    await expect(all.call(id)).rejects.toMatchObject({ error: { code: "scope_missing" } });
});

it("whoever shuts strangers out, by a new password or through an operator, shuts out the keys they may have made", async () => {
  const person = await server.signIn("stolen@example.org");
  const operator = await server.demo("operator");
  const key = await keyOf(person, "account:read");
  await key.call("getAccount");
  await person.call("setPassword", { body: { password: "a long new password" } });
  await expect(key.call("getAccount")).rejects.toMatchObject({ error: { code: "session_ended" } });
  expect((await person.call("listApiKeys")).data).toEqual([]);
  const other = await keyOf(person, "account:read");
  await operator.call("signOutAccount", {
    params: { account_id: person.account_id },
    body: { reason: "says that somebody else is in" },
  });
  await expect(other.call("getAccount")).rejects.toMatchObject({ error: { code: "session_ended" } });
});

it("the secret is shown once; a key ends when revoked or when its time is over", async () => {
  const key = await keyOf(merchant, "catalog:read");
  await key.call("listMyShops");
  const { data } = await merchant.call("listApiKeys");
  expect(JSON.stringify(data)).not.toContain(key.secret);
  const listed = data.find((one) => one.id === key.id);
  expect(listed).toMatchObject({ ends_with: key.secret.slice(-4), scopes: ["catalog:read"] });
  expect(listed?.last_used_at).not.toBeNull();
  const stranger = await server.demo("viewer");
  await expect(stranger.call("revokeApiKey", { params: { id: key.id } })).rejects.toMatchObject({
    error: { code: "not_found" },
  });
  await merchant.call("revokeApiKey", { params: { id: key.id } });
  await expect(key.call("listMyShops")).rejects.toMatchObject({ error: { code: "session_ended" } });

  const short = await merchant.call("createApiKey", {
    body: { name: "一天", scopes: ["catalog:read"], expires_in_days: 1 },
  });
  const call = createClient({ baseUrl: server.url, token: () => short.secret });
  await call("listMyShops");
  server.clock.turn(25 * 3600_000);
  await expect(call("listMyShops")).rejects.toMatchObject({ error: { code: "session_ended" } });
});

it("a key is not a cookie, and there are at most twenty", async () => {
  const host = await server.demo("host");
  const key = await keyOf(host, "account:read");
  const answer = await fetch(`${server.url}/v1/account`, { headers: { cookie: `laotie_session=${key.secret}` } });
  expect(answer.status).toBe(401);
  const made = await Promise.allSettled(Array.from({ length: 25 }, () => keyOf(host, "account:read")));
  expect(made.filter((one) => one.status === "fulfilled")).toHaveLength(19);
});
