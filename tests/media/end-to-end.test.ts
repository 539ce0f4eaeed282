/** Encoder → RTMP → hub → HTTP-FLV, with real sockets on both sides. */
import { execFile, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, get, request as httpRequest } from "node:http";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildFlv, isConfig, isFrame, parseFlv } from "../../demo/flv-file.ts";
import { RtmpPublisher } from "../../demo/rtmp-publisher.ts";
import { serveFlv } from "../../server/edge/http-flv.ts";
import { ManualClock, systemClock } from "../../server/kernel/clock.ts";
import type { Clock } from "../../server/kernel/clock.ts";
import { limits } from "../../server/kernel/limits.ts";
import { systemRandom } from "../../server/kernel/random.ts";
import { FlvHub, RtmpServer } from "../../server/modules/media/index.ts";
import type { PublishEvent } from "../../server/modules/media/index.ts";
import { audioConfig, picture, readFlv, videoConfig } from "../../server/modules/media/flv/media-samples.ts";

const market = readFileSync(new URL("../../demo/art/loops/orchard.flv", import.meta.url));
const ffmpegMissing = spawnSync("ffmpeg", ["-version"]).status !== 0;

let hub: FlvHub;
let rtmp: RtmpServer;
let rtmpPort: number;
let http: Server;
let httpPort: number;
let events: PublishEvent[];
let publishers: RtmpPublisher[];
beforeEach(() => begin(systemClock));
afterEach(() => finish());

test("the market film arrives tag by tag, keyframe first, as it was made", async () => {
  publish(market);
  await hub.open("sess_1")?.waitForKeyframe();
  const { flags, tags } = await watchFor(1500);
  expect(flags).toBe(5);
  expect(tags.slice(0, 3).map((tag) => tag.type)).toEqual([18, 9, 8]);
  expect(tags[1]?.payload[1]).toBe(0);
  expect(tags[3]?.payload.subarray(0, 2)).toEqual(Buffer.of(0x17, 1));
  const film = parseFlv(market).filter(isFrame);
  for (const type of [8, 9]) {
    const sent = film.filter((tag) => tag.type === type).map((tag) => tag.payload);
    const got = tags.filter((tag) => tag.type === type && isFrame(tag));
    const from = sent.findIndex((payload) => payload.equals(got[0]?.payload ?? Buffer.alloc(0)));
    expect(got.length).toBeGreaterThan(30);
    expect(got.every((tag, index) => tag.payload.equals(sent[from + index] as Buffer))).toBe(true);
  }
  expect(steps(tags, 9).every((ms) => ms === 40)).toBe(true);
});

test("round follows round without a gap or a step back, and the headers are not repeated", async () => {
  publish(seconds(market, 0.5));
  await hub.open("sess_1")?.waitForKeyframe();
  const { tags } = await watchFor(2000);
  expect(tags.filter((tag) => tag.type === 9 && isConfig(tag)).length).toBe(1);
  expect(tags.filter((tag) => tag.payload[0] === 0x17 && isFrame(tag)).length).toBeGreaterThan(3);
  expect(Math.min(...steps(tags, 9))).toBeGreaterThan(0);
  expect(Math.max(...steps(tags, 9))).toBeLessThan(60);
  expect(Math.max(...steps(tags, 8))).toBeLessThan(60);
});

test("an encoder thrown out comes back by itself, and the viewer's time goes on", async () => {
  publish(market);
  await hub.open("sess_1")?.waitForKeyframe();
  const watching = watchFor(2500);
  await systemClock.sleep(600);
  expect(rtmp.disconnect("sess_1", "a test")).toBe(true);
  const { tags } = await watching;
  expect(events.map((event) => (event.type === "published" ? event.type : event.reason))).toEqual([
    "published",
    "kicked",
    "published",
  ]);
  expect(tags.filter((tag) => tag.type === 9 && isConfig(tag)).length).toBe(2);
  expect(Math.min(...steps(tags, 9))).toBeGreaterThan(0);
  expect(Math.max(...steps(tags, 9))).toBeLessThan(100);
});

