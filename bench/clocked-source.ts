import { spawn, type ChildProcess } from "node:child_process";

/**
 * A live source with a clock in it: raw frames at 30 a second, each with the wall clock (32 bits of milliseconds and an
 * 8-bit checksum) as 40 black or white cells along its top, encoded by ffmpeg with settings as a host has them in OBS
 * (x264 zerolatency, key frame every 2 s, 2.5 Mbit/s) and published over RTMP.
 */
const width = 720;
const height = 1280;
const rate = 30;
const bar_px = 48;

export interface ClockedSource {
  stop(): void;
}

export function publishClock(url: string): ClockedSource {
  const ffmpeg = spawn("ffmpeg", encoderArguments(url), { stdio: ["pipe", "ignore", "inherit"] });
  ffmpeg.stdin.on("error", () => undefined);
  const frame = Buffer.alloc((width * height * 3) / 2, 128);
  const startMs = performance.now();
  let count = 0;
  let timer: NodeJS.Timeout;
  const tick = (): void => {
    if (ffmpeg.stdin.writableLength < frame.length * 2) {
      draw(frame, count);
      ffmpeg.stdin.write(Buffer.from(frame));
    }
    count += 1;
    timer = setTimeout(tick, Math.max(0, startMs + (count * 1000) / rate - performance.now()));
  };
  tick();
  return { stop: () => end(ffmpeg, timer) };
}

function end(ffmpeg: ChildProcess, timer: NodeJS.Timeout): void {
  clearTimeout(timer);
  ffmpeg.kill("SIGKILL");
}

function encoderArguments(url: string): string[] {
  const video = [
    "-f",
    "rawvideo",
    "-pix_fmt",
    "yuv420p",
    "-s",
    `${width}x${height}`,
    "-r",
    String(rate),
    "-i",
    "pipe:0",
  ];
  const sound = ["-re", "-f", "lavfi", "-i", "sine=frequency=330:sample_rate=48000"];
  const x264 = [
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-tune",
    "zerolatency",
    "-profile:v",
    "main",
    "-pix_fmt",
    "yuv420p",
  ];
  const shape = [
    "-b:v",
    "2500k",
    "-maxrate",
    "2500k",
    "-bufsize",
    "2500k",
    "-g",
    "60",
    "-keyint_min",
    "60",
    "-sc_threshold",
    "0",
  ];
  return [
    "-hide_banner",
    "-loglevel",
    "error",
    ...video,
    ...sound,
    "-map",
    "0:v",
    "-map",
    "1:a",
    ...x264,
    ...shape,
    "-c:a",
    "aac",
    "-b:a",
    "96k",
    "-flush_packets",
    "1",
    "-f",
    "flv",
    url,
  ];
}

/** Something that moves, so that the encoder has work, and the clock on top. */
function draw(frame: Buffer, count: number): void {
  const row = Buffer.alloc(width);
  for (let x = 0; x < width; x += 1) row[x] = 40 + ((x + count * 4) & 127);
  for (let y = bar_px; y < height; y += 1) row.copy(frame, y * width);
  const value = Date.now() % 2 ** 32;
  const bytes = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
  const bits = [...bytes, bytes.reduce((sum, byte) => sum ^ byte, 0)].flatMap((byte) =>
    Array.from({ length: 8 }, (_, bit) => (byte >>> (7 - bit)) & 1),
  );
  const bar = Buffer.alloc(width);
  for (const [cell, bit] of bits.entries())
    bar.fill(bit === 1 ? 235 : 16, (cell * width) / 40, ((cell + 1) * width) / 40);
  for (let y = 0; y < bar_px; y += 1) bar.copy(frame, y * width);
}
