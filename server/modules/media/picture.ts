import type { Picture } from "../../../contract/media.ts";
import { limits } from "../../kernel/limits.ts";
import type { PictureRow } from "./tables.ts";

/** The formats we take. SVG and GIF are not among them: one runs code, the other hides a film behind a few bytes. */
export type PictureFormat = "jpeg" | "png" | "webp";

/** The widths every picture is kept in; nothing is ever enlarged. */
export const pictureWidths = { small: 160, medium: 640, large: limits.picture_side_px_max } as const;
export type PictureSize = keyof typeof pictureWidths;
export const pictureSizes: readonly PictureSize[] = ["small", "medium", "large"];

/** What the first bytes say the file is; null where they name none of ours. A name or a content type proves nothing. */
export function sniffPicture(bytes: Uint8Array): PictureFormat | null {
  const starts = (at: number, ...values: number[]): boolean =>
    values.every((value, index) => bytes[at + index] === value);
  if (starts(0, 0xff, 0xd8, 0xff)) return "jpeg";
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return "png";
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return "webp";
  return null;
}

/** The box a size fits into, in px: as wide as its width, and tall pictures (detail pages) up to four times that. */
export function boxOf(size: PictureSize): { width: number; height: number } {
  const width = pictureWidths[size];
  return { width, height: width * limits.picture_height_per_width_max };
}

/** Where the bytes are kept in `ctx.objects`. */
export function objectKeyOf(id: string, size: PictureSize): string {
  return `pictures/${id}/${size}.webp`;
}

/** `<id>/<size>.webp` as it stands in an address → the object's key; null where it is no such thing. */
export function objectKeyOfPath(path: string): string | null {
  const match = /^(pic_[0-9a-hjkmnp-tv-z]{26})\/(small|medium|large)\.webp$/.exec(path);
  return match === null ? null : `pictures/${match[0]}`;
}

/** Addresses are relative, so that pages kept with old orders outlive a change of domain. */
export function wirePicture(row: Pick<PictureRow, "id" | "width" | "height">): Picture {
  const url = (size: PictureSize): string => `/pictures/${row.id}/${size}.webp`;
  return {
    id: row.id,
    object: "picture",
    width: row.width,
    height: row.height,
    urls: { small: url("small"), medium: url("medium"), large: url("large") },
  };
}
