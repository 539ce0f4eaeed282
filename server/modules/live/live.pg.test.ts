import { afterAll, describe, expect, it } from "vitest";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { liveCalls } from "../../../tests/kit/live-calls.ts";
import { testLive } from "../../../tests/kit/live.ts";
import { roomChannel, studioChannel } from "../../kernel/channel.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";

const t = await testLive();
const { call, on, ear, stateOf } = liveCalls(t);
afterAll(() => t.ctx.end());

describe("preparing", () => {
  it("a host has one room, and one open session in it", async () => {
    const made = await t.host();
    expect(await t.roomOf(made.host)).toBe(await t.roomOf(made.host));
    const draft = await call("createSession", made.host, { body: t.fieldsOf(made) });
    expect(draft).toMatchObject({
      state: "draft",
      product_count: 1,
      flv_url: null,
      flv_base_ms: null,
      viewers: 0,
      pinned_product_id: null,
    });
    expect(await codeOf(call("createSession", made.host, { body: t.fieldsOf(made) }))).toBe("room_busy");
    expect((await call("getStudio", made.host)) as unknown).toMatchObject({
      session: { id: draft.id },
      bag: [{ id: made.product_id }],
      encoder: { connected: false },
    });
    expect(await codeOf(call("getRoom", null, { params: { room_id: draft.room_id } }))).toBe("accepted");
    expect(await call("getRoom", null, { params: { room_id: draft.room_id } })).toMatchObject({
      session: null,
      bag: [],
    });
    await call("endSession", made.host, on(draft.id));
    expect((await stateOf(made.host, draft.id))?.state).toBe("cancelled");
    expect(await codeOf(call("createSession", made.host, { body: t.fieldsOf(made) }))).toBe("accepted");
  });

  it("of two at once one is taken", async () => {
    const made = await t.host();
    const codes = await Promise.all(
      [1, 2, 3].map(() => codeOf(call("createSession", made.host, { body: t.fieldsOf(made) }))),
    );
    expect(codes.toSorted()).toEqual(["accepted", "room_busy", "room_busy"]);
  });

  it("wants a verified host, their own shop, and goods of that shop on sale", async () => {
    const [made, other] = [await t.host(), await t.host()];
    const fields = t.fieldsOf(made);
    const stranger = callerOf(newId(t.ctx, "acct"), "host");
    expect(await codeOf(call("createSession", stranger, { body: fields }))).toBe("verification_required");
    expect(await codeOf(call("createSession", callerOf(made.host.account_id), { body: fields }))).toBe("role_required");
    expect(await codeOf(call("createSession", other.host, { body: fields }))).toBe("not_yours");
    expect(await codeOf(call("createSession", made.host, { body: { ...fields, shop_id: newId(t.ctx, "shop") } }))).toBe(
      "not_found",
    );
    expect(
      await codeOf(call("createSession", made.host, { body: { ...fields, product_ids: [other.product_id] } })),
    ).toBe("product_not_on_sale");
    expect(
      await codeOf(call("createSession", made.host, { body: { ...fields, product_ids: [newId(t.ctx, "prod")] } })),
    ).toBe("product_not_on_sale");
    const theirs = await t.upload(other.host);
    expect(await codeOf(call("createSession", made.host, { body: { ...fields, cover_picture_id: theirs.id } }))).toBe(
      "not_found",
    );
    const cover = await t.upload(made.host);
    expect(await call("createSession", made.host, { body: { ...fields, cover_picture_id: cover.id } })).toMatchObject({
      cover,
    });
  });
});

