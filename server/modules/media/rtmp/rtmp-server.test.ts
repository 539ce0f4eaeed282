import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ManualClock, systemClock } from "../../../kernel/clock.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { limits } from "../../../kernel/limits.ts";
import { seededRandom } from "../../../kernel/random.ts";
import { FlvHub } from "../flv/flv-hub.ts";
import { endOfSequence, picture, sound, videoConfig } from "../flv/media-samples.ts";
import { RtmpServer } from "./rtmp-server.ts";
import type { AuthorizeResult, PublishEvent } from "./rtmp-server.ts";
import { commandBytes, goodSession, helloBytes, messageBytes, TestEncoder } from "./test-encoder.ts";

let hub: FlvHub;
let server: RtmpServer;
let port: number;
let events: PublishEvent[];
let failures: object[];
let encoders: TestEncoder[];
beforeEach(() => begin(systemClock));
afterEach(() => finish());

test("a good encoder is announced at its first keyframe and says goodbye", async () => {
  const encoder = await live("good");
  expect(encoder.codes()).toEqual(["NetConnection.Connect.Success", "NetStream.Publish.Start"]);
  expect(events).toEqual([
    {
      type: "published",
      stream_id: "sess_good",
      video: { codec: "h264", codec_string: "avc1.4d401e", width: 640, height: 360 },
      audio: { codec: "aac", sample_rate_hz: 44_100, channels: 2 },
    },
  ]);
  encoder.send(messageBytes(9, 80, endOfSequence));
  encoder.send(goodSession("good").at(-1) as Buffer);
  await seen(() => events.length === 2);
  expect(events[1]).toEqual({ type: "unpublished", stream_id: "sess_good", reason: "finished" });
  expect(hub.hasKeyframe("sess_good")).toBe(true);
});

test("a dropped connection is lost, not finished", async () => {
  const encoder = await live("good");
  encoder.socket.resetAndDestroy();
  await seen(() => events.length === 2);
  expect(events[1]).toMatchObject({ reason: "lost" });
  await live("good");
  expect(events[2]).toMatchObject({ type: "published" });
});

test.each([
  ["wrong", "NetStream.Publish.Denied", "not valid"],
  ["revoked", "NetStream.Publish.Denied", "revoked"],
  ["barred", "NetStream.Publish.Denied", "may not go live"],
  ["elsewhere", "NetStream.Publish.BadName", "Another encoder"],
])("key %s is refused with %s", async (key, code, words) => {
  const encoder = join();
  await encoder.publish(key).catch(() => {});
  await encoder.untilClosed();
  expect(encoder.codes().at(-1)).toBe(code);
  expect(encoder.descriptions().at(-1)).toContain(words);
  expect(events).toEqual([]);
});

test("a second publisher is refused and the first goes on", async () => {
  const first = await live("good");
  const second = join();
  await second.publish("good").catch(() => {});
  await second.untilClosed();
  expect(second.codes().at(-1)).toBe("NetStream.Publish.BadName");
  first.send(messageBytes(9, 80, picture("inter")));
  await seen(() => hub.get("sess_good")?.offsetMs() === 80);
  expect(events.length).toBe(1);
});

test("an encoder in silence gives way to the one who comes back", async () => {
  await finish();
  const clock = new ManualClock(0);
  await begin(clock);
  const silent = await live("good");
  clock.turn(limits.rtmp_takeover_silence_ms + 1);
  await live("good");
  await silent.untilClosed();
  expect(events.map((event) => (event.type === "published" ? event.type : event.reason))).toEqual([
    "published",
    "lost",
    "published",
  ]);
});

test("revoking the key ends the stream with a reason the encoder can show", async () => {
  const encoder = await live("good");
  expect(server.disconnect("sess_good", "The stream key was revoked.")).toBe(true);
  await encoder.untilClosed();
  expect(encoder.descriptions().at(-1)).toBe("The stream key was revoked.");
  expect(events[1]).toMatchObject({ reason: "kicked" });
  expect(server.disconnect("sess_good", "again")).toBe(false);
});

test("play is refused", async () => {
  const encoder = join();
  for (const piece of goodSession("good").slice(0, 4)) encoder.send(piece);
  encoder.send(commandBytes("play", 5, null, "good"));
  await encoder.untilClosed();
  expect(encoder.codes().at(-1)).toBe("NetStream.Play.Failed");
});

test.each([
  ["H.265 in enhanced RTMP", messageBytes(9, 40, Buffer.from("\x91hvc1\0\0\0\0\0", "latin1")), "hvc1"],
  ["another picture codec", messageBytes(9, 40, Buffer.alloc(20, 0x22)), "choose H.264"],
  ["another sound codec", messageBytes(8, 40, Buffer.alloc(20, 0x2f)), "choose AAC"],
  ["a broken H.264 header", messageBytes(9, 40, Buffer.concat([videoConfig.subarray(0, 12)])), "broken"],
])("%s is refused in words", async (_name, bytes, words) => {
  const encoder = await live("good");
  encoder.send(bytes);
  await encoder.untilClosed();
  expect(encoder.codes().at(-1)).toBe("NetStream.Publish.Rejected");
  expect(encoder.descriptions().at(-1)).toContain(words);
  expect(events[1]).toMatchObject({ reason: "error" });
});

