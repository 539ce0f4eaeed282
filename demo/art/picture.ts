/** Sets a product in its light: wall, table or cloth, window light, shadow. */
import { blend, box, dim, ellipse, glow, lit, path, put, sheet, stroke, times, type Svg } from "./paint.ts";
import type { Prop } from "./props/prop.ts";

/** Pixels; the drawing itself is 1200 wide. */
export const pictureSide = 1080;

/** Wall and table of a shop's pictures. */
export interface Room {
  readonly wall: string;
  readonly table: string;
  readonly surface: "wood" | "cloth" | "stone";
}

/** One picture of a product as an SVG document; `closer` goes near and turns the light around. */
export function picture(prop: Prop, room: Room, closer: boolean): Svg {
  const [scale, x, y] = closer ? prop.closer : [1, 0, 0];
  const fit = prop.pose === "stands" ? Math.min(1.72, 860 / Math.max(200, prop.high)) : 1.5;
  const size = closer ? 1.42 * scale : fit;
  const middle = prop.pose === "stands" && !closer ? 630 + (prop.high * fit) / 2 : 600;
  const thing = put(prop.draw(), 600 - x * size, middle - y * size, size);
  const raised = prop.pose === "stands" ? thing : `${cast(thing)}${thing}`;
  const ground =
    prop.pose === "stands"
      ? standing(room, closer ? middle - y * size - 250 * scale : middle - 230)
      : sheeted(room, prop.pose);
  return sheet(1200, 1200, `${ground}${raised}${light(closer)}`, pictureSide);
}

/**
 * A soft shadow for what hangs or lies: the thing's own outline in one dark color, three times, each a little lower. A blur
 * would cost a quarter of a second.
 */
function cast(thing: Svg): Svg {
  const dark = thing
    .replaceAll(/fill="(?!none)[^"]*"/g, 'fill="#24130a"')
    .replaceAll(/stroke="(?!none)[^"]*"/g, 'stroke="#24130a"')
    .replaceAll(/opacity="[^"]*"/g, "");
  return [8, 16, 25]
    .map((step) => `<g transform="translate(${step * 0.6} ${step})" opacity=".13">${dark}</g>`)
    .join("");
}

function standing(room: Room, edge: number): Svg {
  const horizon = Math.max(120, Math.min(760, edge));
  return `<rect width="1200" height="1200" fill="${blend(lit(room.wall, 0.28), room.wall)}"/>${ellipse(330, 300, 640, 520, glow(lit(room.wall, 0.8)), 'opacity=".75"')}${box(0, horizon, 1200, 1200 - horizon, 0, blend(lit(room.table, 0.16), dim(room.table, 0.3)))}${box(0, horizon, 1200, 7, 0, `#${lit(room.table, 0.55)}`, 'opacity=".7"')}${box(0, horizon - 60, 1200, 60, 0, blend(room.wall, dim(room.wall, 0.16)), 'opacity=".6"')}${texture(room, horizon)}`;
}

function sheeted(room: Room, pose: Prop["pose"]): Svg {
  const hex = pose === "hangs" ? room.wall : room.table;
  return `<rect width="1200" height="1200" fill="${blend(lit(hex, 0.26), dim(hex, 0.1))}"/>${ellipse(360, 330, 760, 640, glow(lit(hex, 0.75)), 'opacity=".6"')}${pose === "lies" ? texture(room, 0) : ""}`;
}

function texture(room: Room, from: number): Svg {
  const dark = `#${dim(room.table, 0.5)}`;
  if (room.surface === "wood")
    return times(9, (n) => {
      const y = from + 40 + n * ((1200 - from) / 9) * (0.82 + n * 0.035);
      return stroke(
        `M0 ${y}q300 ${n % 2 === 0 ? 16 : -12} 600 0t600 ${n % 3 === 0 ? 8 : -6}`,
        dark,
        n % 3 === 0 ? 4 : 2,
        'opacity=".22"',
      );
    });
  if (room.surface === "cloth")
    return times(6, (n) =>
      path(
        `M${-100 + n * 250} ${from}q60 ${(1200 - from) * 0.5} ${-40 + n * 14} ${1200 - from}h70q-30 -${(1200 - from) * 0.5} 20 -${1200 - from}z`,
        `#${lit(room.table, 0.4)}`,
        'opacity=".16"',
      ),
    );
  return times(60, (n) =>
    ellipse(
      (n * 397) % 1200,
      from + ((n * 263) % Math.max(1, 1200 - from)),
      3 + (n % 5),
      2 + (n % 3),
      n % 2 === 0 ? dark : "#ffffff",
      'opacity=".14"',
    ),
  );
}

/** Window light across the picture and a darker rim. */
function light(closer: boolean): Svg {
  const beam = closer ? "M1200 0H860L260 1200H760z" : "M0 120L430 0H720L160 1200H0z";
  return `${path(beam, "#fff4d8", 'opacity=".07"')}<radialGradient id="rim" r=".78"><stop offset=".62" stop-color="#20100a" stop-opacity="0"/><stop offset="1" stop-color="#20100a" stop-opacity=".26"/></radialGradient><rect width="1200" height="1200" fill="url(#rim)"/>`;
}
