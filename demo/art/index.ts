/** The pictures of the demo market, drawn when they are needed. `shops.ts` says which there are. */
import sharp from "sharp";
import { readFile } from "node:fs/promises";
import { banner, logo, portrait } from "./emblem.ts";
import { looks } from "./looks.ts";
import { picture, type Room } from "./picture.ts";
import { benchProps } from "./props/bench.ts";
import { clay } from "./props/clay.ts";
import { farm } from "./props/farm.ts";
import { garden, pets } from "./props/garden.ts";
import { hearth } from "./props/hearth.ts";
import { loomProps } from "./props/loom.ts";
import type { Prop } from "./props/prop.ts";
import { study } from "./props/study.ts";
import { soap, sweet } from "./props/sweet.ts";
import { trailProps } from "./props/trail.ts";
import { shops, type ArtShop } from "./shops.ts";

const props: Readonly<Record<string, Prop>> = {
  ...farm,
  ...clay,
  ...trailProps,
  ...benchProps,
  ...hearth,
  ...loomProps,
  ...sweet,
  ...study,
  ...garden,
  ...pets,
  ...soap,
};

/** Wall and table by shop: people know a shop by its light. */
const rooms: Readonly<Record<string, Room>> = {
  orchard: { wall: "ecd3ab", table: "9a6638", surface: "wood" },
  tea: { wall: "dfe0cc", table: "8d7a58", surface: "wood" },
  ceramics: { wall: "e6ded0", table: "c9b79c", surface: "cloth" },
  outdoor: { wall: "c9d6cf", table: "7d8275", surface: "stone" },
  tools: { wall: "e3d3b8", table: "b98a56", surface: "wood" },
  kitchen: { wall: "e9cdb4", table: "7a5238", surface: "wood" },
  textile: { wall: "dcdad2", table: "a9a28f", surface: "cloth" },
  snacks: { wall: "f0d9a6", table: "a5573a", surface: "wood" },
  stationery: { wall: "d9dcd8", table: "9c8a70", surface: "cloth" },
  flowers: { wall: "d8e3dc", table: "9db0a2", surface: "cloth" },
  pets: { wall: "cfdfe6", table: "d3bb92", surface: "wood" },
  soap: { wall: "e3e4d4", table: "a8a88c", surface: "stone" },
};

/** Every picture there is. */
export const artIds: readonly string[] = shops.flatMap((shop) => [
  shop.host.avatar,
  shop.logo,
  shop.banner,
  ...shop.products.flatMap((product) => product.pictures),
]);

/**
 * The picture of an art id as JPEG bytes: a product 1080 × 1080, a portrait or a logo 640 × 640, a banner 1600 × 600. Throws
 * for an id that is not in `artIds`.
 */
export async function drawPicture(artId: string): Promise<Uint8Array> {
  for (const shop of shops) {
    const drawing = drawingOf(shop, artId);
    if (drawing === null) continue;
    const image = sharp(Buffer.from(drawing.svg));
    const sized = drawing.side === null ? image : image.resize(drawing.side, drawing.side);
    return new Uint8Array(await sized.jpeg({ quality: 86 }).toBuffer());
  }
  throw new Error(`no picture is called ${artId}`);
}

/** The film a shop's room shows, ready for `RtmpPublisher`, and a still of it for the cover. */
export async function filmOf(loop: string): Promise<{ readonly flv: Buffer; readonly cover: Uint8Array }> {
  const [flv, cover] = await Promise.all(
    ["flv", "jpg"].map((kind) => readFile(new URL(`loops/${loop}.${kind}`, import.meta.url))),
  );
  return { flv: flv as Buffer, cover: new Uint8Array(cover as Buffer) };
}

function drawingOf(shop: ArtShop, artId: string): { svg: string; side: number | null } | null {
  const room = rooms[shop.slug];
  const look = looks[shop.slug];
  if (room === undefined || look === undefined) throw new Error(`shop ${shop.slug} has no room or no host`);
  if (artId === shop.host.avatar) return { svg: portrait(look, room), side: 640 };
  if (artId === shop.logo) return { svg: logo(propOf(shop.products[0]?.slug ?? ""), room), side: null };
  if (artId === shop.banner)
    return {
      svg: banner(
        shop.products.map(({ slug }) => propOf(slug)),
        room,
      ),
      side: null,
    };
  for (const { slug, pictures } of shop.products) {
    const index = pictures.indexOf(artId);
    if (index >= 0) return { svg: picture(propOf(slug), room, index > 0), side: null };
  }
  return null;
}

function propOf(slug: string): Prop {
  const prop = props[slug];
  if (prop === undefined) throw new Error(`nobody has drawn ${slug}`);
  return prop;
}
