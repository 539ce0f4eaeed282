import { createECDH, randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountRole } from "../../contract/accounts.ts";
import type { Route } from "../../contract/http.ts";
import { routes } from "../../contract/routes.ts";
import { limits } from "../../server/kernel/limits.ts";
import { closeCodes } from "../../contract/socket.ts";
import { addAddress, buy, jpeg, openShop, until } from "../kit/market.ts";
import { RoomSocket } from "../kit/room-socket.ts";
import { namedIds, ownIds, pathWords, queries } from "../kit/route-ids.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
const tokens = new Map<AccountRole | "guest", string | null>([["guest", null]]);

beforeAll(async () => {
  server = await startServer();
  tokens.set("viewer", (await server.signIn("plain-viewer@example.org")).token);
  for (const role of ["host", "merchant", "operator"] as const) tokens.set(role, (await server.demo(role)).token);
});
afterAll(() => server.stop());

async function signInAgain(identifier: string): Promise<Person> {
  server.clock.turn(limits.code_resend_ms);
  return server.signIn(identifier);
}

/** Shows again who one is, as an export asks. */
async function prove(person: Person, identifier: string): Promise<void> {
  await person.call("sendProofCode");
  const inbox = await server.guest("readDevInbox", { query: { to: identifier } });
  const code = /\b\d{6}\b/.exec(inbox.data[0]?.text ?? "")?.[0] ?? "";
  await person.call("proveSelf", { body: { code } });
}

/** What kind of thing a path's parameter names; a new kind of id has to be added above. */
function kindOf(path: string, name: string): string {
  const kind =
    name === "id" ? ownIds.find(([part]) => path.includes(part))?.[1] : namedIds[name as keyof typeof namedIds];
  if (kind === undefined) throw new Error(`nobody said what :${name} of ${path} names`);
  return kind;
}

function pathOf(route: Route): string {
  return route.path.replaceAll(
    /:(\w+)/g,
    (_, name: string) => pathWords[name] ?? `${kindOf(route.path, name)}_${"0".repeat(26)}`,
  );
}

