import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trainingAnswers, trainingVersion } from "../../contract/law.ts";
import { jpeg, openShop, until } from "../kit/market.ts";
import { publishWithFfmpeg, type Encoder } from "../kit/ffmpeg.ts";
import { RoomSocket } from "../kit/room-socket.ts";
import { startServer, type Person, type TestServer } from "../kit/server.ts";

let server: TestServer;
let host: Person;
let staff: Person;
let encoder: Encoder;
let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  server = await startServer();
  host = await server.demo("host");
  shop = await openShop(host);
  await host.call("acknowledgeTraining", { body: { version: trainingVersion, answers: trainingAnswers } });
  staff = await server.signIn("staff@example.org");
  await host.call("addStaff", { params: { shop_id: shop.shop.id }, body: { identifier: "staff@example.org" } });
  encoder = publishWithFfmpeg(server.rtmp, (await host.call("rotateStreamKey")).secret ?? "");
  await until(async () => (await host.call("getStudio")).encoder.connected);
});
afterAll(async () => {
  await encoder.kill();
  await server.stop();
});

/** The room's video as somebody gets it: the status, and, once it runs, the first bytes and when it ends. */
async function watch(room_id: string, token: string | null) {
  const response = await fetch(`${server.url}/live/${room_id}.flv`, {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  const reader = response.body?.getReader();
  const first = await reader?.read();
  const ended = async (): Promise<boolean> => {
    try {
      for (;;) if ((await reader?.read())?.done !== false) return true;
    } catch {
      return true;
    }
  };
  return { status: response.status, first: new TextDecoder("latin1").decode(first?.value?.slice(0, 3)), ended };
}

describe("a planned session, from the announcement to the end of its rehearsal", () => {
  it("is announced to everybody; the rehearsal is for the team alone", async () => {
    const cover = await host.call("createPicture", { body: await jpeg() });
    const session = await host.call("planSession", {
      body: {
        title: "今晚的桃",
        teaser: "现摘现发",
        cover_picture_id: cover.id,
        broadcast: "self",
        shop_id: shop.shop.id,
        product_ids: [shop.product.id],
        planned_at: new Date(server.clock.nowMs() + 3600_000).toISOString(),
      },
    });
    const params = { session_id: session.id };
    const { room_id } = session;
    const stranger = await server.signIn("stranger@example.org");
    expect(await stranger.call("setReminder", { params })).toMatchObject({ reminded: true, reminders: 1 });

    expect((await host.call("getChecklist", { params })).items.filter((item) => item.state === "blocked")).toEqual([]);
    const items = await until(async () => {
      const list = (await host.call("getChecklist", { params })).items;
      return list.every((item) => item.state === "ok") ? list : null;
    });
    expect(items.find((item) => item.id === "keyframes")?.value).toBe(2000);
    const room = await RoomSocket.open(server.url, { device: "stranger-1", token: stranger.token });
    room.send({ t: "join", channel: `room:${room_id}` });
    await room.frame("joined");
    room.send({ t: "join", channel: `studio:${room_id}` });
    expect((await room.frame("refused")).error.code).toBe("not_found");

    await host.call("startRehearsal", { params });
    for (const token of [null, stranger.token]) expect((await watch(room_id, token)).status).toBe(409);
    expect((await server.guest("listRooms")).data).toEqual([]);
    expect((await server.guest("getRoom", { params: { room_id } })).session).toBeNull();
    const [upcoming] = (await server.guest("listUpcomingSessions", { query: {} })).data;
    expect(upcoming?.session).toMatchObject({ id: session.id, state: "scheduled", flv_url: null, viewers: 0 });
    for (const ask of [
      () => stranger.call("getStudioSession", { params }),
      () => stranger.call("sayToTeam", { params, body: { text: "hello" } }),
    ])
      await expect(ask()).rejects.toMatchObject({ error: { code: "not_found" } });
    room.send({ t: "say", ref: "1", room_id, text: "hello?" });
    await until(async () => room.frames.some((frame) => frame.t === "refused" && frame.ref === "1"));

    const team = await RoomSocket.open(server.url, { device: "team-00001", token: staff.token });
    team.send({ t: "join", channel: `studio:${room_id}` });
    await team.frame("joined");
    const seen = await watch(room_id, staff.token);
    expect([seen.status, seen.first]).toEqual([200, "FLV"]);
    await host.call("sayToTeam", { params, body: { text: "Can you see me?" } });
    await team.item("team_line", (item) => item.line.text === "Can you see me?");
    // Nothing of all this reached the room.
    expect(room.items.filter((item) => !["viewers", "likes"].includes(item.t))).toEqual([]);

    await host.call("endRehearsal", { params });
    expect(await seen.ended()).toBe(true);
    await until(async () => team.closed !== null);
    expect((await watch(room_id, staff.token)).status).toBe(409);
    expect((await host.call("getStudio")).encoder.connected).toBe(true);
    room.close();
  });

  it("begins with the same encoder and leaves nothing of the rehearsal behind", async () => {
    const [planned] = (await host.call("listPlannedSessions")).data;
    const params = { session_id: planned?.session.id ?? "" };
    await host.call("startRehearsal", { params });
    const session = await host.call("startSession", { params });
    expect(session).toMatchObject({ state: "on_air", planned_at: planned?.session.planned_at });
    expect((await watch(session.room_id, null)).first).toBe("FLV");
    const recap = await host.call("getRecap", { params });
    expect([recap.chat_lines, recap.likes, recap.products, recap.previous]).toEqual([0, 0, [], null]);
    await host.call("endSession", { params });
    expect((await server.guest("listUpcomingSessions", { query: {} })).data).toEqual([]);
  });
});
