/** One picture of a film: set, host, table, caption. */
import type { Look } from "./look.ts";
import { looks } from "./looks.ts";
import { between, rising, swing } from "./motion.ts";
import { blend, box, dim, glow, ellipse, lit, path, sheet, stroke, times, type Svg } from "./paint.ts";
import { person, type Pose } from "./person.ts";

export const filmWidth = 720;
export const filmHeight = 1280;

/** Everything is a function of the moment `t`, 0..1, and returns to where it began. */
export interface FilmSet {
  readonly slug: string;
  /** Chinese and English, a quarter of the film each. */
  readonly captions: readonly (readonly [string, string])[];
  readonly back: (t: number) => Svg;
  readonly pose: (t: number) => Pose;
  /** What stands before the host. */
  readonly table: (t: number) => Svg;
  /** Light over all of it. */
  readonly air?: (t: number) => Svg;
}

/** The picture at `t`; a cover has no caption, since its text would be too small to read. */
export function filmFrame(set: FilmSet, t: number, captioned = true): Svg {
  const look = looks[set.slug] as Look;
  const light = set.air?.(t) ?? "";
  return sheet(
    filmWidth,
    filmHeight,
    `${set.back(t)}${person(look, set.pose(t), t)}${set.table(t)}${light}${captioned ? caption(set, t) : ""}`,
  );
}

/** What the host says, on a paper strip where the app shows nothing. */
function caption(set: FilmSet, t: number): Svg {
  return set.captions
    .map(([chinese, english], index) => {
      const shown = between(t, index / 4 + 0.005, (index + 1) / 4 - 0.005, 0.025);
      if (shown <= 0) return "";
      return `<g opacity="${shown.toFixed(3)}" transform="translate(0 ${((1 - shown) * 10).toFixed(2)})"><rect x="120" y="246" width="480" height="92" rx="14" fill="#fffaf1" opacity=".95"/><rect x="120" y="246" width="7" height="92" rx="3" fill="#e5431f"/><text x="362" y="288" font-family="Noto Sans CJK SC" font-weight="700" font-size="30" fill="#1b1917" text-anchor="middle">${chinese}</text><text x="362" y="319" font-family="Noto Sans CJK SC" font-size="19" fill="#736d65" text-anchor="middle">${english}</text></g>`;
    })
    .join("");
}

/** A table across the picture, its edge at `y`. */
export function tableTop(hex: string, y = 900): Svg {
  return `${box(0, y, 720, 1280 - y, 0, blend(lit(hex, 0.06), dim(hex, 0.55)))}${box(0, y, 720, 9, 0, `#${lit(hex, 0.4)}`, 'opacity=".8"')}${times(5, (n) => stroke(`M0 ${y + 70 + n * 70}q180 ${8 - n * 4} 360 0t360 0`, `#${dim(hex, 0.6)}`, 2, 'opacity=".4"'))}`;
}

/** A paper card with a product's name. */
export function card(x: number, y: number, chinese: string, english: string, degrees = 0): Svg {
  return `<g transform="translate(${x} ${y}) rotate(${degrees})"><rect x="-72" y="-30" width="144" height="60" rx="7" fill="#2a1710" opacity=".25" transform="translate(3 5)"/><rect x="-72" y="-30" width="144" height="60" rx="7" fill="#fdf8ee"/><text y="-1" font-family="Noto Serif CJK SC" font-weight="900" font-size="25" fill="#1b1917" text-anchor="middle">${chinese}</text><text y="20" font-family="Noto Sans CJK SC" font-size="14" fill="#736d65" text-anchor="middle">${english}</text></g>`;
}

/** Steam that rises from a point. */
export function steam(t: number, x: number, y: number, height = 150): Svg {
  return times(4, (n) => {
    const up = rising(t, 4, n / 4);
    const drift = swing(t, 3, n * 0.27) * 14 * up;
    return ellipse(
      x + drift + (n % 2) * 12 - 6,
      y - up * height,
      16 + up * 26,
      22 + up * 30,
      glow("ffffff"),
      `opacity="${(Math.sin(Math.PI * up) * 0.5).toFixed(3)}"`,
    );
  });
}

/** Specks of dust in the light, or sparks. */
export function motes(t: number, hex: string, from: number, height: number, count = 14): Svg {
  return times(count, (n) => {
    const up = rising(t, 1 + (n % 2), n * 0.137);
    const x = ((n * 157) % 720) + swing(t, 2, n * 0.21) * 18;
    return ellipse(
      Number(x.toFixed(1)),
      Number((from - up * height).toFixed(1)),
      2 + (n % 3),
      2 + (n % 3),
      `#${hex}`,
      `opacity="${(Math.sin(Math.PI * up) * 0.5).toFixed(3)}"`,
    );
  });
}

/** A board on the wall with things on it. */
export function shelf(x: number, y: number, width: number, hex: string, things: Svg): Svg {
  return `${things}${box(x, y, width, 16, 3, blend(lit(hex, 0.2), dim(hex, 0.3)))}${path(`M${x} ${y + 16}h${width}l-8 22h-${width - 16}z`, "#2a1710", 'opacity=".14"')}`;
}
