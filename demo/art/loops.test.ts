import { readFileSync, statSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { isConfig, isFrame, parseFlv, roundMs } from "../flv-file.ts";
import { films } from "./films.ts";
import { filmOf } from "./index.ts";
import { shops } from "./shops.ts";

const filmBytesMax = 1_600_000;
const coverBytesMax = 60_000;

const made = shops.flatMap((shop) => shop.loop ?? []).map((slug) => ({ slug }));

describe.each(made)("the film $slug", ({ slug }) => {
  const bytes = readFileSync(new URL(`loops/${slug}.flv`, import.meta.url));
  const tags = parseFlv(bytes);
  const video = tags.filter((tag) => tag.type === 9 && isFrame(tag));
  const audio = tags.filter((tag) => tag.type === 8 && isFrame(tag));

  test("is small, AVC and AAC, with one header each", () => {
    expect(bytes.length).toBeLessThanOrEqual(filmBytesMax);
    expect(tags.filter(isConfig).map((tag) => tag.type)).toEqual([9, 8]);
    // Low half: codec 7 is AVC. High half: format 10 is AAC.
    expect(new Set(video.map((tag) => (tag.payload[0] ?? 0) & 0x0f))).toEqual(new Set([7]));
    expect(new Set(audio.map((tag) => (tag.payload[0] ?? 0) >> 4))).toEqual(new Set([10]));
  });

  test("starts with a keyframe and has one every second; nothing is shown out of order", () => {
    const keyframes = video.flatMap((tag, index) => ((tag.payload[0] ?? 0) >> 4 === 1 ? [index] : []));
    expect(keyframes).toEqual(Array.from({ length: Math.ceil(video.length / 25) }, (_, index) => index * 25));
    expect(video.every((tag) => tag.payload.readIntBE(2, 3) === 0)).toBe(true);
  });

  test("closes: picture and sound last equally long and step evenly, so the next round follows without a gap", () => {
    expect([video.length, audio.length]).toEqual([512, 882]);
    expect(video.map((tag) => tag.timestampMs)).toEqual(video.map((_, index) => index * 40));
    expect(audio[0]?.timestampMs).toBe(0);
    expect(Math.abs(roundMs(video) - roundMs(audio))).toBeLessThanOrEqual(1);
    expect(roundMs(tags)).toBe(20_480);
    const stamps = tags.filter(isFrame).map((tag) => tag.timestampMs);
    expect(stamps).toEqual(stamps.toSorted((one, other) => one - other));
  });

  test("has a cover", async () => {
    const cover = new URL(`loops/${slug}.jpg`, import.meta.url);
    expect(statSync(cover).size).toBeLessThanOrEqual(coverBytesMax);
    const { width, height } = await sharp(readFileSync(cover)).metadata();
    expect([width, height]).toEqual([720, 1280]);
  });
});

test("each film that a shop names can be made again and can be read", async () => {
  const sets = films.map((film) => film.slug);
  for (const { slug } of made) {
    expect(sets).toContain(slug);
    expect((await filmOf(slug)).flv.length).toBeGreaterThan(0);
  }
});
