import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { closeCodes, protocolVersion, socketPath, type ChannelItem } from "../../contract/socket.ts";
import { callRoute } from "../../tests/kit/call-route.ts";
import { openSockets, texts } from "../../tests/kit/sockets.ts";
import { present } from "../kernel/assert.ts";
import { accountChannel, roomChannel } from "../kernel/channel.ts";
import { newId } from "../kernel/ids.ts";
import { limits } from "../kernel/limits.ts";
import { attachSocketEdge } from "./socket.ts";

const { t, edge, port, callers, tellChanged, Client, until, guest, signedIn, join, hangUp, end } = await openSockets();
afterEach(hangUp);
afterAll(end);

describe("the first words", () => {
  it.each([
    ["malformed JSON", "{", "frame_malformed"],
    ["an unknown frame", `{"t":"shout"}`, "frame_malformed"],
    ["a field too many", `{"t":"hello","version":1,"device":"device-1","admin":true}`, "frame_malformed"],
    ["join before hello", `{"t":"ping"}`, "frame_malformed"],
    ["another version", `{"t":"hello","version":99,"device":"device-1"}`, "version_unsupported"],
    ["bytes", Buffer.from([1, 2, 3]), "frame_malformed"],
    ["a megabyte", "x".repeat(1024 * 1024), "frame_too_large"],
    ["text that is not UTF-8", Buffer.from([0xff, 0xfe]), "frame_malformed"],
  ] as const)("%s: closes and says why", async (_, data, reason) => {
    const client = await new Client().open();
    client.ws.send(data, { binary: typeof data !== "string" && data[0] === 1 });
    expect(await client.closedWith()).toBe(closeCodes[reason].code);
  });

  it("come within their time, and once", async () => {
    const silent = await new Client().open();
    const twice = await guest();
    twice.send({ t: "hello", version: protocolVersion, device: "device-00000" });
    expect(await twice.closedWith()).toBe(closeCodes.frame_malformed.code);
    t.ctx.clock.turn(limits.socket_hello_ms + 5_000);
    expect(await silent.closedWith()).toBe(closeCodes.idle.code);
  });

  it("with a token that is none: a guest, and told so", async () => {
    const client = await new Client().open();
    client.send({ t: "hello", version: protocolVersion, device: "device-00000", token: "nobody's" });
    expect((await client.heard("welcome")).account_id).toBeNull();
    expect((await client.heard("refused")).error.code).toBe("session_ended");
  });

  it("with a cookie: signed in; from another site: turned away", async () => {
    const viewer = t.viewer();
    callers.set("cookie-1", viewer);
    const client = await new Client({ headers: { cookie: "laotie=cookie-1", origin: "http://laotie.test" } }).open();
    client.send({ t: "hello", version: protocolVersion, device: "device-00000" });
    expect((await client.heard("welcome")).account_id).toBe(viewer.account_id);
    const other = new Client({ headers: { cookie: "laotie=cookie-1", origin: "http://evil.test" } });
    expect(await other.closedWith()).toBe(1006);
  });
});

