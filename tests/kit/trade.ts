import sharp from "sharp";
import { expect } from "vitest";
import type { Address } from "../../contract/accounts.ts";
import { trainingAnswers, trainingVersion } from "../../contract/law.ts";
import { OrderFields, type Order } from "../../contract/orders.ts";
import type { PaymentIntent } from "../../contract/payments.ts";
import { present } from "../../server/kernel/assert.ts";
import type { Context } from "../../server/kernel/context.ts";
import type { FaultPoint } from "../../server/kernel/fault-points.ts";
import { createMetrics } from "../../server/kernel/metrics.ts";
import type { ModulePart } from "../../server/kernel/module.ts";
import { Refusal } from "../../server/kernel/refusal.ts";
import { createAccounts, type Accounts } from "../../server/modules/accounts/index.ts";
import { createAftersales, refundReader } from "../../server/modules/aftersales/index.ts";
import { createCatalog } from "../../server/modules/catalog/index.ts";
import { createFulfillment, lifeReader, ordersUnderWay } from "../../server/modules/fulfillment/index.ts";
import { createInvoices, invoiceReader } from "../../server/modules/invoices/index.ts";
import { createInventory, createStockPort, type Inventory } from "../../server/modules/inventory/index.ts";
import { createLedger, type Ledger } from "../../server/modules/ledger/index.ts";
import { createLive, type Live } from "../../server/modules/live/index.ts";
import { createMedia, FlvHub } from "../../server/modules/media/index.ts";
import { picture, videoConfig } from "../../server/modules/media/flv/media-samples.ts";
import { createOrders, type Orders } from "../../server/modules/orders/index.ts";
import { createFans } from "../../server/modules/fans/index.ts";
import { createNotifications } from "../../server/modules/notifications/index.ts";
import { createPayments, type Payments } from "../../server/modules/payments/index.ts";
import { createPayouts } from "../../server/modules/payouts/index.ts";
import { createPrograms } from "../../server/modules/programs/index.ts";
import { createPromotion, type SessionPort } from "../../server/modules/promotion/index.ts";
import { createSettings } from "../../server/modules/settings/index.ts";
import { createReviews } from "../../server/modules/reviews/index.ts";
import { createSupport } from "../../server/modules/support/index.ts";
import { createShops } from "../../server/modules/shops/index.ts";
import { testContext, type TestContext } from "./context.ts";
import { partCaller, type PartCaller } from "./part-caller.ts";
import { openTill, type Till } from "./till.ts";

/** Every module that buying needs, real ones, without HTTP. */
export interface Trade {
  readonly ctx: TestContext;
  readonly api: PartCaller;
  readonly till: Till;
  readonly hub: FlvHub;
  readonly orders: Orders;
  readonly inventory: Inventory;
  readonly ledger: Ledger;
  readonly payments: Payments;
  readonly live: Live;
  readonly accounts: Accounts;
  readonly merchant: Person;
  readonly operator: Person;
  readonly shop_id: string;
  /** A second process on the same database: another intake with lanes of its own, and what `own` says it does otherwise. */
  otherProcess(own?: Partial<Context>): Orders;
  /** A process on the same database that dies at this point, the first time it gets there. */
  dying(point: FaultPoint): PartCaller;
  end(): Promise<void>;
}
export interface Person {
  readonly token: string;
  readonly account_id: string;
}
export interface Buyer extends Person {
  readonly address: Address;
}

function build(ctx: Context, hub: FlvHub) {
  const accounts = createAccounts(ctx);
  const settings = createSettings(ctx, { accounts });
  const media = createMedia(ctx, { accounts });
  const shops = createShops(ctx, { accounts, media });
  const ledger = createLedger(ctx, {
    requireStaff: shops.requireStaff,
    audit: (tx, entries) => accounts.audit(tx, entries),
  });
  const catalog = createCatalog(ctx, { accounts, shops, media, stock: createStockPort(ctx) });
  const inventory = createInventory(ctx, { accounts, shops, catalog });
  const payments = createPayments(ctx, { ledger });
  const notifications = createNotifications(ctx, { accounts }, {});
  const payouts = createPayouts(ctx, {
    accounts,
    shops,
    ledger,
    payments,
    settings,
    notify: (tx, items) => notifications.notify(tx, items),
  });
  const programs = createPrograms(ctx, { shops });
  const fans = createFans(ctx, { accounts });
  const sessions: SessionPort = {};
  const promotion = createPromotion(ctx, { accounts, fans, shops, catalog, inventory, sessions });
  const live = createLive(ctx, { accounts, media, shops, catalog, hub, disconnectEncoder: () => undefined });
  sessions.own = (...asked) => live.ownSession(...asked);
  const orders = createOrders(ctx, {
    accounts,
    shops,
    catalog,
    inventory,
    payments,
    ledger,
    programs,
    promotion,
    live,
    life: lifeReader(ctx),
    invoices: invoiceReader(ctx),
    underWay: ordersUnderWay,
    rules: () => settings.current(),
    refunds: refundReader(ctx),
  });
  const fulfillment = createFulfillment(ctx, {
    accounts,
    inventory,
    shops,
    orders,
    rules: () => settings.current(),
    payments,
  });
  const reviews = createReviews(ctx, { accounts, media, shops, catalog, orders });
  const support = createSupport(ctx, { accounts, media, shops, catalog, orders });
  const invoices = createInvoices(ctx, { shops, orders });
  const aftersales = createAftersales(ctx, { accounts, settings, media, shops, inventory, orders, payments });
  const parts: ModulePart[] = [
    accounts,
    fans,
    settings,
    media,
    shops,
    ledger,
    catalog,
    inventory,
    payments,
    notifications,
    payouts,
    programs,
    promotion,
    live,
    orders,
    fulfillment,
    reviews,
    support,
    invoices,
    aftersales,
  ].map((module) => module.part);
  return { accounts, inventory, ledger, live, orders, parts, payments };
}