describe("going on air", () => {
  it("waits for a picture, for goods, and for both verifications", async () => {
    const made = await t.host();
    const draft = await call("createSession", made.host, { body: { ...t.fieldsOf(made), product_ids: [] } });
    const start = () => codeOf(call("startSession", made.host, on(draft.id)));
    expect(await start()).toBe("bag_empty");
    await call("updateSession", made.host, on(draft.id, t.fieldsOf(made)));
    expect(await start()).toBe("encoder_missing");
    // A picture from before the encoder was lost is no encoder.
    t.feed(draft.room_id).lose();
    expect(await start()).toBe("encoder_missing");
    t.feed(draft.room_id).send(4000);
    t.verified.delete(made.host.account_id);
    expect(await start()).toBe("verification_required");
    t.verified.add(made.host.account_id);
    expect(await codeOf(call("startSession", (await t.host()).host, on(draft.id)))).toBe("not_found");
    expect(await start()).toBe("accepted");
    expect(await start()).toBe("session_state");
  });

  it("tells the room, begins the session's time at the stream's, and is listed", async () => {
    const made = await t.host();
    const draft = await call("createSession", made.host, { body: t.fieldsOf(made) });
    const encoder = t.feed(draft.room_id);
    encoder.send(7000);
    const heard = ear(roomChannel(draft.room_id));
    const session = await call("startSession", made.host, on(draft.id));
    expect(session).toMatchObject({ state: "on_air", flv_base_ms: 7000, flv_url: `/live/${draft.room_id}.flv` });
    expect(heard()).toContainEqual({
      t: "session",
      session_id: draft.id,
      state: "on_air",
      end_reason: null,
      resume_by: null,
    });
    const rooms = await callRoute(t.parts, "listRooms", { query: { limit: 100 } });
    expect(rooms.data.find((room) => room.id === draft.room_id)).toMatchObject({
      session: { id: draft.id },
      bag: [{ id: made.product_id }],
      host: { id: made.host.account_id },
    });
    encoder.send(12_000);
    const ask = (stream_offset_ms: number, shop_id = made.shop_id) =>
      t.live.moments(t.ctx.db.reader, [{ session_id: draft.id, shop_id, stream_offset_ms }], t.ctx.clock.now());
    expect(await ask(5000 + limits.moment_ahead_ms_max)).toMatchObject([
      { ok: true, moment: { room_id: draft.room_id, session_title: "Apples tonight", pinned_product_id: null } },
    ]);
    expect(await ask(5001 + limits.moment_ahead_ms_max)).toEqual([{ ok: false, code: "stream_offset_invalid" }]);
    expect(await ask(1, (await t.host()).shop_id)).toEqual([{ ok: false, code: "not_on_air" }]);
  });

  it("lists the most watched first, page by page", async () => {
    const [few, many] = [await t.broadcast(), await t.broadcast()];
    for (const person of ["a", "b", "c"]) t.live.watch(many.session.room_id, person);
    t.live.watch(few.session.room_id, "a");
    const first = await callRoute(t.parts, "listRooms", { query: { limit: 1 } });
    expect(first.data.map((room) => room.id)).toEqual([many.session.room_id]);
    expect(first.data[0]?.session?.viewers).toBe(3);
    const second = await callRoute(t.parts, "listRooms", { query: { limit: 1, cursor: first.next_cursor ?? "" } });
    expect(second.data.map((room) => room.id)).toEqual([few.session.room_id]);
    expect(await codeOf(call("listRooms", null, { query: { cursor: "'; drop" } }))).toBe("invalid_param");
  });
});

