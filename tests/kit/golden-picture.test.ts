import sharp from "sharp";
import { expect, it } from "vitest";
import { differs } from "./golden-picture.ts";

const page = (background: string, spot_px = 0): Promise<Buffer> =>
  sharp({ create: { width: 200, height: 100, channels: 3, background } })
    .composite(
      spot_px === 0
        ? []
        : [
            {
              input: { create: { width: spot_px, height: spot_px, channels: 3, background: "#000" } },
              top: 9,
              left: 9,
            },
          ],
    )
    .png()
    .toBuffer();

it("takes pictures for the same where no eye would see a difference", async () => {
  expect(await differs(await page("#faf7f2"), await page("#fbf7f2"))).toBeNull();
  expect(await differs(await page("#faf7f2"), await page("#faf7f2", 9))).toBeNull();
});

it("sees another size, another color and a missing button", async () => {
  const other = await sharp(await page("#faf7f2"))
    .resize(100, 100)
    .png()
    .toBuffer();
  expect((await differs(await page("#faf7f2"), other))?.words).toContain("100x100");
  expect(await differs(await page("#faf7f2"), await page("#131110"))).not.toBeNull();
  const button = await differs(await page("#faf7f2"), await page("#faf7f2", 16));
  expect(button?.words).toContain("1.28 %");
  expect(button?.picture).not.toBeNull();
});

it("sees what is a small part of a desktop, but all of its own place", async () => {
  const desktop = async (button: string): Promise<Buffer> =>
    sharp({ create: { width: 1440, height: 900, channels: 3, background: "#faf7f2" } })
      .composite([
        { input: { create: { width: 96, height: 36, channels: 3, background: button } }, top: 70, left: 1201 },
      ])
      .png()
      .toBuffer();
  // 0.27 % of the page: less than the fonts of two machines may differ by.
  expect((await differs(await desktop("#1b1917"), await desktop("#faf7f2")))?.words).toContain(
    "81.25 % of those at 1216,64",
  );
  expect(await differs(await desktop("#f3ede4"), await desktop("#faf7f2"))).not.toBeNull();
  expect(await differs(await desktop("#1b1917"), await desktop("#e5431f"))).not.toBeNull();
  expect(await differs(await desktop("#1b1917"), await desktop("#1d1a19"))).toBeNull();
});