/** Opens a market with a verified merchant, their shop and an operator. */
export async function openTrade(env: Record<string, string> = {}): Promise<Trade> {
  const till = await openTill();
  const ctx = await testContext({ env: { PAYMENT_SANDBOX_URL: till.url, DATABASE_POOL: "20", ...env } });
  const hub = new FlvHub({ clock: ctx.clock });
  const { accounts, inventory, ledger, live, orders, parts, payments } = build(ctx, hub);
  // Without what modules do by the second: a clock turned by days would do all of it at once.
  await ctx.begin(
    parts.map(({ routes = [], listeners = [], timers = [], jobs = [] }) => ({ routes, listeners, timers, jobs })),
  );
  const api = partCaller(parts, accounts.authenticate);
  const demo = async (role: "merchant" | "operator"): Promise<Person> => {
    const { token, account } = await api.call("demoSignIn", { body: { role } });
    return { token, account_id: account.id };
  };
  const merchant = await demo("merchant");
  const shop = await api.call("createShop", {
    token: merchant.token,
    body: { name: "桃源果园", intro: "", dispatch_hours: 48 },
  });
  return {
    ctx,
    api,
    till,
    hub,
    orders,
    inventory,
    ledger,
    payments,
    live,
    accounts,
    merchant,
    operator: await demo("operator"),
    shop_id: shop.id,
    otherProcess: (own = {}) => build({ ...ctx, metrics: createMetrics(), ...own }, hub).orders,
    dying(point) {
      let dead = false;
      const reach = (here: FaultPoint): void => {
        if (here !== point || dead) return;
        dead = true;
        throw new Error(`died at: ${point}`);
      };
      const other = build({ ...ctx, reach, metrics: createMetrics() }, hub);
      return partCaller(other.parts, other.accounts.authenticate);
    },
    async end() {
      await ctx.end();
      await till.stop();
    },
  };
}

let people = 0;

/** Somebody new with an address. */
export async function newBuyer(trade: Trade, name = "王小明"): Promise<Buyer> {
  const { api } = trade;
  const identifier = `buyer${(people += 1)}@example.org`;
  const address = `203.0.113.${people % 250}`;
  await api.call("sendCode", { body: { identifier }, address });
  const inbox = await api.call("readDevInbox", { query: { to: identifier } });
  const code = present(/\b(\d{6})\b/.exec(inbox.data[0]?.text ?? "")?.[1], "a code was sent");
  const { token, account } = await api.call("signIn", { body: { identifier, code, name }, address });
  return {
    token,
    account_id: account.id,
    address: await api.call("createAddress", {
      token,
      body: {
        name,
        phone: "+86 138 0013 8000",
        region: "浙江省",
        city: "杭州市",
        district: "西湖区",
        street: "文三路 90 号",
        postal_code: "310012",
      },
    }),
  };
}

interface ForSale {
  readonly stock: number;
  readonly price?: number;
  readonly shipping?: number;
  readonly owner?: Person;
  readonly shop_id?: string;
  /** How many variants, of the same stock each; without it one. */
  readonly options?: number;
  readonly limit_per_buyer?: number;
}

/** Puts a product on sale. */
export async function putOnSale(trade: Trade, options: ForSale) {
  const { api } = trade;
  const { token } = options.owner ?? trade.merchant;
  const shop_id = options.shop_id ?? trade.shop_id;
  const picture = await api.call("createPicture", { token, body: await jpeg() });
  const product = await api.call("createProduct", {
    token,
    params: { shop_id },
    body: {
      title: "水蜜桃",
      description: "现摘",
      unit: "箱",
      picture_ids: [picture.id],
      shipping_fee: options.shipping ?? 600,
      return_policy: "exempt_perishable",
      limit_per_buyer: options.limit_per_buyer ?? null,
      variants: Array.from({ length: options.options ?? 1 }, (_, index) => ({
        title: `${6 * (index + 1)} 个`,
        price: options.price ?? 2990,
        initial_stock: options.stock,
      })),
    },
  });
  await api.call("setProductState", { token, params: { shop_id, product_id: product.id }, body: { state: "on_sale" } });
  return {
    product_id: product.id,
    variant_id: present(product.variants[0], "a product has a variant").id,
    variant_ids: product.variants.map((variant) => variant.id),
    stock: options.stock,
    shop_id,
  };
}

