/**
 * What a viewer costs: N plain HTTP readers of one live stream through our hub, beside N bare sockets that are written the
 * same bytes. Server and floor each run in a process of their own; readers in a third. `node bench/media.ts [readers=500]`
 */
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { serveFlv } from "../server/edge/http-flv.ts";
import { systemClock as clock } from "../server/kernel/clock.ts";
import { FlvHub } from "../server/modules/media/index.ts";
import { audioConfig, picture, sound, videoConfig } from "../server/modules/media/flv/media-samples.ts";

const framesPerSecond = 30;
const frameBytes = 10_400; // 2.5 Mbit/s
const warmupMs = 2000;
const measureMs = 8000;
const asked = process.argv.slice(2);
const [role = "lead", count = "500"] = /^[a-z]/.test(asked[0] ?? "") ? asked : ["lead", asked[0]];
const readers = Number(count);
/** All readers throw their bytes into the same place. */
const shared = Buffer.alloc(256 * 1024);

interface Usage {
  readonly cpu_ms: number;
  readonly rss_mb: number;
}

if (role === "hub") await serve(hubServer());
else if (role === "floor") await serve(floorServer());
else if (role === "readers") read(Number(process.argv[4]));
else await lead();

async function lead(): Promise<void> {
  const floor = await measure("floor");
  const hub = await measure("hub");
  const result = {
    bench: "media",
    readers,
    kbps_per_reader: hub.kbps,
    hub_core_share: round(hub.coreShare),
    floor_core_share: round(floor.coreShare),
    hub_to_floor_cpu: round(hub.coreShare / floor.coreShare),
    hub_rss_mb: Math.round(hub.rssMb),
    floor_rss_mb: Math.round(floor.rssMb),
    hub_delivered_share: round(hub.kbps / hub.expectedKbps),
    floor_delivered_share: round(floor.kbps / floor.expectedKbps),
  };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

/** CPU of the serving process over the measured time, as a share of one core, and what the readers got. */
async function measure(kind: "hub" | "floor") {
  const server = fork(import.meta.filename, [kind, count]);
  const { port } = await answerOf<{ port: number }>(server);
  const swarm = fork(import.meta.filename, ["readers", count, String(port)]);
  await clock.sleep(warmupMs);
  const [before, bytesBefore] = [await ask<Usage>(server), await ask<{ bytes: number }>(swarm)];
  const startedMs = clock.monotonicMs();
  await clock.sleep(measureMs);
  const [after, bytesAfter] = [await ask<Usage>(server), await ask<{ bytes: number }>(swarm)];
  const tookMs = clock.monotonicMs() - startedMs;
  server.kill();
  swarm.kill();
  return {
    coreShare: (after.cpu_ms - before.cpu_ms) / tookMs,
    rssMb: after.rss_mb,
    kbps: Math.round(((bytesAfter.bytes - bytesBefore.bytes) * 8) / tookMs / readers),
    expectedKbps: ((frameBytes + 24) * framesPerSecond + 43 * 217) * 0.008,
  };
}

async function ask<Answer>(child: ChildProcess): Promise<Answer> {
  const answer = answerOf<Answer>(child);
  child.send("?");
  return answer;
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const [answer] = (await once(child, "message")) as [Answer];
  return answer;
}

/** Opens the port, tells it, and answers each question with this process's usage. */
async function serve(server: Server): Promise<void> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send?.({ port: (server.address() as AddressInfo).port });
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpu_ms: (user + system) / 1000, rss_mb: process.memoryUsage.rss() / 1024 / 1024 });
  });
}

function hubServer(): Server {
  const stream = new FlvHub({ clock }).open("sess_bench");
  const publisher = stream?.publish();
  if (!stream || !publisher) throw new Error("the hub is full");
  publisher.video(0, videoConfig);
  publisher.audio(0, audioConfig);
  let soundMs = 0;
  everyFrame((index) => {
    const atMs = (index * 1000) / framesPerSecond;
    publisher.video(Math.round(atMs), picture(index % 60 === 0 ? "key" : "inter", frameBytes));
    for (; soundMs <= atMs; soundMs += 1000 / 43) publisher.audio(Math.round(soundMs), sound(200));
    publisher.flush();
  });
  return createHttpServer((request, response) => serveFlv(stream, request, response));
}

function floorServer(): Server {
  const sockets = new Set<Socket>();
  const bytes = Buffer.alloc(frameBytes + 24 + Math.round((43 * 217) / framesPerSecond), 7);
  everyFrame(() => {
    for (const socket of sockets) socket.write(bytes);
  });
  return createServer({ noDelay: true }, (socket) => {
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.once("data", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      sockets.add(socket);
    });
  });
}

function everyFrame(act: (index: number) => void): void {
  const startedMs = clock.monotonicMs();
  let index = 0;
  const next = () => {
    act(index);
    index += 1;
    clock.after(Math.max(0, startedMs + (index * 1000) / framesPerSecond - clock.monotonicMs()), next);
  };
  next();
}

function read(port: number): void {
  let bytes = 0;
  for (let index = 0; index < readers; index += 1) {
    const socket = connect({
      port,
      host: "127.0.0.1",
      onread: { buffer: shared, callback: (count) => ((bytes += count), true) },
    });
    socket.on("error", () => {});
    socket.write("GET /live/sess_bench.flv HTTP/1.1\r\nHost: x\r\n\r\n");
  }
  process.on("message", () => process.send?.({ bytes }));
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