test("an answer follows a ping, and bytes are acknowledged", async () => {
  const encoder = await live("good");
  encoder.send(messageBytes(5, 0, Buffer.of(0, 0, 4, 0)));
  encoder.send(messageBytes(4, 0, Buffer.of(0, 6, 1, 2, 3, 4)));
  encoder.send(messageBytes(9, 40, picture("inter", 3000)));
  await encoder.until(() => encoder.messages.some((message) => message.type === 3));
  const pong = encoder.messages.find((message) => message.type === 4 && message.payload[1] === 7);
  expect(pong?.payload).toEqual(Buffer.of(0, 7, 1, 2, 3, 4));
});

const tooMuch: [string, Buffer[]][] = [
  ["HTTP instead of RTMP", [Buffer.from("GET / HTTP/1.1\r\n\r\n")]],
  ["a command before connect", [helloBytes, commandBytes("createStream", 1, null)]],
  [
    "a large message before the key is known",
    [helloBytes, messageBytes(20, 0, Buffer.alloc(limits.rtmp_command_bytes_max + 1))],
  ],
  ["media before publish", [...goodSession("good").slice(0, 4), messageBytes(9, 0, picture("key"))]],
  ["a key without end", [...goodSession("good").slice(0, 4), commandBytes("publish", 5, null, "k".repeat(5000))]],
  ["a chunk size out of range", [helloBytes, messageBytes(1, 0, Buffer.of(0x7f, 0xff, 0xff, 0xff))]],
  ["an unknown message type", [helloBytes, messageBytes(99, 0, Buffer.alloc(4))]],
  ["connect with a bad tcUrl and no app", [helloBytes, commandBytes("connect", 1, { tcUrl: "rtmp://%zz:99999/ /" })]],
  ["metadata without end", [...goodSession("good").slice(0, 5), messageBytes(18, 0, Buffer.alloc(200_000, 2))]],
];
test.each(tooMuch)("%s ends that connection alone", async (_name, pieces) => {
  const encoder = join();
  for (const piece of pieces) encoder.send(piece);
  await encoder.untilClosed();
  expect(events).toEqual([]);
  await live("good");
  expect(events.length).toBe(1);
});

test("a picture past the limit ends the stream with an error", async () => {
  const encoder = await live("good");
  encoder.send(messageBytes(9, 40, picture("inter", limits.rtmp_message_bytes_max)));
  await encoder.untilClosed();
  expect(events[1]).toMatchObject({ reason: "error" });
});

test("an encoder that never reads our answers is let go", async () => {
  const encoder = await live("good");
  encoder.socket.pause();
  const pings = Buffer.concat(Array.from({ length: 20_000 }, () => messageBytes(4, 0, Buffer.of(0, 6, 1, 2, 3, 4))));
  const stopFlood = systemClock.every(5, () => encoder.send(pings));
  await seen(() => server.connectionCount() === 0, 15_000);
  stopFlood();
  expect(events[1]).toMatchObject({ reason: "error" });
}, 20_000);

test("a fault of authorize is ours: said, logged, and survived", async () => {
  const encoder = join();
  await encoder.publish("faulty").catch(() => {});
  await encoder.untilClosed();
  expect(encoder.codes().at(-1)).toBe("NetStream.Publish.Failed");
  expect(failures.length).toBe(1);
  failures = [];
  await live("good");
});

test("deadlines: no handshake, no publish, no keyframe, no bytes", async () => {
  await finish();
  const clock = new ManualClock(0);
  await begin(clock);
  const mute = join();
  const idle = join();
  for (const piece of goodSession("good").slice(0, 2)) idle.send(piece);
  await idle.until(() => idle.codes().length === 1);
  clock.turn(limits.rtmp_handshake_ms + 2000);
  await mute.untilClosed();
  expect(idle.closed).toBe(false);
  for (let turn = 0; turn < 4; turn += 1) {
    clock.turn(limits.rtmp_publish_ms / 4);
    const heard = idle.messages.length;
    idle.send(messageBytes(4, 0, Buffer.of(0, 6, 1, 2, 3, 4)));
    await idle.until(() => idle.messages.length > heard).catch(() => {});
  }
  await idle.untilClosed();
  const blind = join();
  for (const piece of goodSession("good").slice(0, 5)) blind.send(piece);
  await blind.until(() => blind.codes().length === 2);
  clock.turn(limits.rtmp_first_keyframe_ms - 2000);
  blind.send(messageBytes(8, 0, sound()));
  await settle();
  clock.turn(4000);
  await blind.untilClosed();
  expect(blind.descriptions().at(-1)).toContain("no H.264 keyframe");
  const fallsSilent = await live("good");
  clock.turn(limits.rtmp_idle_ms + 2000);
  await fallsSilent.untilClosed();
  expect(events.at(-1)).toMatchObject({ reason: "lost" });
});

