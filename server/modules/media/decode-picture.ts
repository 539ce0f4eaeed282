import sharp, { type OutputInfo } from "sharp";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { boxOf, sniffPicture, type PictureFormat, type PictureSize } from "./picture.ts";

// Only the three decoders we ask for exist in this process, whatever a file claims to be; nothing is kept between files.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer"] });
sharp.cache(false);

export interface DecodedPicture {
  /** Of the large size, in px. */
  readonly width: number;
  readonly height: number;
  /** WebP, without anything of the upload but its pixels. */
  readonly files: Readonly<Record<PictureSize, Uint8Array>>;
}

/**
 * Decodes an upload once, turns it the way its camera was held, and encodes its pixels anew in every size. What else
 * the file carried (place, device, a page of script behind the last pixel) ends here. Of an animation the first frame.
 * Refuses `picture_too_large` (bytes, pixels) and `picture_unreadable` (another format, damaged, cut short).
 */
export async function decodePicture(bytes: Uint8Array): Promise<DecodedPicture> {
  if (bytes.byteLength > limits.picture_upload_bytes_max) {
    refuse("picture_too_large", { details: { limit: `${limits.picture_upload_bytes_max / 1024 / 1024} MB` } });
  }
  const format = sniffPicture(bytes);
  if (format === null) refuse("picture_unreadable");
  await checkHeader(bytes, format);
  const { data, info } = await readPixels(bytes);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const encode = (size: PictureSize): Promise<Buffer> =>
    sharp(data, { raw })
      .resize({ ...boxOf(size), fit: "inside", withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer();
  const [small, medium, large] = await Promise.all([encode("small"), encode("medium"), encode("large")]);
  return { width: info.width, height: info.height, files: { small, medium, large } };
}

/** Reads no pixel: a bomb is known by its header. */
async function checkHeader(bytes: Uint8Array, format: PictureFormat): Promise<void> {
  const header = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => refuse("picture_unreadable"));
  if (header.format !== format) refuse("picture_unreadable");
  if (header.width * header.height > limits.picture_pixels_max) {
    refuse("picture_too_large", { details: { limit: `${limits.picture_pixels_max / 1_000_000} MP` } });
  }
}

async function readPixels(bytes: Uint8Array): Promise<{ data: Buffer; info: OutputInfo }> {
  try {
    return await sharp(bytes, {
      failOn: "error",
      limitInputPixels: limits.picture_pixels_max,
      sequentialRead: true,
      autoOrient: true,
    })
      .timeout({ seconds: limits.picture_decode_s_max })
      .resize({ ...boxOf("large"), fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .raw()
      .toBuffer({ resolveWithObject: true });
  } catch {
    // The bytes are a stranger's: whatever the decoder finds wrong with them is theirs.
    refuse("picture_unreadable");
  }
}
