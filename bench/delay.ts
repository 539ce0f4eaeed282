import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { trainingAnswers, trainingVersion } from "../contract/law.ts";
import { openBrowser, openDevice } from "../tests/kit/browser.ts";
import { newHost, openShop, until } from "../tests/kit/market.ts";
import { spawnServer, type ServerProcess } from "../tests/kit/process.ts";
import { publishClock } from "./clocked-source.ts";

/**
 * From glass to glass: a picture that carries the wall clock goes through ffmpeg, the unmodified server's RTMP and FLV and
 * the room's page in Chromium, where it is read back from the screen's pixels. Source and viewer share one clock. Joining
 * is from opening the room's page to its first frame.
 */
const watch_ms = 12_000;
const settle_ms = 3_000;

export async function benchDelay(): Promise<Record<string, unknown>> {
  const directory = await mkdtemp(join(tmpdir(), "laotie-delay-"));
  await chmod(directory, 0o755);
  const server = await spawnServer({ DATA_DIR: directory });
  const browser = await openBrowser();
  try {
    const { roomId, stop } = await goOnAir(server);
    const device = await openDevice(browser, { url: server.url, size: "phone", locale: "en" });
    const page = await device.newPage();
    const openedMs = performance.now();
    await page.goto(`${server.url}/rooms/${roomId}`, { waitUntil: "commit" });
    await page.waitForFunction(
      () => (document.querySelector("video")?.getVideoPlaybackQuality().totalVideoFrames ?? 0) > 0,
      null,
      { polling: 20, timeout: 30_000 },
    );
    const joinMs = Math.round(performance.now() - openedMs);
    const delays = await readClock(page);
    stop();
    const at = (share: number): number =>
      Math.round(delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? 0);
    process.stdout.write(
      `page to first frame ${joinMs} ms; glass to glass p50 ${at(0.5)} ms, p95 ${at(0.95)} ms over ${delays.length} frames (floor: one frame, 33 ms)\n`,
    );
    return { bench: "delay", join_ms: joinMs, delay_p50_ms: at(0.5), delay_p95_ms: at(0.95), frames: delays.length };
  } finally {
    await browser.close();
    await server.kill("SIGTERM");
    await rm(directory, { recursive: true, force: true });
  }
}

async function goOnAir(server: ServerProcess): Promise<{ roomId: string; stop: () => void }> {
  const host = await newHost(server);
  const { call } = host;
  const { shop, product } = await openShop(host);
  await call("acknowledgeTraining", { body: { version: trainingVersion, answers: trainingAnswers } });
  const { secret } = await call("rotateStreamKey");
  const source = publishClock(`rtmp://127.0.0.1:${server.rtmp_port}/live/${secret ?? ""}`);
  const session = await call("createSession", {
    body: { title: "A clock", broadcast: "self", shop_id: shop.id, product_ids: [product.id] },
  });
  await until(async () => (await call("getStudio")).encoder.connected);
  await call("startSession", { params: { session_id: session.id } });
  return { roomId: session.room_id, stop: () => source.stop() };
}

/** Delays in ms, sorted, read from the bar at the top of each presented frame. */
async function readClock(page: Page): Promise<readonly number[]> {
  await page.waitForTimeout(settle_ms);
  const delays = await page.evaluate(
    (forMs) =>
      new Promise<number[]>((resolve) => {
        const video = document.querySelector("video");
        const context = Object.assign(document.createElement("canvas"), { width: 640, height: 24 }).getContext("2d", {
          willReadFrequently: true,
        });
        if (video === null || context === null) return resolve([]);
        const found: number[] = [];
        const endMs = performance.now() + forMs;
        const read = (): void => {
          context.drawImage(video, 0, 0, video.videoWidth, 48, 0, 0, 640, 24);
          const now = performance.timeOrigin + performance.now();
          const pixels = context.getImageData(0, 12, 640, 1).data;
          const bytes = Array.from({ length: 5 }, (_, byte) =>
            Array.from(
              { length: 8 },
              (__, bit) => ((pixels[((byte * 8 + bit) * 16 + 8) * 4 + 1] ?? 0) > 128 ? 1 : 0) as number,
            ).reduce((sum, bit) => sum * 2 + bit, 0),
          );
          const value = bytes.slice(0, 4).reduce((sum, byte) => sum * 256 + byte, 0);
          if (bytes.slice(0, 4).reduce((sum, byte) => sum ^ byte, 0) === bytes[4]) found.push((now % 2 ** 32) - value);
          if (performance.now() > endMs) resolve(found);
          else video.requestVideoFrameCallback(read);
        };
        video.requestVideoFrameCallback(read);
      }),
    watch_ms,
  );
  return delays.toSorted((a, b) => a - b);
}
