/**
 * Makes market.flv, the film of the demo room. Run by us when the picture changes, never at start: needs ffmpeg with x264
 * and the fonts Noto Sans CJK and Noto Serif CJK. `node demo/loop/make-loop.ts`
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { buildFlv, isConfig, isFrame, parseFlv } from "../flv-file.ts";
import type { FlvFileTag } from "../flv-file.ts";
import { music, sampleRateHz } from "./music.ts";
import { height, scene, width } from "./scene.ts";

const framesPerSecond = 30;
/** 512 pictures last exactly as long as 735 AAC frames of 1024 samples, so that picture and sound close together. */
const pictures = 512;
const soundFrames = 735;
const samplesPerSoundFrame = 1024;
const bytesMax = 3 * 1024 * 1024;
const target = fileURLToPath(new URL("market.flv", import.meta.url));

const picture = parseFlv(await encodePictures());
const sound = parseFlv(encodeSound());
const tags = [...script(picture), ...picture.filter(isConfig), ...sound.filter(isConfig), ...interleave()];
const film = buildFlv(tags);
if (film.length > bytesMax) throw new Error(`the film has ${film.length} bytes, more than ${bytesMax}`);
writeFileSync(target, film);
process.stdout.write(`${target}: ${film.length} bytes\n`);

function script(source: readonly FlvFileTag[]): FlvFileTag[] {
  return source.filter((tag) => tag.type === 18).slice(0, 1);
}

/**
 * The pictures, and the middle one of three rounds of sound: an AAC frame leans on its neighbours, so a round taken from
 * the middle already begins as the previous one ended.
 */
function interleave(): FlvFileTag[] {
  const middle = sound.filter((tag) => tag.type === 8 && isFrame(tag)).slice(soundFrames, soundFrames * 2);
  const heard = middle.map((tag, index) => ({
    ...tag,
    timestampMs: Math.round((index * samplesPerSoundFrame * 1000) / sampleRateHz),
  }));
  return [...picture.filter((tag) => tag.type === 9 && isFrame(tag)), ...heard].toSorted(
    (one, other) => one.timestampMs - other.timestampMs || other.type - one.type,
  );
}

async function encodePictures(): Promise<Buffer> {
  const input = [
    "-f",
    "rawvideo",
    "-pix_fmt",
    "rgb24",
    "-s",
    `${width}x${height}`,
    "-r",
    String(framesPerSecond),
    "-i",
    "pipe:0",
  ];
  const codec = [
    "-c:v",
    "libx264",
    "-preset",
    "veryslow",
    "-tune",
    "zerolatency",
    "-profile:v",
    "main",
    "-level",
    "3.1",
    "-refs",
    "3",
    "-crf",
    "25",
  ];
  const groups = [
    "-g",
    String(2 * framesPerSecond),
    "-keyint_min",
    String(2 * framesPerSecond),
    "-sc_threshold",
    "0",
    "-bf",
    "0",
  ];
  const color = [
    "-vf",
    "scale=out_color_matrix=bt709",
    "-pix_fmt",
    "yuv420p",
    "-colorspace",
    "bt709",
    "-color_primaries",
    "bt709",
    "-color_trc",
    "bt709",
  ];
  const output = ["-flvflags", "no_duration_filesize", "-f", "flv", "pipe:1"];
  const encoder = spawn("ffmpeg", ["-loglevel", "error", ...input, ...codec, ...groups, ...color, ...output], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const parts: Buffer[] = [];
  encoder.stdout.on("data", (part: Buffer) => parts.push(part));
  const ended = once(encoder, "close");
  for (let index = 0; index < pictures; index += 1) {
    const raw = await sharp(Buffer.from(scene(index / pictures)))
      .removeAlpha()
      .raw()
      .toBuffer();
    if (!encoder.stdin.write(raw)) await once(encoder.stdin, "drain");
    if (index % 64 === 0) process.stdout.write(`picture ${index} of ${pictures}\n`);
  }
  encoder.stdin.end();
  await ended;
  return Buffer.concat(parts);
}

function encodeSound(): Buffer {
  const round = Buffer.from(music(soundFrames * samplesPerSoundFrame).buffer);
  const input = ["-f", "s16le", "-ar", String(sampleRateHz), "-ac", "2", "-i", "pipe:0"];
  const result = spawnSync(
    "ffmpeg",
    ["-loglevel", "error", ...input, "-c:a", "aac", "-b:a", "96k", "-f", "flv", "pipe:1"],
    {
      input: Buffer.concat([round, round, round]),
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (result.status !== 0) throw new Error(`ffmpeg failed: ${result.stderr.toString()}`);
  return result.stdout;
}
