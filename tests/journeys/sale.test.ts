import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAddress, buy, goOnAir, openShop, payOnPage, until, type OnAir } from "../kit/market.ts";
import { RoomSocket } from "../kit/room-socket.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

const day_ms = 24 * 3600_000;
let server: TestServer;
let host: Person;
let shop: Awaited<ReturnType<typeof openShop>>;
let onAir: OnAir;

beforeAll(async () => {
  server = await startServer();
  host = await server.demo("host");
  shop = await openShop(host);
  onAir = await goOnAir(server, host, shop.shop, [shop.product]);
  await host.call("pinProduct", { params: { session_id: onAir.session.id }, body: { product_id: shop.product.id } });
});
afterAll(async () => {
  await onAir.publisher.stop();
  await server.stop();
});

const stockOf = (variant: string) => host.call("getStock", { params: { shop_id: shop.shop.id, variant_id: variant } });
const ledgerHolds = async (): Promise<void> => {
  const operator = await server.demo("operator");
  const check = await operator.call("checkLedger");
  expect(check.problems).toEqual([]);
  expect(check.ok).toBe(true);
};

describe("the first real sale", () => {
  it("a room on air is listed and its picture begins with a keyframe within a second", async () => {
    const { data } = await server.guest("listRooms");
    const room = data.find((one) => one.id === onAir.session.room_id);
    expect(room?.session?.state).toBe("on_air");
    const startMs = performance.now();
    const response = await fetch(`${server.url}${room?.session?.flv_url ?? ""}`);
    expect(response.headers.get("content-type")).toBe("video/x-flv");
    const reader = response.body?.getReader();
    let bytes = Buffer.alloc(0);
    while (bytes.length < 4096 && performance.now() - startMs < 5000)
      bytes = Buffer.concat([bytes, (await reader?.read())?.value ?? new Uint8Array()]);
    await reader?.cancel();
    expect(bytes.subarray(0, 3).toString("latin1")).toBe("FLV");
    // The first video tag with a picture is a keyframe of AVC: frame type 1, codec 7.
    expect(bytes.includes(Buffer.from([0x17, 0x01]))).toBe(true);
  });

  it("goes from chat to settled money, and every part adds up", async () => {
    const viewer = await server.signIn("xiaoman@example.org");
    const address = await addAddress(viewer);
    const watching = await RoomSocket.open(server.url, { token: viewer.token, device: "device-of-xiaoman" });
    const guest = await RoomSocket.open(server.url, { device: "device-of-a-guest" });
    const studio = await RoomSocket.open(server.url, { token: host.token, device: "device-of-the-host" });
    for (const socket of [watching, guest]) socket.send({ t: "join", channel: `room:${onAir.session.room_id}` });
    studio.send({ t: "join", channel: `studio:${onAir.session.room_id}` });
    await guest.frame("joined");
    await studio.frame("joined");
    watching.send({ t: "say", ref: "1", room_id: onAir.session.room_id, text: "  去年买的那批<b>甜</b>得很  " });
    expect((await watching.frame("said")).line.text).toBe("去年买的那批<b>甜</b>得很");
    await guest.item("chat", (item) => item.line.text.includes("甜"));
    await guest.item("viewers", (item) => item.count === 2);

    const fees = await host.call("getFeeQuote", { params: { shop_id: shop.shop.id } });
    expect(fees).toMatchObject({ take_rate_permille: 50, settlement_days: 7 });
    const quote = await server.guest("quoteOrder", { body: { lines: [{ variant_id: shop.small, quantity: 2 }] } });
    expect(quote.total.amount).toBe(2 * 2990 + 600);

    const before = await stockOf(shop.small);
    const paid = await buy(viewer, { variant: shop.small, quantity: 2, address, session: onAir.session });
    expect(paid).toMatchObject({
      state: "to_ship",
      total: { amount: 6580 },
      moment: { session_id: onAir.session.id, pinned_product_id: shop.product.id },
    });
    expect(paid.item_pages[0]).toMatchObject({ title: "水蜜桃", version: shop.product.version + 1 });
    expect(await stockOf(shop.small)).toMatchObject({
      available: before.available - 2,
      reserved: before.reserved + 2,
      on_hand: before.on_hand,
    });
    await studio.item("studio_order", (item) => item.order_id === paid.id && item.state === "to_ship");
    await guest.item("bought", (item) => item.quantity === 2 && !item.name.includes("小满"));
    await guest.item("stock", (item) => item.variant_id === shop.small && item.available === before.available - 2);

    const seen = (await host.call("listShopOrders", { params: { shop_id: shop.shop.id } })).data.find(
      (order) => order.id === paid.id,
    );
    expect(JSON.stringify(seen)).not.toContain("13800138000");
    expect(await host.call("revealAddress", { params: { shop_id: shop.shop.id, order_id: paid.id } })).toMatchObject({
      name: "张小满",
      phone: "13800138000",
    });
    const shipped = await host.call("shipOrder", {
      params: { shop_id: shop.shop.id, order_id: paid.id },
      body: { carrier: "SF Express", tracking_number: "sf1234567890" },
    });
    expect(shipped.state).toBe("shipped");
    expect(await stockOf(shop.small)).toMatchObject({ on_hand: before.on_hand - 2, reserved: before.reserved });
    const received = await viewer.call("receiveOrder", { params: { order_id: paid.id } });
    expect(received.state).toBe("received");
    expect(
      (await host.call("getShopBalance", { params: { shop_id: shop.shop.id } })).escrow.amount,
    ).toBeGreaterThanOrEqual(6580);

    const balance = await host.call("getShopBalance", { params: { shop_id: shop.shop.id } });
    await server.turn(7 * day_ms + 1000);
    const settled = await until(async () => {
      const order = await host.call("getOrder", { params: { order_id: paid.id } });
      return order.state === "success" ? order : null;
    });
    // 5 % of the goods, freight untouched: floor(5980 × 50 / 1000) = 299.
    expect(settled.fees).toMatchObject({ take: { amount: 299 }, shop_receives: { amount: 6580 - 299 } });
    const after = await host.call("getShopBalance", { params: { shop_id: shop.shop.id } });
    expect(after.available.amount - balance.available.amount).toBe(6281);
    expect(after.platform.amount - balance.platform.amount).toBe(299);
    await ledgerHolds();
    for (const socket of [watching, guest, studio]) socket.close();
  });

  it("a double click, and the same key from eight tabs, buys once; another body under that key is refused", async () => {
    const viewer = await server.signIn("double@example.org");
    const address = await addAddress(viewer);
    const body = {
      lines: [{ variant_id: shop.small, quantity: 1 }],
      address_id: address.id,
      moment: null,
      expected_total: null,
    };
    const orders = await Promise.all(
      Array.from({ length: 8 }, () => viewer.call("placeOrder", { body, idempotencyKey: "double-click-1" })),
    );
    expect(new Set(orders.map((order) => order.id)).size).toBe(1);
    expect((await viewer.call("listMyOrders")).data).toHaveLength(1);
    await expect(
      viewer.call("placeOrder", {
        body: { ...body, lines: [{ variant_id: shop.small, quantity: 2 }] },
        idempotencyKey: "double-click-1",
      }),
    ).rejects.toMatchObject({ error: { code: "idempotency_key_reused" } });
    await viewer.call("cancelOrder", { params: { order_id: orders[0]?.id ?? "" } });
  });

  it("the last units go to exactly as many as there are", async () => {
    const buyers = await Promise.all(
      Array.from({ length: 6 }, (_, index) => server.signIn(`last${index}@example.org`)),
    );
    const addresses = await Promise.all(buyers.map(addAddress));
    const left = (await stockOf(shop.large)).available;
    const results = await Promise.allSettled(
      buyers.map((buyer, index) =>
        buyer.call("placeOrder", {
          body: {
            lines: [{ variant_id: shop.large, quantity: 1 }],
            address_id: addresses[index]?.id ?? "",
            moment: null,
            expected_total: null,
          },
        }),
      ),
    );
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(left);
    for (const result of results.filter((one) => one.status === "rejected"))
      expect(result.reason).toMatchObject({ error: { code: "sold_out" } });
    expect(await stockOf(shop.large)).toMatchObject({ available: 0 });
    // Nobody pays: after fifteen minutes everything is for sale again.
    await server.turn(15 * 60_000 + 1000);
    await until(async () => (await stockOf(shop.large)).available === left);
    await ledgerHolds();
  });

  it("an order that was closed unpaid but paid late is paid back by itself", async () => {
    const viewer = await server.signIn("late@example.org");
    const address = await addAddress(viewer);
    const order = await viewer.call("placeOrder", {
      body: {
        lines: [{ variant_id: shop.small, quantity: 1 }],
        address_id: address.id,
        moment: null,
        expected_total: null,
      },
    });
    const intent = await viewer.call("payOrder", { params: { order_id: order.id }, body: { return_path: "/orders" } });
    await viewer.call("cancelOrder", { params: { order_id: order.id } });
    await payOnPage(intent.pay_url ?? "");
    const late = await until(async () => {
      const now = await viewer.call("getOrder", { params: { order_id: order.id } });
      return now.timeline.some((entry) => entry.event === "late_payment_refunded") ? now : null;
    });
    expect(late).toMatchObject({ state: "closed", close_reason: "buyer_cancelled" });
    await ledgerHolds();
  });

  it("an operator refunds in full, before and after shipping; stock returns only from the shelf", async () => {
    const operator = await server.demo("operator");
    const viewer = await server.signIn("refund@example.org");
    const address = await addAddress(viewer);
    const before = await stockOf(shop.small);
    for (const ship of [false, true]) {
      const paid = await buy(viewer, { variant: shop.small, quantity: 1, address });
      if (ship)
        await host.call("shipOrder", {
          params: { shop_id: shop.shop.id, order_id: paid.id },
          body: { carrier: "中通", tracking_number: "ZT00112233" },
        });
      await operator.call("refundOrder", { params: { order_id: paid.id }, body: { reason: "not as shown" } });
      const closed = await until(async () => {
        const order = await viewer.call("getOrder", { params: { order_id: paid.id } });
        return order.state === "closed" ? order : null;
      });
      expect(closed).toMatchObject({
        close_reason: "refunded",
        refund: { state: "success", amount: { amount: 3590 } },
      });
    }
    expect(await stockOf(shop.small)).toMatchObject({
      available: before.available - 1,
      reserved: before.reserved,
      on_hand: before.on_hand - 1,
    });
    await ledgerHolds();
  });

  it("nobody sees or moves what is another's", async () => {
    const viewer = await server.signIn("mine@example.org");
    const stranger = await server.signIn("stranger@example.org");
    const otherShop = await server.demo("merchant");
    const address = await addAddress(viewer);
    const order = await viewer.call("placeOrder", {
      body: {
        lines: [{ variant_id: shop.small, quantity: 1 }],
        address_id: address.id,
        moment: null,
        expected_total: null,
      },
    });
    const params = { params: { order_id: order.id } };
    for (const who of [stranger, otherShop]) {
      await expect(who.call("getOrder", params)).rejects.toMatchObject({ error: { code: "not_found" } });
      await expect(who.call("cancelOrder", params)).rejects.toMatchObject({ error: { code: "not_found" } });
      await expect(who.call("receiveOrder", params)).rejects.toMatchObject({ error: { code: "not_found" } });
      await expect(who.call("payOrder", { ...params, body: { return_path: "/" } })).rejects.toMatchObject({
        error: { code: "not_found" },
      });
    }
    await expect(
      stranger.call("placeOrder", {
        body: {
          lines: [{ variant_id: shop.small, quantity: 1 }],
          address_id: address.id,
          moment: null,
          expected_total: null,
        },
      }),
    ).rejects.toMatchObject({ error: { code: "address_missing" } });
    const shopParams = { shop_id: shop.shop.id };
    for (const attempt of [
      () => otherShop.call("listShopOrders", { params: shopParams }),
      () => otherShop.call("getShopBalance", { params: shopParams }),
      () => otherShop.call("listShopEntries", { params: shopParams }),
      () => otherShop.call("updateShop", { params: shopParams, body: { name: "我的了", intro: "" } }),
      () =>
        otherShop.call("adjustStock", {
          params: { ...shopParams, variant_id: shop.small },
          body: { change: 1, reason: "x" },
        }),
      () => otherShop.call("revealAddress", { params: { ...shopParams, order_id: order.id } }),
      () =>
        otherShop.call("shipOrder", {
          params: { ...shopParams, order_id: order.id },
          body: { carrier: "x", tracking_number: "ZT00112233" },
        }),
      () =>
        otherShop.call("setProductState", {
          params: { ...shopParams, product_id: shop.product.id },
          body: { state: "off" },
        }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        error: { code: expect.stringMatching(/^(not_yours|not_found)$/) as string },
      });
    }
    await expect(
      host.call("placeOrder", {
        body: {
          lines: [{ variant_id: shop.small, quantity: 1 }],
          address_id: (await addAddress(host)).id,
          moment: null,
          expected_total: null,
        },
      }),
    ).rejects.toMatchObject({ error: { code: "own_shop" } });
    await viewer.call("cancelOrder", params);
  });

  it("quantities, prices and moments that cannot be are refused, each with its field", async () => {
    const viewer = await server.signIn("odd@example.org");
    const address = await addAddress(viewer);
    const place = (lines: unknown, moment: unknown = null, expected: unknown = null) =>
      viewer.call("placeOrder", { body: { lines, address_id: address.id, moment, expected_total: expected } as never });
    for (const quantity of [0, -1, 1.5, 1e9, "2", Number.MAX_SAFE_INTEGER]) {
      await expect(place([{ variant_id: shop.small, quantity }])).rejects.toMatchObject({
        error: { code: "invalid_param", param: "lines.0.quantity" },
      });
    }
    await expect(place([])).rejects.toMatchObject({ error: { code: "invalid_param", param: "lines" } });
    await expect(place([{ variant_id: shop.small, quantity: 1 }], null, 1)).rejects.toMatchObject({
      error: { code: "price_changed" },
    });
    await expect(
      place([{ variant_id: shop.small, quantity: 1 }], {
        session_id: onAir.session.id,
        stream_offset_ms: 9 * 3600_000,
      }),
    ).rejects.toMatchObject({ error: { code: "stream_offset_invalid" } });
    await expect(
      place([{ variant_id: shop.small, quantity: 1 }], { session_id: `sess_${"0".repeat(26)}`, stream_offset_ms: 1 }),
    ).rejects.toMatchObject({ error: { code: "not_on_air" } });
    expect((await viewer.call("listMyOrders")).data).toEqual([]);
  });

  it("the host ends; viewers are told, the picture stops, and the recap counts net before gross", async () => {
    const viewer = await RoomSocket.open(server.url, { device: "device-of-the-last" });
    viewer.send({ t: "join", channel: `room:${onAir.session.room_id}` });
    await viewer.frame("joined");
    await host.call("endSession", { params: { session_id: onAir.session.id } });
    await viewer.item("session", (item) => item.state === "ended" && item.end_reason === "host");
    const recap = await until(async () => {
      const now = await host.call("getRecap", { params: { session_id: onAir.session.id } });
      return now.orders_paid >= 1 ? now : null;
    });
    expect(recap).toMatchObject({
      gmv_gross: { amount: 6580 },
      gmv_net: { amount: 6580 },
      units_paid: 2,
      buyers_paid: 1,
      chat_lines: 1,
    });
    expect((await server.guest("listRooms")).data).toEqual([]);
    viewer.close();
  });
});
