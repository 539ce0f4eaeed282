import type { AccountRole, Address } from "../../contract/accounts.ts";
import type { Product } from "../../contract/catalog.ts";
import { trainingAnswers, trainingVersion } from "../../contract/law.ts";
import type { Order } from "../../contract/orders.ts";
import { addAddress, buy, goOnAir, jpeg, openShop, type OnAir } from "./market.ts";
import { RoomSocket } from "./room-socket.ts";
import type { Person, TestServer } from "./server.ts";

/** When the market of the pictures stands: a Wednesday, ten past two in the afternoon in Shanghai. */
export const shownAt = "2026-11-11T06:10:00Z";
/** The evening after. */
const plannedAt = "2026-11-12T12:00:00Z";

export interface ShownMarket {
  readonly people: ReadonlyMap<AccountRole, Person>;
  readonly air: OnAir;
  readonly ids: Readonly<Record<"room" | "product" | "shop" | "order" | "host", string>>;
}

/**
 * A small market in which every page has something to show, the same on every machine and day: a room on air where people
 * talk, a host who prepares, orders in each state, somebody who waits to be verified.
 */
export async function openShownMarket(server: TestServer): Promise<ShownMarket> {
  const people = new Map<AccountRole, Person>();
  for (const role of ["viewer", "host", "merchant", "operator"] as const) people.set(role, await server.demo(role));
  const [viewer, host, merchant] = [...people.values()] as [Person, Person, Person];
  const { shop, product, small } = await openShop(merchant);
  const jam = await addProduct(merchant, shop.id, {
    title: "古法慢熬黄桃果酱，不加香精，一勺见果肉",
    unit: "瓶",
    variants: [{ title: "450 g", price: 3800, initial_stock: 0 }],
  });
  const cover = await merchant.call("createPicture", {
    // One color: few colors are kept of a picture, and which ones a photograph gets is told by all the rest.
    body: await jpeg("#4c6b45"),
  });
  const air = await goOnAir(server, merchant, shop, [product, jam], cover.id);
  await merchant.call("pinProduct", { params: { session_id: air.session.id }, body: { product_id: product.id } });
  const order = await sell(viewer, merchant, small, shop.id);
  for (const subject_id of [jam.id, air.session.room_id]) await viewer.call("rememberSeen", { params: { subject_id } });
  await talk(server, air.session.room_id, viewer, merchant);
  await prepare(host);
  await wait(server);
  return {
    people,
    air,
    ids: {
      room: air.session.room_id,
      product: product.id,
      shop: shop.id,
      order: order.id,
      host: merchant.account_id,
    },
  };
}

async function addProduct(
  person: Person,
  shop_id: string,
  given: { title: string; unit: string; variants: { title: string; price: number; initial_stock: number }[] },
): Promise<Product> {
  const picture = await person.call("createPicture", { body: await jpeg() });
  const product = await person.call("createProduct", {
    params: { shop_id },
    body: { ...given, description: "", picture_ids: [picture.id], return_policy: "seven_days" },
  });
  return person.call("setProductState", { params: { shop_id, product_id: product.id }, body: { state: "on_sale" } });
}

/** Three orders: one received, one under way, one that waits to be shipped, which is returned. */
async function sell(buyer: Person, seller: Person, variant: string, shop_id: string): Promise<Order> {
  const address: Address = await addAddress(buyer);
  const ship = (order_id: string, tracking_number: string) =>
    seller.call("shipOrder", { params: { shop_id, order_id }, body: { carrier: "顺丰", tracking_number } });
  const done = await buy(buyer, { variant, quantity: 1, address });
  await ship(done.id, "SF1357924680");
  await buyer.call("receiveOrder", { params: { order_id: done.id } });
  const shipped = await buy(buyer, { variant, quantity: 3, address });
  await ship(shipped.id, "SF2468013579");
  return buy(buyer, { variant, quantity: 2, address });
}

async function talk(server: TestServer, room_id: string, viewer: Person, host: Person): Promise<void> {
  const lines = [
    [viewer, "去年买的那批特别甜"],
    [host, "今年雨水少，更甜"],
    [viewer, "软的还是脆的？"],
  ] as const;
  for (const [{ token }, text] of lines) {
    const socket = await RoomSocket.open(server.url, { token, device: "device-of-the-pictures" });
    socket.send({ t: "join", channel: `room:${room_id}` });
    await socket.frame("joined");
    socket.send({ t: "say", ref: "1", room_id, text });
    await socket.item("chat", ({ line }) => line.text === text);
    socket.close();
  }
}

/** A host before going on air: a shop, a run-down with notes, and an evening that is announced. */
async function prepare(host: Person): Promise<void> {
  await host.call("acknowledgeTraining", { body: { version: trainingVersion, answers: trainingAnswers } });
  const shop = await host.call("createShop", { body: { name: "半山茶舍", intro: "岩茶", dispatch_hours: 48 } });
  const tea = await addProduct(host, shop.id, {
    title: "正山小种",
    unit: "罐",
    variants: [{ title: "100 g", price: 12800, initial_stock: 60 }],
  });
  const cup = await addProduct(host, shop.id, {
    title: "手作白瓷盖碗",
    unit: "只",
    variants: [{ title: "150 ml", price: 8800, initial_stock: 12 }],
  });
  const session = {
    cover_picture_id: null,
    broadcast: "self" as const,
    shop_id: shop.id,
    product_ids: [tea.id, cup.id],
  };
  await host.call("planSession", {
    body: { ...session, title: "新茶上市，先泡给你看", teaser: "三款岩茶一起泡", planned_at: plannedAt },
  });
  const draft = await host.call("createSession", { body: { ...session, title: "午后试茶" } });
  await host.call("updateRunDown", {
    params: { session_id: draft.id },
    body: {
      items: [
        { product_id: tea.id, talking_points: "先闻干茶，再冲第一泡", planned_minutes: 15 },
        { product_id: cup.id, talking_points: "", planned_minutes: null },
      ],
    },
  });
}

/** Somebody whose papers wait at the operator's desk. */
async function wait(server: TestServer): Promise<void> {
  const person = await server.signIn("waits@example.org");
  await person.call("createVerification", {
    body: {
      kind: "seller",
      legal_name: "烟台老友果品有限公司",
      document_kind: "business_license",
      document_number: "91310000MA1K35XX7Q",
      birth_date: "1990-01-01",
      address: "烟台市果园路 1 号",
      contact_phone: "+86 138 0013 8000",
    },
  });
}