async function jpeg(): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp({ create: { width: 40, height: 30, channels: 3, background: "#c86432" } })
      .jpeg()
      .toBuffer(),
  );
}

/** Goes on air with pictures in the hub; gives the session's id. */
export async function goOnAir(
  trade: Trade,
  product_ids: readonly string[],
): Promise<{ session_id: string; room_id: string; advance(ms: number): void }> {
  const { api, hub, live, merchant, shop_id } = trade;
  const { token } = merchant;
  await api.call("acknowledgeTraining", { token, body: { version: trainingVersion, answers: trainingAnswers } });
  const { room_id } = await api.call("getStudio", { token });
  const publisher = present(
    present(hub.open(room_id), "there is room for a stream").publish(),
    "nobody else publishes",
  );
  let stampMs = 0;
  publisher.video(0, videoConfig);
  publisher.video(0, picture("key"));
  publisher.flush();
  live.publisherEvent({ type: "published", stream_id: room_id });
  const draft = await api.call("createSession", {
    token,
    body: { title: "今天摘的桃", broadcast: "self", shop_id, product_ids: [...product_ids] },
  });
  const session = await api.call("startSession", { token, params: { session_id: draft.id } });
  return {
    session_id: session.id,
    room_id,
    advance(ms) {
      stampMs += ms;
      publisher.video(stampMs, picture("key"));
      publisher.flush();
    },
  };
}

let keys = 0;
export const newKey = (): string => `key-${(keys += 1)}`;

/** Places an order of one line. */
export function place(
  trade: Trade,
  buyer: Buyer,
  variant_id: string,
  options: {
    quantity?: number;
    key?: string;
    moment?: { session_id: string; stream_offset_ms: number };
    more?: object;
  } = {},
): Promise<Order> {
  const body = {
    lines: [{ variant_id, quantity: options.quantity ?? 1 }],
    address_id: buyer.address.id,
    ...(options.moment === undefined ? {} : { moment: options.moment }),
    ...options.more,
  };
  return trade.api.call("placeOrder", { token: buyer.token, key: options.key ?? newKey(), body });
}

export function askToPay(trade: Trade, buyer: Person, order: { id: string }): Promise<PaymentIntent> {
  return trade.api.call("payOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id }, body: {} });
}

/** Asks for the pay page, pays, and lets everyone hear of it. */
export async function pay(trade: Trade, buyer: Person, order: { id: string }): Promise<void> {
  const intent = await askToPay(trade, buyer, order);
  await trade.till.pay(trade.ctx, trade.api, intent.id);
  await trade.ctx.settle();
}

export function ship(trade: Trade, order: { id: string }, key = newKey()): Promise<Order> {
  return trade.api.call("shipOrder", {
    token: trade.merchant.token,
    key,
    params: { shop_id: trade.shop_id, order_id: order.id },
    body: { carrier: "顺丰", tracking_number: "sf 1234-567890" },
  });
}

export function look(trade: Trade, person: Person, order: { id: string }): Promise<Order> {
  return trade.api.call("getOrder", { token: person.token, params: { order_id: order.id } });
}

/** What must hold after every scenario: on hand = available + reserved = initial − what left; and the books balance. */
export async function expectSound(
  trade: Trade,
  product: { variant_id: string; stock: number; shop_id?: string },
  expected: { reserved: number; left: number },
): Promise<void> {
  const stock = await trade.api.call("getStock", {
    token: trade.merchant.token,
    params: { shop_id: product.shop_id ?? trade.shop_id, variant_id: product.variant_id },
  });
  expect({ on_hand: stock.on_hand, reserved: stock.reserved, available: stock.available }).toEqual({
    on_hand: product.stock - expected.left,
    reserved: expected.reserved,
    available: product.stock - expected.left - expected.reserved,
  });
  expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);
}

/** Turns the clock and delivers every deadline and event. */
export async function turn(trade: Trade, ms: number): Promise<void> {
  trade.ctx.clock.turn(ms);
  await trade.ctx.settle();
}

/** The code of a refusal, or "placed". Anything else is a failure of the test. */
export async function outcome(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "placed";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
export const fieldsFor = (one: Buyer, variant_id: string, quantity = 1, more: object = {}) =>
  OrderFields.parse({ lines: [{ variant_id, quantity }], address_id: one.address.id, ...more });