describe("floods and garbage", () => {
  it("too many frames, pings or bytes close; so do fragments without end", async () => {
    const many = await guest();
    for (let n = 0; n <= limits.socket_frames_per_10s_max; n += 1) many.send({ t: "ping" });
    expect(await many.closedWith()).toBe(closeCodes.too_many_frames.code);
    const pings = await guest();
    for (let n = 0; n <= limits.socket_frames_per_10s_max; n += 1) pings.ws.ping();
    expect(await pings.closedWith()).toBe(closeCodes.too_many_frames.code);
    const bytes = await signedIn();
    for (let n = 0; n < 50; n += 1)
      bytes.send({ t: "say", ref: "r", room_id: newId(t.ctx, "room"), text: "x".repeat(8000) });
    expect(await bytes.closedWith()).toBe(closeCodes.too_many_frames.code);
    const fragments = await guest();
    for (let n = 0; n < 20; n += 1) fragments.ws.send("x".repeat(1000), { fin: false });
    expect(await fragments.closedWith()).toBe(closeCodes.frame_too_large.code);
  });

  it("raw bytes after the upgrade, or a broken upgrade, end that connection and nothing else", async () => {
    const upgrade = (path: string) =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
    for (const [head, tail] of [
      [upgrade(socketPath), Buffer.alloc(5000, 0xff)],
      [upgrade(socketPath), Buffer.from([0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0])],
      [upgrade("/v1/%20socket/../.."), Buffer.from("hello")],
      [upgrade("//"), Buffer.alloc(10)],
      [upgrade(socketPath).replace("13", "7"), Buffer.alloc(10)],
    ] as const) {
      const socket = connect(port, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.resume();
      socket.write(head);
      socket.write(tail);
      await until(() => {
        t.ctx.clock.turn(5_000);
        return socket.destroyed;
      });
    }
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("still here");
    expect((await (await guest()).heard("welcome")).version).toBe(protocolVersion);
  });

  it("one address has so many sockets", async () => {
    const first = await guest();
    const rest = Array.from({ length: limits.sockets_per_address_max }, () => new Client());
    await until(() => rest.some((client) => client.closed !== null));
    expect(rest.filter((client) => client.closed !== null).map((client) => client.closed)).toEqual([
      closeCodes.too_many_sockets.code,
    ]);
    expect(first.closed).toBeNull();
  });
});

describe("a room", () => {
  it("tells a newcomer its present state and its last lines, then goes on from exactly there", async () => {
    const { session, host, product_id } = await t.broadcast();
    await callRoute(t.parts, "pinProduct", { caller: host, params: { session_id: session.id }, body: { product_id } });
    const lines = Array.from({ length: limits.chat_lines_for_newcomers_max + 3 }, (_, n) => `line ${n}`);
    for (const text of lines) await t.chat.say({ ...t.viewer(), room_id: session.room_id, text });
    const client = await guest();
    // Nothing of this was flushed yet: it comes through the channel, not twice.
    const early = await join(client, roomChannel(session.room_id));
    expect(texts(early.items)).toEqual([]);
    t.ctx.clock.turn(100);
    await until(() => texts(client.items).length === lines.length);
    const late = await join(await guest(), roomChannel(session.room_id));
    expect(texts(late.items)).toEqual(lines.slice(3));
    expect(late.items).toEqual(
      expect.arrayContaining([
        { t: "pin", product_id },
        { t: "likes", total: 0 },
        { t: "session", session_id: session.id, state: "on_air", end_reason: null, resume_by: null },
      ]),
    );
    expect(late.gap).toBe(false);
  });

  it("gives who comes back exactly what they missed, and the truth where it is gone", async () => {
    const { session } = await t.broadcast();
    const channel = roomChannel(session.room_id);
    const say = (text: string) => t.chat.say({ ...t.viewer(), room_id: session.room_id, text });
    const first = await guest();
    await join(first, channel);
    await say("seen");
    t.ctx.clock.turn(100);
    await until(() => texts(first.items).length === 1);
    const last = first.frames.findLast((frame) => frame.t === "items");
    const position = { epoch: (await first.heard("joined")).epoch, offset: last?.t === "items" ? last.offset : -1 };
    first.ws.terminate();
    await say("missed 1");
    t.ctx.clock.turn(100);
    await say("missed 2");
    t.ctx.clock.turn(100);
    await say("not flushed yet");
    const second = await guest();
    const back = await join(second, channel, position);
    expect([back.gap, texts(back.items)]).toEqual([false, ["missed 1", "missed 2"]]);
    t.ctx.clock.turn(100);
    await until(() => texts(second.items).length === 1);
    expect(texts(second.items)).toEqual(["not flushed yet"]);
    const lost = await join(await guest(), channel, { epoch: "before-the-restart", offset: 3 });
    expect([lost.gap, texts(lost.items)]).toEqual([true, ["seen", "missed 1", "missed 2", "not flushed yet"]]);
    expect(lost.epoch).toBe(back.epoch);
  });

  it("counts a person once, whatever they open, and no longer when they left", async () => {
    const { session, host } = await t.broadcast();
    const channel = roomChannel(session.room_id);
    const ann = t.viewer();
    const clients = [
      await signedIn(ann),
      await signedIn(ann),
      await guest("device-of-bob"),
      await guest("device-of-bob"),
      await signedIn(host),
    ];
    for (const client of clients) await join(client, channel);
    await join(present(clients[0], "a client"), channel);
    const count = async () =>
      (await callRoute(t.parts, "getRoom", { params: { room_id: session.room_id } })).session?.viewers;
    expect(await count()).toBe(2);
    clients[0]?.send({ t: "leave", channel });
    clients[2]?.ws.terminate();
    await until(() => edge.socketCount() === 4);
    expect(await count()).toBe(2);
    clients[1]?.ws.terminate();
    await until(() => edge.socketCount() === 3);
    expect(await count()).toBe(1);
  });

  it("takes lines of those who signed in, and likes of anybody there", async () => {
    const { session } = await t.broadcast();
    const { room_id } = session;
    const [viewer, stranger] = [await signedIn(), await guest()];
    stranger.send({ t: "say", ref: "a", room_id, text: "hello" });
    expect(await stranger.heard("refused")).toMatchObject({ ref: "a", error: { code: "sign_in_required" } });
    stranger.send({ t: "like", room_id, count: 5 });
    expect((await stranger.heard("refused", 1)).error.code).toBe("not_on_air");
    await join(stranger, roomChannel(room_id));
    await join(viewer, roomChannel(room_id));
    for (let n = 0; n < 3; n += 1) stranger.send({ t: "like", room_id, count: 9 });
    viewer.send({ t: "say", ref: "b", room_id, text: "x".repeat(3000) });
    expect(await viewer.heard("refused")).toMatchObject({
      ref: "b",
      error: { code: "chat_too_long", details: { max: limits.chat_line_chars_max } },
    });
    viewer.send({ t: "say", ref: "c", room_id, text: "<img src=x> 好" });
    expect((await viewer.heard("said")).line.text).toBe("<img src=x> 好");
    t.ctx.clock.turn(1100);
    await until(() => stranger.items.some((item) => item.t === "likes" && item.total === limits.likes_per_second_max));
    expect(texts(stranger.items)).toEqual(["<img src=x> 好"]);
  });

  it("that is not there is refused, and the channel is named", async () => {
    const client = await guest();
    const channel = roomChannel(newId(t.ctx, "room"));
    client.send({ t: "join", channel });
    expect((await client.heard("refused")).error).toMatchObject({ code: "not_found", details: { channel } });
  });
});

describe("channels of one's own", () => {
  it("the studio is for its host", async () => {
    const { session, host } = await t.broadcast();
    const channel = `studio:${session.room_id}`;
    const [nobody, stranger] = [await guest(), await signedIn()];
    nobody.send({ t: "join", channel });
    expect((await nobody.heard("refused")).error.code).toBe("sign_in_required");
    stranger.send({ t: "join", channel });
    expect((await stranger.heard("refused")).error.code).toBe("not_found");
    const joined = await join(await signedIn(host), channel);
    expect(joined.items).toEqual(expect.arrayContaining([expect.objectContaining({ t: "encoder", connected: true })]));
  });

  it("the account channel carries one's own orders and nobody else's", async () => {
    const [ann, bob] = [t.viewer(), t.viewer()];
    const [hers, his] = [await signedIn(ann), await signedIn(bob)];
    await join(hers, "account");
    await join(his, "account");
    const item: ChannelItem = { t: "order", order_id: newId(t.ctx, "ord"), state: "to_ship" };
    t.ctx.channel.publish(accountChannel(ann.account_id), item);
    t.ctx.clock.turn(100);
    await until(() => hers.items.length === 1);
    expect([hers.items, his.items]).toEqual([[item], []]);
  });

  it("a socket whose sign-in ended is closed, to come back as a guest", async () => {
    const ann = t.viewer();
    const client = await signedIn(ann);
    for (const [token, caller] of callers) if (caller === ann) callers.delete(token);
    t.ctx.clock.turn(limits.socket_recheck_ms / 2);
    await t.ctx.clock.sleep(500); // it answers the keep-alive, on a busy machine too
    t.ctx.clock.turn(limits.socket_recheck_ms / 2);
    expect(await client.closedWith()).toBe(closeCodes.session_changed.code);
  });
});

it("a socket is looked at as soon as its account changes, and stays where its sign-in does", async () => {
  const [ann, bob] = [t.viewer(), t.viewer()];
  const [ended, stays, others] = [await signedIn(ann), await signedIn({ ...ann }), await signedIn(bob)];
  for (const [token, caller] of callers) if (caller === ann || caller === bob) callers.delete(token);
  tellChanged(ann.account_id);
  expect(await ended.closedWith()).toBe(closeCodes.session_changed.code);
  expect([stays.closed, others.closed]).toEqual([null, null]);
});

it("who does not read is dropped; the others never notice", async () => {
  const { session } = await t.broadcast();
  const channel = roomChannel(session.room_id);
  const [slow, quick] = [await guest(), await guest()];
  await join(slow, channel);
  await join(quick, channel);
  slow.ws.pause();
  const item = { t: "bought", name: "x".repeat(200_000), title: "", quantity: 1 };
  for (let n = 0; n < 60 && edge.socketCount() > 1; n += 1) {
    t.ctx.channel.publish(channel, item);
    t.ctx.clock.turn(100);
    await until(() => quick.items.filter((one) => one.t === "bought").length === n + 1);
  }
  t.ctx.clock.turn(limits.socket_close_ms + 5_000);
  await until(() => edge.socketCount() === 1);
  expect(quick.closed).toBeNull();
  expect(await t.ctx.metrics.registry.getSingleMetricAsString("laotie_socket_closes_total")).toContain(
    '{reason="too_slow"} 1',
  );
});

it("a dead connection is noticed by its silence", async () => {
  const client = await guest();
  client.ws.pause();
  t.ctx.clock.turn(limits.socket_ping_ms);
  await t.ctx.clock.sleep(50);
  t.ctx.clock.turn(limits.socket_ping_ms + limits.socket_close_ms + 5_000);
  await until(() => edge.socketCount() === 0);
  expect(client.closed).toBeNull(); // it never learned
});

it("going away says so, and takes nobody new", async () => {
  const other = createServer();
  const leaving = attachSocketEdge(other, {
    ctx: {
      ...t.ctx,
      metrics: {
        ...t.ctx.metrics,
        counter: () => ({ inc: () => undefined }) as never,
        gauge: () => undefined as never,
      },
    },
    onAccountChanged: () => undefined,
    live: t.live,
    chat: t.chat,
    authenticate: async () => null,
  });
  await once(other.listen(0, "127.0.0.1"), "listening");
  const ws = new WebSocket(`ws://127.0.0.1:${(other.address() as AddressInfo).port}${socketPath}`);
  await once(ws, "open");
  const closed = once(ws, "close");
  await leaving.close();
  expect((await closed)[0]).toBe(closeCodes.going_away.code);
  other.close();
});
