import { deflateSync, crc32 } from "node:zlib";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { limits } from "../../kernel/limits.ts";
import { codeOf } from "../../../tests/kit/call-route.ts";
import { decodePicture } from "./decode-picture.ts";
import { pictureSizes } from "./picture.ts";

const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 40, b: 40 } } });
/** Pixels that do not compress away, so that half a file is half a picture. */
const noisy = (width: number, height: number) => {
  let state = 1;
  const pixels = Buffer.from(
    Array.from({ length: width * height * 3 }, () => (state = (state * 16807) % 2147483647) & 0xff),
  );
  return sharp(pixels, { raw: { width, height, channels: 3 } });
};
const sizeOf = async (bytes: Uint8Array) => {
  const { width, height, format } = await sharp(bytes).metadata();
  return { width, height, format };
};

describe("a picture", () => {
  it.each(["jpeg", "png", "webp"] as const)("in %s becomes WebP in three widths", async (format) => {
    const decoded = await decodePicture(await plain(2000, 1000).toFormat(format).toBuffer());
    expect({ width: decoded.width, height: decoded.height }).toEqual({ width: 1600, height: 800 });
    expect(await sizeOf(decoded.files.small)).toEqual({ width: 160, height: 80, format: "webp" });
    expect(await sizeOf(decoded.files.medium)).toEqual({ width: 640, height: 320, format: "webp" });
    expect(await sizeOf(decoded.files.large)).toEqual({ width: 1600, height: 800, format: "webp" });
  });

  it("is never enlarged, and a very tall one fits", async () => {
    expect(await sizeOf((await decodePicture(await plain(20, 10).png().toBuffer())).files.large)).toMatchObject({
      width: 20,
      height: 10,
    });
    const tall = await decodePicture(await plain(100, 20_000).png().toBuffer());
    expect(tall.height).toBe(6400);
    expect((await sizeOf(tall.files.small)).height).toBeLessThanOrEqual(640);
  });

  it("keeps what is see-through, grey or of 16 bits", async () => {
    const clear = await sharp({
      create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    expect((await sharp((await decodePicture(clear)).files.large).stats()).isOpaque).toBe(false);
    expect((await decodePicture(await plain(8, 8).greyscale().jpeg().toBuffer())).width).toBe(8);
    expect((await decodePicture(await plain(8, 8).toColourspace("rgb16").png().toBuffer())).width).toBe(8);
  });

  it("is turned the way the camera was held, and says no more about the camera", async () => {
    const exif = { IFD0: { Make: "SecretCamera", Artist: "Zhang San" }, IFD3: { GPSLatitude: "31/1 14/1 0/1" } };
    const upload = await plain(300, 200).withMetadata({ orientation: 6 }).withExifMerge(exif).jpeg().toBuffer();
    expect(upload.includes("SecretCamera")).toBe(true);
    const decoded = await decodePicture(upload);
    expect({ width: decoded.width, height: decoded.height }).toEqual({ width: 200, height: 300 });
    for (const size of pictureSizes) {
      const kept = await sharp(decoded.files[size]).metadata();
      expect(kept.exif ?? kept.xmp ?? kept.iptc ?? kept.orientation).toBeUndefined();
      expect(Buffer.from(decoded.files[size]).includes("SecretCamera")).toBe(false);
    }
  });

  it("leaves behind whatever else its file was (a polyglot)", async () => {
    const script = "<script>alert(document.cookie)</script>";
    const upload = Buffer.concat([await plain(40, 40).jpeg().toBuffer(), Buffer.from(script)]);
    const decoded = await decodePicture(upload);
    for (const size of pictureSizes) expect(Buffer.from(decoded.files[size]).includes("script")).toBe(false);
  });
});

describe("refused", () => {
  it("what is not a picture of ours", async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>`;
    const gif = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
    const others = [
      Buffer.alloc(0),
      Buffer.from("hello"),
      Buffer.from(svg),
      gif,
      Buffer.from("%PDF-1.7\n"),
      Buffer.from("II*\0\x08\0\0\0", "latin1"),
    ];
    for (const bytes of others) expect(await codeOf(decodePicture(bytes))).toBe("picture_unreadable");
  });

  it("a file that begins like one picture and is another", async () => {
    const png = await plain(9, 9).png().toBuffer();
    const jpeg = await plain(9, 9).jpeg().toBuffer();
    expect(await codeOf(decodePicture(Buffer.concat([jpeg.subarray(0, 4), png])))).toBe("picture_unreadable");
    expect(await codeOf(decodePicture(Buffer.concat([png.subarray(0, 8), jpeg])))).toBe("picture_unreadable");
    expect(await codeOf(decodePicture(Buffer.concat([Buffer.from("GIF89a"), jpeg])))).toBe("picture_unreadable");
  });

  it.each(["jpeg", "png", "webp"] as const)("a %s cut short", async (format) => {
    const whole = await noisy(120, 120).toFormat(format).toBuffer();
    for (const share of [0.1, 0.5, 0.9])
      expect(await codeOf(decodePicture(whole.subarray(0, Math.floor(whole.length * share))))).toBe(
        "picture_unreadable",
      );
  });

  it("a bomb, by its header and before its pixels", async () => {
    const bomb = pngOf(50_000, 50_000);
    expect(bomb.byteLength).toBeLessThan(1000);
    expect(await codeOf(decodePicture(bomb))).toBe("picture_too_large");
  });

  it("more bytes than the limit", async () => {
    const long = Buffer.concat([await plain(9, 9).jpeg().toBuffer(), Buffer.alloc(limits.picture_upload_bytes_max)]);
    expect(await codeOf(decodePicture(long))).toBe("picture_too_large");
  });
});

it("whatever is broken in a file, the answer is a picture or a refusal", async () => {
  const wholes = await Promise.all(
    (["jpeg", "png", "webp"] as const).map((format) => noisy(24, 24).toFormat(format).toBuffer()),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.nat(2),
      fc.array(fc.tuple(fc.nat(4000), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      async (which, changes) => {
        const bytes = Buffer.from(wholes[which] ?? "");
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        expect(["accepted", "picture_unreadable", "picture_too_large"]).toContain(await codeOf(decodePicture(bytes)));
      },
    ),
    { numRuns: 150 },
  );
});

/** A PNG whose header promises this many px, with a few bytes of content. */
function pngOf(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(2000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}
