/**
 * Makes the films of the demo rooms: loops/<slug>.flv and the cover loops/<slug>.jpg. Run by us when a picture changes, never
 * at start: needs ffmpeg with x264 and the fonts Noto Sans CJK and Noto Serif CJK.
 * `node demo/art/make-loops.ts [--twos] [slug …]`, all of them without a slug.
 */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { buildFlv, isConfig, isFrame, parseFlv } from "../flv-file.ts";
import type { FlvFileTag } from "../flv-file.ts";
import { filmFrame, filmHeight, filmWidth, type FilmSet } from "./film.ts";
import { films } from "./films.ts";
import { sheet } from "./paint.ts";
import { music, sampleRateHz } from "./music.ts";

const framesPerSecond = 25;
/** 512 pictures last exactly as long as 882 AAC frames of 1024 samples, so that picture and sound close together. */
const pictures = 512;
const soundFrames = 882;
const samplesPerSoundFrame = 1024;
/** Pictures drawn at the same time. */
const atOnce = 4;
const filmBytesMax = 1_600_000;
const coverBytesMax = 60_000;
/** The moment of the cover: the host shows the first product. */
const coverAt = 0.385;

/** Each drawing held for two pictures, as cartoons are shot: half the work, for a busy machine. */
const held = process.argv.includes("--twos") ? 2 : 1;
const wanted = process.argv.slice(2).filter((word) => word !== "--twos");
for (const [index, set] of films.entries()) {
  if (wanted.length === 0 || wanted.includes(set.slug)) await make(set, index);
}

async function make(set: FilmSet, index: number): Promise<void> {
  const picture = parseFlv(await encodePictures(set));
  const sound = parseFlv(encodeSound(index));
  const frames = interleave(picture, sound);
  const film = buildFlv([...script(picture), ...picture.filter(isConfig), ...sound.filter(isConfig), ...frames]);
  write(`loops/${set.slug}.flv`, film, filmBytesMax);
  const cover = await sharp(Buffer.from(filmFrame(set, coverAt, false)))
    .jpeg({ quality: 62, mozjpeg: true })
    .toBuffer();
  write(`loops/${set.slug}.jpg`, cover, coverBytesMax);
}

function write(path: string, bytes: Buffer, bytesMax: number): void {
  if (bytes.length > bytesMax) throw new Error(`${path} has ${bytes.length} bytes, more than ${bytesMax}`);
  writeFileSync(fileURLToPath(new URL(path, import.meta.url)), bytes);
  process.stdout.write(`${path}: ${bytes.length} bytes\n`);
}

function script(source: readonly FlvFileTag[]): FlvFileTag[] {
  return source.filter((tag) => tag.type === 18).slice(0, 1);
}

/**
 * The pictures, and the middle one of three rounds of sound: an AAC frame leans on its neighbours, so a round taken from
 * the middle already begins as the previous one ended.
 */
function interleave(picture: readonly FlvFileTag[], sound: readonly FlvFileTag[]): FlvFileTag[] {
  const middle = sound.filter((tag) => tag.type === 8 && isFrame(tag)).slice(soundFrames, soundFrames * 2);
  const heard = middle.map((tag, index) => ({
    ...tag,
    timestampMs: Math.round((index * samplesPerSoundFrame * 1000) / sampleRateHz),
  }));
  return [...picture.filter((tag) => tag.type === 9 && isFrame(tag)), ...heard].toSorted(
    (one, other) => one.timestampMs - other.timestampMs || other.type - one.type,
  );
}

/** A table that does not move is painted once; fruit with pores is most of a picture's work. */
async function withPaintedTable(set: FilmSet): Promise<FilmSet> {
  const drawing = set.table(0);
  if ([0.13, 0.31, 0.77].some((t) => set.table(t) !== drawing)) return set;
  const painted = await sharp(Buffer.from(sheet(filmWidth, filmHeight, drawing)))
    .png()
    .toBuffer();
  const image = `<image width="${filmWidth}" height="${filmHeight}" href="data:image/png;base64,${painted.toString("base64")}"/>`;
  return { ...set, table: () => image };
}

async function encodePictures(set: FilmSet): Promise<Buffer> {
  const input = [
    "-f",
    "rawvideo",
    "-pix_fmt",
    "rgb24",
    "-s",
    `${filmWidth}x${filmHeight}`,
    "-r",
    String(framesPerSecond),
    "-i",
    "pipe:0",
  ];
  const codec = [
    "-c:v",
    "libx264",
    "-preset",
    "slower",
    "-tune",
    "zerolatency",
    "-profile:v",
    "main",
    "-level",
    "3.1",
    "-refs",
    "3",
    "-crf",
    "26",
    "-maxrate",
    "480k",
    "-bufsize",
    "960k",
  ];
  const groups = [
    "-g",
    String(framesPerSecond),
    "-keyint_min",
    String(framesPerSecond),
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
  const quick = await withPaintedTable(set);
  const parts: Buffer[] = [];
  encoder.stdout.on("data", (part: Buffer) => parts.push(part));
  const ended = once(encoder, "close");
  const draw = (index: number): Promise<Buffer> =>
    sharp(Buffer.from(filmFrame(quick, (index % pictures) / pictures)))
      .removeAlpha()
      .raw()
      .toBuffer();
  const ahead = Array.from({ length: atOnce }, (_, index) => draw(index * held));
  let last: Buffer = Buffer.alloc(0);
  for (let index = 0; index < pictures; index += 1) {
    if (index % held === 0) ahead.push(draw(index + atOnce * held));
    const raw: Buffer = index % held === 0 ? await (ahead.shift() as Promise<Buffer>) : last;
    last = raw;
    if (!encoder.stdin.write(raw)) await once(encoder.stdin, "drain");
  }
  encoder.stdin.end();
  await ended;
  return Buffer.concat(parts);
}

function encodeSound(index: number): Buffer {
  const semitones = [0, -3, -5, 2, 4, -1, -7][index % 7] ?? 0;
  const round = Buffer.from(music(soundFrames * samplesPerSoundFrame, semitones, index).buffer);
  const input = ["-f", "s16le", "-ar", String(sampleRateHz), "-ac", "2", "-i", "pipe:0"];
  const result = spawnSync(
    "ffmpeg",
    ["-loglevel", "error", ...input, "-c:a", "aac", "-b:a", "64k", "-f", "flv", "pipe:1"],
    {
      input: Buffer.concat([round, round, round]),
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (result.status !== 0) throw new Error(`ffmpeg failed: ${result.stderr.toString()}`);
  return result.stdout;
}
