import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import pixelmatch from "pixelmatch";
import type { Page } from "playwright-core";
import sharp from "sharp";
import { expect } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const golden = join(root, "tests", "browser", "golden");
/** Where a failed comparison leaves what it saw; never committed. */
const seen = join(process.env["ARTIFACTS_DIR"] ?? join(root, "screenshots"), "golden-failed");

/** How far a pixel's color may be off, from 0 to 1: fonts are smoothed a little differently on each machine. */
const pixel_tolerance = 0.2;
/** How large a share of all pixels may differ. */
const share_max = 0.005;
/**
 * How large a share of any one patch may differ, and how wide a patch is: a button that is gone is a small part of a
 * desktop's page and all of the place where it stood. Here a color may be off by less than a quiet button is from paper.
 */
const patch_share_max = 0.25;
const patch_tolerance = 0.03;
const patch_px = 32;

/** What is never twice the same: clocks, and whatever a page marks as such. */
const moving = "time, [data-varies]";
/** A film fills its room: painted over, it would hide what floats on it. What lies below it is its cover. */
const still = "video, canvas { visibility: hidden !important }";

interface Raw {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * What is on screen, to be compared: animations stand still, films are away, what varies is painted over.
 * One pixel per CSS pixel and 256 colors: a page costs 10 to 60 kB.
 */
export async function takePicture(page: Page, mask: readonly string[] = []): Promise<Buffer> {
  await page.waitForFunction(() =>
    [...document.images].every(
      (image) => image.complete || image.loading === "lazy" || image.getBoundingClientRect().top > innerHeight,
    ),
  );
  await page.evaluate(async () => {
    await document.fonts.ready;
    const inSight = [...document.images].filter(({ complete }) => complete);
    await Promise.all(inSight.map((image) => image.decode().catch(() => undefined)));
  });
  const taken = await page.screenshot({
    animations: "disabled",
    caret: "hide",
    scale: "css",
    style: still,
    mask: [moving, ...mask].map((selector) => page.locator(selector)),
    maskColor: "#8f877c",
  });
  return sharp(taken).png({ palette: true, colours: 256, dither: 0, effort: 8 }).toBuffer();
}

/**
 * Compares what is on screen with `tests/browser/golden/<name>.png`.
 * A difference fails, naming the files in which to look at it; `UPDATE_GOLDEN=1 npm test` takes it.
 */
export async function matchPicture(
  page: Page,
  name: string,
  options: { readonly mask?: readonly string[] } = {},
): Promise<void> {
  const actual = await takePicture(page, options.mask);
  const file = join(golden, `${name}.png`);
  if (process.env["UPDATE_GOLDEN"] === "1") {
    await mkdir(dirname(file), { recursive: true });
    // What is the same within the tolerance stays as it was: no noise in the history.
    if (existsSync(file) && (await differs(await readFile(file), actual)) === null) return;
    await writeFile(file, actual);
    return;
  }
  const hint = "if the change is meant: UPDATE_GOLDEN=1 npm test";
  if (!existsSync(file)) expect.fail(`the golden picture ${relative(root, file)} does not exist; ${hint}`);
  const difference = await differs(await readFile(file), actual);
  if (difference === null) return;
  await mkdir(seen, { recursive: true });
  await writeFile(join(seen, `${name}.actual.png`), actual);
  if (difference.picture !== null) await writeFile(join(seen, `${name}.diff.png`), difference.picture);
  expect.fail(`${relative(root, file)} differs: ${difference.words}; see ${join(seen, `${name}.*.png`)}; ${hint}`);
}

/** Null where the pictures are the same to an eye. */
export async function differs(
  wanted: Buffer,
  actual: Buffer,
): Promise<{ readonly words: string; readonly picture: Buffer | null } | null> {
  const [a, b] = await Promise.all([rawOf(wanted), rawOf(actual)]);
  if (a.width !== b.width || a.height !== b.height)
    return { words: `it is ${b.width}x${b.height} and was ${a.width}x${a.height}`, picture: null };
  const drawn = new Uint8Array(a.pixels.length);
  const count = (threshold: number): number => pixelmatch(a.pixels, b.pixels, drawn, a.width, a.height, { threshold });
  const share = count(pixel_tolerance) / (a.width * a.height);
  count(patch_tolerance);
  const patch = worstPatch(drawn, a.width, a.height);
  if (share <= share_max && patch.share <= patch_share_max) return null;
  const raw = { width: a.width, height: a.height, channels: 4 } as const;
  return {
    words:
      `${percent(share)} of its pixels, allowed are ${percent(share_max)}; ` +
      `${percent(patch.share)} of those at ${patch.x},${patch.y}, allowed are ${percent(patch_share_max)}`,
    picture: await sharp(drawn, { raw }).png().toBuffer(),
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;

/** The patch that differs most; patches overlap by half, so that nothing hides on a border. */
function worstPatch(drawn: Uint8Array, width: number, height: number): { share: number; x: number; y: number } {
  const worst = { share: 0, x: 0, y: 0 };
  for (let top = 0; top < height; top += patch_px / 2) {
    for (let left = 0; left < width; left += patch_px / 2) {
      let count = 0;
      for (let y = top; y < Math.min(top + patch_px, height); y += 1)
        for (let x = left; x < Math.min(left + patch_px, width); x += 1)
          if (isDifferent(drawn, (y * width + x) * 4)) count += 1;
      const share = count / patch_px ** 2;
      if (share > worst.share) Object.assign(worst, { share, x: left, y: top });
    }
  }
  return worst;
}

/** pixelmatch draws what differs red, what is merely smoothed otherwise yellow, the rest grey. */
const isDifferent = (drawn: Uint8Array, at: number): boolean => drawn[at] === 255 && drawn[at + 1] === 0;

async function rawOf(png: Buffer): Promise<Raw> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: new Uint8Array(data) };
}
