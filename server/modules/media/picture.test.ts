import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Picture } from "../../../contract/media.ts";
import { boxOf, objectKeyOf, objectKeyOfPath, pictureSizes, sniffPicture, wirePicture } from "./picture.ts";

const id = "pic_01kas0000000000000000000zz";

describe("what the first bytes say", () => {
  it("knows the three formats and nothing else", () => {
    expect(sniffPicture(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("jpeg");
    expect(sniffPicture(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe("png");
    expect(sniffPicture(Buffer.from("RIFF\x10\0\0\0WEBPVP8 ", "latin1"))).toBe("webp");
    for (const other of ["GIF89a", "<svg xmlns=", "%PDF-1.7", "RIFF\x10\0\0\0AVI ", "<!doctype html>", "BM", ""]) {
      expect(sniffPicture(Buffer.from(other, "latin1"))).toBeNull();
    }
  });

  it("never fails, however short or wild the bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 16 }), (bytes) => {
        expect([null, "jpeg", "png", "webp"]).toContain(sniffPicture(bytes));
      }),
    );
  });
});

describe("addresses", () => {
  it("lead back to the object they were made of", () => {
    for (const size of pictureSizes) expect(objectKeyOfPath(`${id}/${size}.webp`)).toBe(objectKeyOf(id, size));
  });

  it("name nothing but pictures", () => {
    for (const path of [
      "",
      "../secret",
      `${id}/../small.webp`,
      `${id}/huge.webp`,
      `${id}/small.png`,
      `${id}/small.webp/`,
      `/${id}/small.webp`,
      `${id.toUpperCase()}/small.webp`,
      `${id}/small.webp\n`,
    ]) {
      expect(objectKeyOfPath(path)).toBeNull();
    }
    fc.assert(fc.property(fc.string(), (path) => objectKeyOfPath(path) === null));
  });

  it("stand in the picture as the contract says", () => {
    expect(Picture.parse(wirePicture({ id, width: 3, height: 4 })).urls.medium).toBe(`/pictures/${id}/medium.webp`);
  });
});

it("every size fits a box of its own width", () => {
  expect(pictureSizes.map((size) => boxOf(size).width)).toEqual([160, 640, 1600]);
});
