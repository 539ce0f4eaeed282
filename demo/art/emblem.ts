/** What stands for a shop: its logo, its wide banner, its host's portrait. */
import type { Look } from "./look.ts";
import { bust } from "./person.ts";
import { blend, box, circle, dim, ellipse, glow, lit, path, put, sheet, stroke, times, type Svg } from "./paint.ts";
import type { Room } from "./picture.ts";
import type { Prop } from "./props/prop.ts";

export const bannerWidth = 1600;
export const bannerHeight = 600;

/** A portrait, 800 × 800: head and shoulders before the shop's color. */
export function portrait(look: Look, room: Room): Svg {
  return sheet(
    800,
    800,
    `<rect width="800" height="800" fill="${blend(lit(room.wall, 0.3), dim(room.wall, 0.12))}"/>${ellipse(300, 300, 460, 440, glow(lit(room.wall, 0.85)), 'opacity=".9"')}${circle(400, 470, 330, `#${room.table}`, 'opacity=".22"')}${put(bust(look), -230, -440, 1.75)}`,
  );
}

/** A round mark, 640 × 640: the shop's first product in a ring. */
export function logo(prop: Prop, room: Room): Svg {
  const ring = `${circle(320, 320, 236, blend(lit(room.wall, 0.55), lit(room.wall, 0.1)))}${circle(320, 320, 252, "none", `stroke="#${dim(room.table, 0.25)}" stroke-width="7"`)}${circle(320, 320, 268, "none", `stroke="#${dim(room.table, 0.25)}" stroke-width="2.5"`)}`;
  const size = prop.pose === "stands" ? Math.min(0.56, 320 / Math.max(200, prop.high)) : 0.5;
  const foot = prop.pose === "stands" ? 330 + (prop.high * size) / 2 : 320;
  return sheet(
    640,
    640,
    `<rect width="640" height="640" fill="#${lit(room.table, 0.74)}"/><clipPath id="mark"><circle cx="320" cy="320" r="236"/></clipPath>${ring}<g clip-path="url(#mark)">${prop.pose === "stands" ? box(60, foot - 70, 520, 400, 0, blend(lit(room.table, 0.3), room.table)) : ""}${put(prop.draw(), 320, foot, size)}</g>`,
  );
}

/** A wide picture for the head of a shop's page, 1600 × 600: its things in a row, quiet on the left where the name stands. */
export function banner(props: readonly Prop[], room: Room): Svg {
  const standing = props.filter((prop) => prop.pose === "stands");
  const shown = (standing.length > 1 ? standing : props).slice(0, 3);
  const things = shown.map((prop, index) => {
    const size = prop.pose === "stands" ? Math.min(0.5, 330 / Math.max(220, prop.high)) : 0.42;
    const y = prop.pose === "stands" ? 500 + (index % 2) * 36 : 300;
    return put(prop.draw(), 740 + index * 318, y, size);
  });
  const horizon = standing.length > 1 ? 430 : 600;
  const beams = times(3, (n) => path(`M${120 + n * 330} -20h130l-320 640h-150z`, "#fff4d8", 'opacity=".09"'));
  const surface = `${box(0, horizon, 1600, 600 - horizon, 0, blend(lit(room.table, 0.14), dim(room.table, 0.32)))}${box(0, horizon, 1600, 5, 0, `#${lit(room.table, 0.5)}`, 'opacity=".7"')}${times(4, (n) => stroke(`M0 ${horizon + 34 + n * 36}q400 ${n % 2 === 0 ? 10 : -8} 800 0t800 0`, `#${dim(room.table, 0.5)}`, 2, 'opacity=".25"'))}`;
  return sheet(
    bannerWidth,
    bannerHeight,
    `<rect width="1600" height="600" fill="${blend(lit(room.wall, 0.3), room.wall)}"/>${ellipse(1050, 240, 760, 380, glow(lit(room.wall, 0.85)), 'opacity=".8"')}${beams}${surface}${things.join("")}`,
  );
}