test("one address has a limited number of connections, and they come back when closed", async () => {
  const many = Array.from({ length: limits.rtmp_connections_per_address_max + 5 }, () => join());
  await seen(() => many.filter((encoder) => encoder.closed).length === 5);
  expect(server.connectionCount()).toBe(limits.rtmp_connections_per_address_max);
  for (const encoder of many) encoder.socket.destroy();
  await seen(() => server.connectionCount() === 0);
  await live("good");
});

test("an encoder that runs ahead of time is held back", async () => {
  const encoder = await live("good");
  const startedMs = systemClock.monotonicMs();
  for (let index = 1; index <= 12; index += 1) {
    encoder.send(messageBytes(9, index * 600, picture(index % 2 === 0 ? "key" : "inter")));
    await systemClock.sleep(5);
  }
  await seen(() => hub.get("sess_good")?.offsetMs() === 7200, 8000);
  expect(systemClock.monotonicMs() - startedMs).toBeGreaterThan(1000);
}, 10_000);

test("whatever is sent, the server lives, leaks no connection, and serves the next encoder", async () => {
  const whole = goodSession("good");
  const damage = fc.record({
    stage: fc.nat(whole.length),
    junk: fc.uint8Array({ minLength: 0, maxLength: 400 }),
    flips: fc.array(fc.tuple(fc.nat(100_000), fc.nat(255)), { maxLength: 6 }),
    cutAt: fc.option(fc.nat(100_000)),
    end: fc.constantFrom("end", "reset"),
  });
  await fc.assert(
    fc.asyncProperty(damage, async ({ stage, junk, flips, cutAt, end }) => {
      const before = stage === 0 ? Buffer.alloc(0) : Buffer.concat(whole.slice(0, stage));
      const after = Buffer.concat([junk, ...whole.slice(stage)]);
      for (const [at, byte] of flips) after[at % Math.max(1, after.length)] = byte;
      const encoder = join();
      encoder.send(before);
      encoder.send(cutAt === null ? after : after.subarray(0, cutAt % (after.length + 1)));
      await systemClock.sleep(1);
      if (end === "end") encoder.socket.end();
      else encoder.socket.resetAndDestroy();
      await encoder.untilClosed();
    }),
    { numRuns: 300 },
  );
  await seen(() => server.connectionCount() === 0);
  expect(hub.metrics().streams_publishing).toBe(0);
  const told = new Map<string, number>();
  for (const event of events)
    told.set(event.stream_id, (told.get(event.stream_id) ?? 0) + (event.type === "published" ? 1 : -1));
  expect([...told.values()].every((open) => open === 0)).toBe(true);
  await live("good");
}, 60_000);

async function begin(clock: Clock): Promise<void> {
  hub = new FlvHub({ clock });
  events = [];
  failures = [];
  encoders = [];
  const refused: Record<string, AuthorizeResult> = {
    wrong: { ok: false, code: "key_wrong" },
    revoked: { ok: false, code: "key_revoked" },
    barred: { ok: false, code: "not_allowed" },
    elsewhere: { ok: false, code: "already_publishing" },
  };
  server = new RtmpServer({
    clock,
    random: seededRandom(7),
    hub,
    log: { info: () => {}, error: (fields) => failures.push(fields) },
    onEvent: (event) => events.push(event),
    authorize({ key }) {
      if (key === "faulty") return Promise.reject(new Error("the database is away"));
      return Promise.resolve(refused[key] ?? { ok: true, stream_id: `sess_${key}` });
    },
  });
  ({ port } = await server.listen("127.0.0.1", 0));
}

async function finish(): Promise<void> {
  for (const encoder of encoders) encoder.socket.destroy();
  await server.close();
  hub.closeAll();
  expect(failures).toEqual([]);
}

function join(): TestEncoder {
  const encoder = new TestEncoder(port);
  encoders.push(encoder);
  return encoder;
}

/** A new encoder on air: its keyframe is in the hub and the room knows. */
async function live(key: string): Promise<TestEncoder> {
  const announced = () => events.filter((event) => event.type === "published").length;
  const before = announced();
  const encoder = join();
  await encoder.publish(key);
  await seen(() => announced() > before);
  return encoder;
}

async function seen(holds: () => boolean, withinMs = 5000): Promise<void> {
  const untilMs = systemClock.monotonicMs() + withinMs;
  while (!holds()) {
    if (systemClock.monotonicMs() > untilMs) throw new Error(`never happened; events: ${JSON.stringify(events)}`);
    await systemClock.sleep(2);
  }
}

/** Lets bytes already sent arrive while the server's clock stands still. */
async function settle(): Promise<void> {
  await systemClock.sleep(50);
}