describe("on air", () => {
  it("pins what is in the bag; a moment knows what was pinned then", async () => {
    const { host, session, product_id, shop_id, encoder } = await t.broadcast();
    const heard = ear(roomChannel(session.room_id));
    encoder.send(10_000);
    expect(await codeOf(call("pinProduct", host, on(session.id, { product_id: newId(t.ctx, "prod") })))).toBe(
      "product_not_in_bag",
    );
    expect(await codeOf(call("pinProduct", (await t.host()).host, on(session.id, { product_id })))).toBe("not_found");
    expect(await call("pinProduct", host, on(session.id, { product_id }))).toMatchObject({
      pinned_product_id: product_id,
    });
    expect(heard()).toContainEqual({ t: "pin", product_id });
    encoder.send(20_000);
    await call("pinProduct", host, on(session.id, { product_id: null }));
    const offsets = [0, 9_999, 10_000, 19_999, 20_000];
    const moments = await t.live.moments(
      t.ctx.db.reader,
      [
        ...offsets.map((stream_offset_ms) => ({ session_id: session.id, shop_id, stream_offset_ms })),
        { session_id: newId(t.ctx, "sess"), shop_id, stream_offset_ms: 1 },
      ],
      t.ctx.clock.now(),
    );
    expect(moments.map((one) => (one.ok ? one.moment.pinned_product_id : one.code))).toEqual([
      null,
      null,
      product_id,
      product_id,
      null,
      "not_on_air",
    ]);
  });

  it("changes title and bag, not the shop; what leaves the bag is unpinned", async () => {
    const { host, session, product_id, shop_id } = await t.broadcast();
    await call("pinProduct", host, on(session.id, { product_id }));
    const heard = ear(roomChannel(session.room_id));
    const fields = { title: "Pears now", broadcast: "self" as const, shop_id, product_ids: [] };
    expect(await call("updateSession", host, on(session.id, fields))).toMatchObject({
      title: "Pears now",
      product_count: 0,
      pinned_product_id: null,
    });
    expect(heard().map((item) => item.t)).toEqual(expect.arrayContaining(["session", "bag", "pin"]));
    expect(await codeOf(call("updateSession", host, on(session.id, { ...fields, broadcast: "shop" })))).toBe(
      "session_state",
    );
    expect(await codeOf(call("updateSession", (await t.host()).host, on(session.id, fields)))).toBe("not_found");
  });

  it("tells true stock and changed goods to the rooms that sell them", async () => {
    const { session, host, shop_id, product_id, variant_id } = await t.broadcast();
    await t.ctx.settle();
    t.ctx.clock.turn(100);
    const heard = ear(roomChannel(session.room_id));
    await call("adjustStock", host, {
      params: { shop_id, variant_id },
      body: { change: -4, reason: "a broken box" },
      key: newId(t.ctx, "key"),
    });
    await t.ctx.settle();
    expect(heard()).toEqual([{ t: "stock", product_id, variant_id, available: 6 }]);
    await t.sell({ caller: host, shop_id }, product_id, "off");
    await t.ctx.settle();
    expect(heard()).toEqual([{ t: "bag" }]);
    expect(await call("getRoom", null, { params: { room_id: session.room_id } })).toMatchObject({ bag: [] });
    expect((await callRoute(t.parts, "getStudio", { caller: host })).bag).toHaveLength(1);
  });

  it("counts people once, and tells numbers at most once a second", async () => {
    const { host, session } = await t.broadcast();
    t.ctx.clock.turn(2000);
    const heard = ear(roomChannel(session.room_id));
    const leaves = ["ann", "ann", "device:bob", host.account_id].map((person) => t.live.watch(session.room_id, person));
    t.live.countLikes(session.id, 7);
    t.live.countChat(session.id, 2);
    t.ctx.clock.turn(2000);
    expect(heard()).toEqual([
      { t: "viewers", count: 2 },
      { t: "likes", total: 7 },
    ]);
    for (const leave of leaves) leave();
    t.ctx.clock.turn(1000);
    expect(heard()).toEqual([{ t: "viewers", count: 0 }]);
    t.live.watch(session.room_id, "ann");
    const recap = await callRoute(t.parts, "getRecap", { caller: host, params: { session_id: session.id } });
    expect(recap).toMatchObject({
      viewers_total: 2,
      viewers_peak: 2,
      likes: 7,
      chat_lines: 2,
      orders_placed: 0,
      gmv_net: { amount: 0 },
    });
    expect(await codeOf(call("getRecap", (await t.host()).host, on(session.id)))).toBe("not_found");
  });

  it("shows the studio how its encoder does, while somebody looks", async () => {
    const { session } = await t.broadcast();
    t.ctx.clock.turn(100);
    const heard = ear(studioChannel(session.room_id));
    t.ctx.clock.turn(1000);
    expect(heard()).toMatchObject([{ t: "encoder", connected: true, width: 640, height: 360 }]);
  });
});

