import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "../../contract/http.ts";
import { shopPermissions, type ShopPermission } from "../../contract/permissions.ts";
import { routes } from "../../contract/routes.ts";
import { openShop } from "../kit/market.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

/** A buyer's own, though a shop stands in the path: the other side of a conversation. */
const buyers: ReadonlySet<string> = new Set(["writeToShop", "getShopConversation"]);
const desk = (Object.values(routes) as readonly Route[]).filter(
  (route) =>
    route.path.includes("/shops/:shop_id") && !["guest", "operator"].includes(route.access) && !buyers.has(route.id),
);
const asking = (what: (permission: string) => boolean) =>
  desk.filter((route) => route.permission !== undefined && what(route.permission));

let server: TestServer;
let owner: Person;
let anna: Person;
let rival: Person;
let shop_id: string;
const ids: Record<string, string> = {};

beforeAll(async () => {
  server = await startServer();
  owner = await server.demo("merchant");
  const { shop, product, small } = await openShop(owner);
  shop_id = shop.id;
  anna = await server.signIn("anna@example.org");
  rival = await server.signIn("rival@example.org");
  await rival.call("createShop", { body: { name: "Another shop", intro: "", dispatch_hours: 48 } });
  const template = await owner.call("createShippingTemplate", {
    params: { shop_id },
    body: { name: "T", base_fee: 1, item_fee: 0, free_from: null, rules: [] },
  });
  await owner.call("addStaff", { params: { shop_id }, body: { identifier: "anna@example.org" } });
  Object.assign(ids, {
    payout_id: `po_${"0".repeat(26)}`,
    deposit_id: `dep_${"0".repeat(26)}`,
    shop_id,
    product_id: product.id,
    variant_id: small,
    template_id: template.id,
    order_id: `ord_${"0".repeat(26)}`,
    account_id: `acct_${"0".repeat(26)}`,
    endpoint_id: `hook_${"0".repeat(26)}`,
    delivery_id: `dlv_${"0".repeat(26)}`,
    parcel_id: `ship_${"0".repeat(26)}`,
    ask_id: `ask_${"0".repeat(26)}`,
    review_id: `rev_${"0".repeat(26)}`,
    aftersale_id: `aft_${"0".repeat(26)}`,
    coupon_id: `coup_${"0".repeat(26)}`,
  });
});
afterAll(() => server.stop());

/** Bodies that pass validation, so that the answer is about the right and not about the form. Nothing here would change anything. */
const product = {
  title: "Mine now",
  description: "",
  unit: "box",
  picture_ids: [],
  return_policy: "seven_days",
  variants: [{ title: "1", price: 1 }],
};
const template = { name: "Mine", base_fee: 1, item_fee: 0, free_from: null, rules: [] };
const bodies: Readonly<Record<string, unknown>> = {
  updateShop: { name: "Mine now", intro: "" },
  addStaff: { identifier: "rival@example.org" },
  setStaffPermissions: { permissions: [...shopPermissions] },
  setShopLook: { banner_picture_id: null, announcement: "mine" },
  createShippingTemplate: template,
  updateShippingTemplate: template,
  createProduct: product,
  updateProduct: product,
  setProductState: { state: "off" },
  adjustStock: { change: 1, reason: "x" },
  countStock: { counted: 1, reason: "x" },
  setLowStock: { low_at: 1 },
  changeProducts: { dry_run: true, product_ids: [`prod_${"0".repeat(26)}`], act: { kind: "state", state: "off" } },
  importProducts: { dry_run: true, products: [{}] },
  setFeatured: { product_ids: [] },
  createWebhookEndpoint: { url: "https://example.org/hook", types: ["order.paid"] },
  replayWebhookEndpoint: { since: "2026-01-01T00:00:00Z" },
  correctParcel: { carrier: "SF", tracking_number: "SF12345" },
  addTrackingEvent: { code: "delivered" },
  askDelay: { ship_by: "2030-01-01T00:00:00Z", reason: "x" },
  answerAddress: { accept: true },
  remarkOrder: { flag: "red", text: "x" },
  issueInvoice: { number: "12345678" },
  voidInvoice: { reason: "x" },
  shipOrder: { carrier: "SF", tracking_number: "SF12345" },
  putBankAccount: { holder: "x", bank: "x", number: "62220200" },
  setPayoutRhythm: { rhythm: "never" },
  createPayout: { amount: 1 },
  moveToDeposit: { amount: 1 },
  replyReview: { to: "first", text: "x" },
  actAsSeller: { action: "agree", version: 1 },
  setAftersaleRules: { agree_unshipped_at_once: true, return_address: null },
  createShopCoupon: {
    title: "x",
    discount: { kind: "amount", amount: 1 },
    total_count: 1,
    starts_at: "2026-01-01T00:00:00Z",
    ends_at: "2036-01-01T00:00:00Z",
  },
  payDeposit: { amount: 1 },
  shipOrders: { dry_run: true, rows: [{ order_id: "x", carrier: "SF", tracking_number: "SF12345" }] },
};

/** What a route wants to know beside its path. */
const queries: Readonly<Record<string, string>> = {
  getShopOverview: "?from=2026-01-01&to=2026-01-02",
  getShopStatement: "?from=2026-01-01T00:00:00Z&until=2026-02-01T00:00:00Z",
};

async function codeOf(person: Person, route: Route): Promise<string> {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? "");
  const query = queries[route.id] ?? "";
  const response = await fetch(`${server.url}${path}${query}`, {
    method: route.method,
    headers: {
      authorization: `Bearer ${person.token}`,
      "content-type": "application/json",
      "idempotency-key": `${route.id}-${person.account_id}`,
    },
    ...(route.body === undefined ? {} : { body: JSON.stringify(bodies[route.id] ?? {}) }),
  });
  const answer = (await response.json()) as { code?: string };
  return response.ok ? "ok" : (answer.code ?? "");
}

describe("what staff may do", () => {
  it.each(desk)("$id says what it asks of staff", (route) => {
    expect(route.permission).toBeDefined();
  });

  it.each(asking((permission) => shopPermissions.some((one) => one === permission)))(
    "$id is refused to staff who may everything else, and to another shop",
    async (route) => {
      const permissions = shopPermissions.filter((one) => one !== route.permission);
      await owner.call("setStaffPermissions", {
        params: { shop_id, account_id: anna.account_id },
        body: { permissions },
      });
      expect(await codeOf(anna, route)).toBe("permission_missing");
      expect(await codeOf(rival, route)).toBe("not_yours");
    },
  );

  it.each(asking((permission) => permission === "owner"))("$id is the owner's alone", async (route) => {
    await owner.call("setStaffPermissions", {
      params: { shop_id, account_id: anna.account_id },
      body: { permissions: [...shopPermissions] },
    });
    expect(await codeOf(anna, route)).toBe("not_yours");
    expect(await codeOf(rival, route)).toBe("not_yours");
  });

  it("opens what it names and nothing else, from the next request on", async () => {
    const give = (permissions: ShopPermission[]) =>
      owner.call("setStaffPermissions", { params: { shop_id, account_id: anna.account_id }, body: { permissions } });
    await give(["money"]);
    expect(await codeOf(anna, routes.getShopBalance)).toBe("ok");
    expect(await codeOf(anna, routes.listShopOrders)).toBe("permission_missing");
    expect((await anna.call("listMyShops")).data[0]?.my_permissions).toEqual(["money"]);
    await give([]);
    expect(await codeOf(anna, routes.getShopBalance)).toBe("permission_missing");
    expect(await codeOf(anna, routes.getShopToDo)).toBe("ok");
  });
});