async function knock(route: Route, token: string | null): Promise<{ status: number; code: string | null }> {
  const response = await fetch(`${server.url}${pathOf(route)}`, {
    method: route.method,
    headers: {
      "content-type": "application/json",
      "idempotency-key": `knock-${route.id}`,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(route.body === undefined ? {} : { body: "{}" }),
  });
  const body = (await response.json()) as { code?: string };
  return { status: response.status, code: body.code ?? null };
}

describe("who may call what", () => {
  const all = Object.values(routes) as readonly Route[];

  it.each(all.filter((route) => route.access !== "guest"))("$id wants somebody signed in", async (route) => {
    expect(await knock(route, null)).toEqual({ status: 401, code: "sign_in_required" });
    expect(await knock(route, "not-a-token")).toEqual({ status: 401, code: "session_ended" });
  });

  it.each(all.filter((route) => !["guest", "viewer"].includes(route.access)))(
    "$id is refused to an account without the role",
    async (route) => {
      expect(await knock(route, tokens.get("viewer") ?? null)).toEqual({ status: 403, code: "role_required" });
    },
  );

  it.each(all.filter((route) => route.access === "guest"))("$id lets a guest past the door", async (route) => {
    const { code } = await knock(route, null);
    // A made-up webhook is turned away by its signature, everything else by its content at most.
    expect(["sign_in_required", "role_required", "session_ended", "internal"]).not.toContain(code);
  });

  // To end or forget what is not there is no error: it is as the caller wants it.
  const agreeable: ReadonlySet<string> = new Set(["revokeAuthSession", "forgetSeen"]);
  it.each(all.filter((route) => route.path.includes("/:") && route.access !== "guest" && !agreeable.has(route.id)))(
    "$id refuses ids that nobody has",
    async (route) => {
      const token =
        tokens.get(
          route.access === "operator"
            ? "operator"
            : route.access === "host"
              ? "host"
              : route.access === "merchant"
                ? "merchant"
                : "viewer",
        ) ?? null;
      const { status, code } = await knock(route, token);
      // Never a success, never a bug.
      expect(status).toBeGreaterThanOrEqual(400);
      expect(code).not.toBe("internal");
    },
  );
});

/** Their id names what anybody may see; what they change is the caller's own (fans.pg and search.pg tests hold it). */
const aboutPublicThings: ReadonlySet<string> = new Set([
  "followHost",
  "unfollowHost",
  "rememberSeen",
  "forgetSeen",
  // Anybody writes to a shop, in a conversation of their own (support.pg).
  "writeToShop",
  "getShopConversation",
  // Anybody claims what a shop offers (coupons.pg).
  "claimCoupon",
]);

describe("what is another's", () => {
  const papers = {
    kind: "host",
    legal_name: "王二",
    document_kind: "identity_number",
    document_number: "610102199001011234",
    birth_date: "1990-01-01",
    address: "西安",
    contact_phone: "13800138000",
  } as const;
  const productBody = {
    title: "我的了",
    description: "",
    unit: "箱",
    picture_ids: [],
    shipping_fee: 0,
    return_policy: "seven_days",
    variants: [{ title: "1", price: 1, initial_stock: 1 }],
  };

  const templateBody = { name: "x", base_fee: 0, item_fee: 0, free_from: null, rules: [] };
  const couponBody = {
    title: "x",
    discount: { kind: "amount", amount: 1 },
    total_count: 1,
    starts_at: "2026-01-01T00:00:00Z",
    ends_at: "2036-01-01T00:00:00Z",
  };
  const hookBody = { url: "http://127.0.0.1:9/hook", types: ["order.paid" as const], description: "" };
  const browser = () => {
    const ecdh = createECDH("prime256v1");
    return {
      endpoint: "https://push.example.org/of-the-owner",
      keys: { p256dh: ecdh.generateKeys().toString("base64url"), auth: randomBytes(16).toString("base64url") },
    };
  };

  /** Everything of one host and one buyer that has an id, all of it really there. */
  async function belongings() {
    const host = await server.demo("host");
    const owner = await server.signIn("owner@example.org");
    const { shop, product, small } = await openShop(host);
    const session = await host.call("createSession", {
      body: {
        title: "今天摘的桃",
        cover_picture_id: null,
        broadcast: "self",
        shop_id: shop.id,
        product_ids: [product.id],
      },
    });
    const flash = await host.call("createFlashSale", {
      params: { session_id: session.id },
      body: { variant_id: small, price: 100, quantity: 1 },
    });
    const address = await addAddress(owner);
    const order = await buy(owner, { variant: small, quantity: 1, address });
    const received = await buy(owner, { variant: small, quantity: 1, address });
    await host.call("shipOrder", {
      params: { shop_id: shop.id, order_id: received.id },
      body: { carrier: "x", tracking_number: "ZT00112234" },
    });
    await owner.call("receiveOrder", { params: { order_id: received.id } });
    const review = await owner.call("writeReview", {
      params: { order_id: received.id, line_id: received.lines[0]?.id ?? "" },
      body: { stars: { goods: 5, service: 5, delivery: 5 } },
    });
    const message = await owner.call("writeToShop", { params: { shop_id: shop.id }, body: { text: "在吗" } });
    await owner.call("putInCart", { body: { variant_id: small, quantity: 1 } });
    const checkout = await owner.call("createCheckout", {
      body: { address_id: address.id, parts: [{ shop_id: shop.id, lines: [{ variant_id: small, quantity: 1 }] }] },
    });
    const aftersale = await owner.call("applyAftersale", {
      params: { order_id: order.id },
      body: { way: "refund_only", reason: "changed_mind" },
    });
    const verification = await owner.call("createVerification", { body: papers });
    const [signedIn] = (await owner.call("listAuthSessions")).data;
    const inShop = { shop_id: shop.id };
    const template = await host.call("createShippingTemplate", { params: inShop, body: templateBody });
    const hook = await host.call("createWebhookEndpoint", { params: inShop, body: hookBody });
    await host.call("testWebhookEndpoint", { params: { ...inShop, endpoint_id: hook.id } });
    const delivery = await until(async () => {
      const { data } = await host.call("listWebhookDeliveries", { params: inShop });
      return data[0] ?? null;
    });
    const apiKey = await owner.call("createApiKey", { body: { name: "mine", scopes: ["account:read"] } });
    const push = await owner.call("createPushSubscription", { body: browser() });
    await prove(owner, "owner@example.org");
    const exported = await owner.call("createAccountExport");
    const note = await until(async () => (await owner.call("listNotifications")).data[0] ?? null);
    const ids: Readonly<Record<string, string>> = {
      shop_id: shop.id,
      product_id: product.id,
      variant_id: small,
      order_id: order.id,
      checkout_id: checkout.id,
      aftersale_id: aftersale.id,
      room_id: session.room_id,
      session_id: session.id,
      account_id: host.account_id,
      line_id: received.lines[0]?.id ?? "",
      review_id: review.id,
      conversation_id: message.conversation_id,
      template_id: template.id,
      endpoint_id: hook.id,
      delivery_id: delivery.id,
      authsess: signedIn?.id ?? "",
      addr: address.id,
      ver: verification.id,
      exp: exported.id,
      ntf: note.id,
      push: push.id,
      apikey: apiKey.id,
      // Within an order, which is what is refused first.
      parcel_id: `ship_${"0".repeat(26)}`,
      ask_id: `ask_${"0".repeat(26)}`,
      // Within a shop, likewise.
      payout_id: `po_${"0".repeat(26)}`,
      deposit_id: `dep_${"0".repeat(26)}`,
      coupon_id: `coup_${"0".repeat(26)}`,
      flash_sale_id: flash.id,
    };
    const idIn = (path: string, name: string): string => {
      const id = ids[name === "id" ? kindOf(path, name) : name];
      if (id === undefined) throw new Error(`nobody has what :${name} of ${path} names`);
      return id;
    };
    return { host, owner, session, order, address, product, small, idIn };
  }

  /** A body each route would take from its owner, so that nothing but ownership is left to refuse it. */
  const bodies = (own: Awaited<ReturnType<typeof belongings>>, strangersPicture: string): Record<string, unknown> => ({
    updateAddress: {
      name: "x",
      phone: "13800138000",
      region: "x",
      city: "x",
      district: "",
      street: "x",
      postal_code: "",
    },
    updateShop: { name: "我的了", intro: "" },
    createProduct: { ...productBody, picture_ids: [strangersPicture] },
    updateProduct: { ...productBody, picture_ids: [strangersPicture] },
    setProductState: { state: "off" },
    adjustStock: { change: 1, reason: "x" },
    updateSession: {
      title: "我的了",
      cover_picture_id: null,
      broadcast: "self",
      shop_id: own.session.shop.id,
      product_ids: [],
    },
    pinProduct: { product_id: own.product.id },
    payOrder: { return_path: "/orders" },
    shipOrder: { carrier: "x", tracking_number: "ZT00112233" },
    correctParcel: { carrier: "x", tracking_number: "ZT00112233" },
    addTrackingEvent: { code: "delivered" },
    askAddress: { address_id: own.address.id },
    answerDelay: { accept: true },
    askDelay: { ship_by: new Date(server.clock.nowMs() + 86_400_000 * 9).toISOString(), reason: "x" },
    answerAddress: { accept: true },
    requestInvoice: { kind: "personal", title: "x" },
    issueInvoice: { number: "12345678" },
    voidInvoice: { reason: "x" },
    remarkOrder: { flag: "red", text: "x" },
    addStaff: { identifier: "owner@example.org" },
    setStaffPermissions: { permissions: [] },
    setShopLook: { banner_picture_id: null, announcement: "x" },
    createShippingTemplate: templateBody,
    updateShippingTemplate: templateBody,
    changeProducts: { dry_run: false, product_ids: [own.product.id], act: { kind: "state", state: "off" } },
    importProducts: { dry_run: false, products: [{ ...productBody, id: own.product.id }] },
    setFeatured: { product_ids: [own.product.id] },
    countStock: { counted: 0, reason: "x" },
    setLowStock: { low_at: 1 },
    rescheduleSession: { planned_at: new Date(server.clock.nowMs() + 86_400_000).toISOString() },
    updateRunDown: { items: [] },
    sayToTeam: { text: "x" },
    shipOrders: { dry_run: false, rows: [{ order_id: own.order.id, carrier: "x", tracking_number: "ZT00112233" }] },
    writeReview: { stars: { goods: 1, service: 1, delivery: 1 } },
    appendReview: { text: "x" },
    replyReview: { to: "first", text: "x" },
    writeMessage: { text: "x" },
    createWebhookEndpoint: hookBody,
    updateWebhookEndpoint: { state: "paused" },
    quoteAftersale: { way: "refund_only", reason: "changed_mind" },
    applyAftersale: { way: "refund_only", reason: "changed_mind" },
    actAsBuyer: { action: "withdraw", version: 1 },
    actAsSeller: { action: "agree", version: 1 },
    setAftersaleRules: { agree_unshipped_at_once: true, return_address: null },
    putBankAccount: { holder: "x", bank: "x", number: "62220200" },
    setPayoutRhythm: { rhythm: "never" },
    createPayout: { amount: 1 },
    createFlashSale: { variant_id: own.small, price: 100, quantity: 1 },
    announceFlashSale: { opens_in_s: 60 },
    createShopCoupon: couponBody,
    moveToDeposit: { amount: 1 },
    payDeposit: { amount: 1 },
    replayWebhookEndpoint: { since: new Date(server.clock.nowMs() - 86_400_000).toISOString() },
  });

  it("is refused by every route that takes its id, and stays as it was", async () => {
    const own = await belongings();
    const stranger = await server.demo("merchant");
    // Who has proven who they are still sees nothing of another's.
    await prove(stranger, "merchant@demo.laotie.invalid");
    const picture = await stranger.call("createPicture", { body: await jpeg() });
    const given = bodies(own, picture.id);
    const walked = (Object.values(routes) as readonly Route[]).filter(
      (route) =>
        route.path.includes("/:") && !["guest", "operator"].includes(route.access) && !aboutPublicThings.has(route.id),
    );
    const seen: Record<string, string> = {};
    for (const route of walked) {
      const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => own.idIn(route.path, name));
      const query = queries[route.id] ?? "";
      const response = await fetch(`${server.url}${path}${query}`, {
        method: route.method,
        headers: {
          "content-type": "application/json",
          "idempotency-key": `walk-${route.id}`,
          authorization: `Bearer ${stranger.token}`,
        },
        ...(route.body === undefined ? {} : { body: JSON.stringify(given[route.id] ?? {}) }),
      });
      seen[route.id] = ((await response.json()) as { code?: string }).code ?? `answered ${response.status}`;
    }
    expect(Object.keys(seen).length).toBeGreaterThan(20);
    expect(Object.entries(seen).filter(([, code]) => code !== "not_found" && code !== "not_yours")).toEqual([]);
    expect((await own.owner.call("listAddresses")).data).toEqual([own.address]);
    expect(await own.owner.call("getOrder", { params: { order_id: own.order.id } })).toEqual(own.order);
    expect((await own.owner.call("listMyVerifications")).data).toHaveLength(1);

    const preview = await fetch(`${server.url}/live/${own.session.room_id}.flv`, {
      headers: { authorization: `Bearer ${stranger.token}` },
    });
    expect(((await preview.json()) as { code: string }).code).toBe("not_on_air");
    const socket = await RoomSocket.open(server.url, { token: stranger.token, device: "device-stranger" });
    socket.send({ t: "join", channel: `studio:${own.session.room_id}` });
    expect((await socket.frame("refused")).error.code).toBe("not_found");
    socket.close();
  });
});

describe("a device that is signed out", () => {
  it.each(["signOut", "revokeAuthSession"] as const)("by %s loses its socket at once; others stay", async (how) => {
    const [here, there] = [
      await server.signIn(`two-devices-${how}@example.org`),
      await signInAgain(`two-devices-${how}@example.org`),
    ];
    const open = (person: Person, device: string) => RoomSocket.open(server.url, { token: person.token, device });
    const [ended, stays] = [await open(here, "device-ended"), await open(there, "device-stays")];
    const current = (await here.call("listAuthSessions")).data.find((one) => one.current);
    if (how === "signOut") await here.call("signOut");
    else await there.call("revokeAuthSession", { params: { id: current?.id ?? "" } });
    // Far sooner than the edge looks at every socket by itself.
    expect(await until(() => Promise.resolve(ended.closed), 3_000)).toEqual({
      code: closeCodes.session_changed.code,
    });
    expect(stays.closed).toBeNull();
    stays.close();
  });
});