describe("orders of a broadcast", () => {
  it("come to no studio in which another shop works by now", async () => {
    const { host, session, shop_id, product_id, variant_id } = await t.broadcast();
    const studio = ear(studioChannel(session.room_id));
    const paid = async (): Promise<string[]> => {
      const order_id = newId(t.ctx, "ord");
      const gist = { title: "Apples", quantity: 1, total: "3790" };
      const lines = [{ product_id, variant_id, title: "Apples", quantity: 1, total: "2990" }];
      const from = { session_id: session.id, room_id: session.room_id };
      await t.ctx.db.transact((tx) =>
        t.ctx.outbox.emit(tx, [
          { type: "order.paid", shop_id, order_id, buyer_id: newId(t.ctx, "acct"), ...from, ...gist, lines },
        ]),
      );
      await t.ctx.settle();
      return studio().flatMap((item) => (item.t === "studio_order" ? [item.order_id === order_id ? "told" : "?"] : []));
    };
    expect(await paid()).toEqual(["told"]);
    await call("endSession", host, on(session.id));
    // Paid late: its host is still there to see it.
    expect(await paid()).toEqual(["told"]);
    const other = await call("createShop", host, { body: { name: "Second shop", intro: "" } });
    const fields = { title: "Pears tonight", broadcast: "self", product_ids: [] };
    const draft = await call("createSession", host, { body: { ...fields, shop_id: other.id } });
    expect(await paid()).toEqual([]);
    await call("updateSession", host, on(draft.id, { ...fields, shop_id }));
    expect(await paid()).toEqual(["told"]);
  });

  it("stand in the recap once, tick in the room under a masked name, and come to the studio", async () => {
    const { host, session, shop_id, product_id, variant_id } = await t.broadcast();
    const [room, studio] = [ear(roomChannel(session.room_id)), ear(studioChannel(session.room_id))];
    const buyers = [newId(t.ctx, "acct"), newId(t.ctx, "acct")];
    const order = (buyer: number, quantity: number, total: number) => ({
      shop_id,
      order_id: newId(t.ctx, "ord"),
      buyer_id: buyers[buyer] ?? "",
      session_id: session.id,
      room_id: session.room_id,
      title: "Apples",
      quantity,
      total: String(total + 800),
      lines: [{ product_id, variant_id, title: "Apples", quantity, total: String(total) }],
    });
    const [a, b, c, elsewhere] = [
      order(0, 1, 2990),
      order(0, 2, 5980),
      order(1, 1, 2990),
      { ...order(1, 1, 1), session_id: null, room_id: null },
    ];
    await t.ctx.db.transact((tx) =>
      t.ctx.outbox.emit(tx, [
        ...[a, b, c].map((one) => ({ type: "order.placed" as const, ...one })),
        { type: "order.placed", ...elsewhere },
        ...[a, b].map((one) => ({ type: "order.paid" as const, ...one })),
        { type: "order.closed", reason: "unpaid_expired", ...c },
        { type: "order.refunded", amount: "3790", ...a },
      ]),
    );
    await t.ctx.settle();
    const told = room().filter((item) => item.t === "bought");
    expect(told).toEqual([1, 2].map((quantity) => ({ t: "bought", name: "P***", title: "Apples", quantity })));
    expect(studio().flatMap((item) => (item.t === "studio_order" ? [[item.order_id, item.state]] : []))).toEqual([
      [a.order_id, "unpaid"],
      [b.order_id, "unpaid"],
      [c.order_id, "unpaid"],
      [a.order_id, "to_ship"],
      [b.order_id, "to_ship"],
      [c.order_id, "closed"],
      [a.order_id, "closed"],
    ]);
    const recap = await callRoute(t.parts, "getRecap", { caller: host, params: { session_id: session.id } });
    expect(recap).toMatchObject({
      orders_placed: 3,
      orders_paid: 2,
      units_paid: 3,
      buyers_paid: 1,
      gmv_gross: { amount: 3790 + 6780 },
      gmv_net: { amount: 6780 },
      products: [{ product_id, title: "Apples", units_paid: 3, gmv_gross: { amount: 2990 + 5980 } }],
    });
  });
});
