import sharp from "sharp";

/** The paper behind the pictures of the README. */
const ground = "#ece6dd";
const gap_px = 12;
const radius_px = 14;

/** Several screenshots side by side in rows, rounded, as one JPEG. Each is cut to the same box from its top. */
export async function pictureSheet(
  files: readonly string[],
  box: { readonly columns: number; readonly width_px: number; readonly height_px: number },
  out: string,
): Promise<void> {
  const { columns, width_px: width, height_px: height } = box;
  const corners = Buffer.from(
    `<svg width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="${radius_px}"/></svg>`,
  );
  const parts = await Promise.all(
    files.map(async (file, at) => ({
      input: await sharp(file)
        .resize(width, height, { fit: "cover", position: "top" })
        .composite([{ input: corners, blend: "dest-in" }])
        .png()
        .toBuffer(),
      left: gap_px + (at % columns) * (width + gap_px),
      top: gap_px + Math.floor(at / columns) * (height + gap_px),
    })),
  );
  const rows = Math.ceil(files.length / columns);
  await sharp({
    create: {
      width: gap_px + columns * (width + gap_px),
      height: gap_px + rows * (height + gap_px),
      channels: 3,
      background: ground,
    },
  })
    .composite(parts)
    .jpeg({ quality: 82, mozjpeg: true })
    .toFile(out);
}