test("stop is a clean goodbye, and a wrong key is told to the demo", async () => {
  const publisher = publish(market);
  await seen(() => events.length === 1);
  await publisher.stop();
  await seen(() => events.length === 2);
  expect(events[1]).toMatchObject({ reason: "finished" });
  const heard: string[] = [];
  const wrong = new RtmpPublisher({
    ...target(),
    key: "wrong",
    flv: market,
    onState: (_state, detail) => heard.push(detail),
  });
  wrong.start();
  await seen(() => heard.length > 0);
  await wrong.stop();
  expect(heard[0]).toContain("Denied");
});

test("HEAD tells the type, POST is refused, and a viewer who leaves is forgotten", async () => {
  const head = await respond("HEAD");
  expect(head.statusCode).toBe(200);
  expect(head.headers).toMatchObject({
    "content-type": "video/x-flv",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  expect((await respond("POST")).statusCode).toBe(405);
  publish(market);
  await hub.open("sess_1")?.waitForKeyframe();
  const response = await respond("GET");
  await once(response, "data");
  expect(hub.metrics().viewers).toBe(1);
  response.destroy();
  await seen(() => hub.metrics().viewers === 0);
});

test("the end of the session ends the answer in order", async () => {
  publish(market);
  await hub.open("sess_1")?.waitForKeyframe();
  const response = await respond("GET");
  const parts: Buffer[] = [];
  response.on("data", (part: Buffer) => parts.push(part));
  await seen(() => parts.length > 3);
  hub.close("sess_1");
  await once(response, "end");
  const whole = Buffer.concat(parts);
  const { tags } = readFlv(whole);
  expect(13 + tags.reduce((sum, tag) => sum + 15 + tag.payload.length, 0)).toBe(whole.length);
});

test("a reader who stops reading costs a bounded queue and is let go", async () => {
  await finish();
  const clock = new ManualClock(0);
  await begin(clock);
  const stream = hub.open("sess_1");
  const publisher = stream?.publish();
  if (!stream || !publisher) throw new Error("no stream");
  publisher.video(0, videoConfig);
  publisher.audio(0, audioConfig);
  publisher.video(0, picture("key"));
  publisher.flush();
  const response = await respond("GET");
  response.pause();
  const big = picture("inter", 256 * 1024);
  for (let index = 1; hub.metrics().viewer_skips === 0; index += 1) {
    expect(index).toBeLessThan(200);
    publisher.video(index * 40, index % 25 === 0 ? picture("key", 256 * 1024) : big);
    publisher.flush();
    await systemClock.sleep(2);
  }
  clock.turn(limits.hub_viewer_slow_ms_max + 1);
  publisher.video(60_000, big);
  publisher.flush();
  expect(hub.metrics()).toMatchObject({ viewers: 0, viewers_dropped_slow: 1 });
  response.destroy();
});

test.skipIf(ffmpegMissing)(
  "ffmpeg publishes and ffmpeg watches: pictures decode (skipped where ffmpeg is missing)",
  async () => {
    const input = [
      "-re",
      "-f",
      "lavfi",
      "-i",
      "testsrc2=s=320x240:r=25",
      "-f",
      "lavfi",
      "-i",
      "sine=440:r=44100",
      "-t",
      "6",
    ];
    const codec = [
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
      "-tune",
      "zerolatency",
      "-pix_fmt",
      "yuv420p",
      "-g",
      "25",
      "-c:a",
      "aac",
    ];
    const encoder = spawn("ffmpeg", [
      "-loglevel",
      "error",
      ...input,
      ...codec,
      "-f",
      "flv",
      `rtmp://127.0.0.1:${rtmpPort}/live/ffmpeg`,
    ]);
    const ended = once(encoder, "close");
    await hub.open("sess_1")?.waitForKeyframe();
    const url = `http://127.0.0.1:${httpPort}/live/sess_1.flv`;
    const probe = [
      "-v",
      "error",
      "-count_frames",
      "-show_entries",
      "stream=codec_name,nb_read_frames",
      "-of",
      "csv=p=0",
      "-read_intervals",
      "%+2",
      url,
    ];
    const { stdout, stderr } = await promisify(execFile)("ffprobe", probe);
    expect(stderr).toBe("");
    const [, videoFrames] = /h264,(\d+)/.exec(stdout) ?? [];
    const [, audioFrames] = /aac,(\d+)/.exec(stdout) ?? [];
    expect(Number(videoFrames)).toBeGreaterThan(40);
    expect(Number(audioFrames)).toBeGreaterThan(70);
    expect(await ended).toEqual([0, null]);
    await seen(() => events.length === 2);
    expect(events[1]).toMatchObject({ reason: "finished" });
    expect(hub.get("sess_1")?.stats()).toMatchObject({ width: 320, height: 240 });
  },
  20_000,
);

async function begin(clock: Clock): Promise<void> {
  events = [];
  publishers = [];
  hub = new FlvHub({ clock });
  const fail = (fields: object, message: string) => {
    throw new Error(`${message}: ${JSON.stringify(fields)}`);
  };
  rtmp = new RtmpServer({
    clock,
    random: systemRandom,
    hub,
    log: { info: () => {}, error: fail },
    onEvent: (event) => events.push(event),
    authorize: ({ app, key }) =>
      Promise.resolve(
        app === "live" && key !== "wrong" ? { ok: true, stream_id: "sess_1" } : { ok: false, code: "key_wrong" },
      ),
  });
  ({ port: rtmpPort } = await rtmp.listen("127.0.0.1", 0));
  http = createServer((request, response) => {
    const stream = hub.open("sess_1");
    if (stream !== null) serveFlv(stream, request, response);
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  httpPort = (http.address() as AddressInfo).port;
}

async function finish(): Promise<void> {
  await Promise.all(publishers.map((publisher) => publisher.stop()));
  await rtmp.close();
  hub.closeAll();
  http.closeAllConnections();
  http.close();
}

function target() {
  return { clock: systemClock, host: "127.0.0.1", port: rtmpPort, app: "live", key: "good" };
}

function publish(flv: Buffer): RtmpPublisher {
  const publisher = new RtmpPublisher({ ...target(), flv });
  publishers.push(publisher);
  publisher.start();
  return publisher;
}

async function respond(method: string): Promise<IncomingMessage> {
  const request = httpRequest({ port: httpPort, host: "127.0.0.1", path: "/live/sess_1.flv", method, agent: false });
  request.end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.on("error", () => {});
  if (method === "POST") response.resume();
  return response;
}

/** What one viewer gets within `ms`, read back tag by tag. */
async function watchFor(ms: number): Promise<ReturnType<typeof readFlv>> {
  const request = get({ port: httpPort, host: "127.0.0.1", path: "/live/sess_1.flv", agent: false });
  const [response] = (await once(request, "response")) as [IncomingMessage];
  response.on("error", () => {});
  const parts: Buffer[] = [];
  response.on("data", (part: Buffer) => parts.push(part));
  await systemClock.sleep(ms);
  response.destroy();
  return readFlv(Buffer.concat(parts));
}

/** The film's beginning. */
function seconds(flv: Buffer, length: number): Buffer {
  return buildFlv(parseFlv(flv).filter((tag) => !isFrame(tag) || tag.timestampMs < length * 1000));
}

function steps(tags: readonly { type: number; timestampMs: number; payload: Buffer }[], type: number): number[] {
  const stamps = tags.filter((tag) => tag.type === type && tag.payload[1] === 1).map((tag) => tag.timestampMs);
  return stamps.slice(1).map((ms, index) => ms - (stamps[index] ?? 0));
}

async function seen(holds: () => boolean): Promise<void> {
  const untilMs = systemClock.monotonicMs() + 5000;
  while (!holds()) {
    if (systemClock.monotonicMs() > untilMs) throw new Error(`never happened; events: ${JSON.stringify(events)}`);
    await systemClock.sleep(5);
  }
}
