/** The weaver's room: bolts of cloth, a loom whose shuttle runs from hand to hand. */
import { card, motes, shelf, tableTop, type FilmSet } from "../film.ts";
import { between, swing } from "../motion.ts";
import { blend, box, circle, ellipse, face, glow, path, put, stroke, times, type Svg } from "../paint.ts";
import { bolt, loomProps, printed } from "../props/loom.ts";

const weaving = (t: number): number =>
  1 - Math.max(between(t, 0, 0.2, 0.05), between(t, 0.26, 0.48, 0.05), between(t, 0.77, 0.99, 0.05));

export const textile: FilmSet = {
  slug: "textile",
  captions: [
    ["一天只织三米布", "Three metres of cloth a day"],
    ["羊毛围巾，边是手打的", "Wool scarf, fringes tied by hand"],
    ["麻会皱，洗几次就软", "Linen creases, and softens"],
    ["缩多少，我洗过再说", "Shrinkage: I wash it first"],
  ],
  back: () =>
    `${box(0, 0, 720, 1280, 0, blend("ece3d4", "cdbda4"))}${ellipse(360, 380, 420, 420, glow("fff8e6"), 'opacity=".9"')}${curtain(0, 1)}${curtain(720, -1)}${shelf(
      0,
      470,
      180,
      "8a6244",
      times(4, (n) =>
        put(bolt(["35588c", "b5643c", "7f9a7c", "e6dcc4"][n] ?? "35588c", 36, 130 - (n % 2) * 20), 26 + n * 40, 470),
      ),
    )}${shelf(
      540,
      470,
      180,
      "8a6244",
      times(4, (n) =>
        put(bolt(["d9a441", "2f4d7c", "c98d7a", "8c6f56"][n] ?? "35588c", 36, 116 + (n % 2) * 22), 566 + n * 40, 470),
      ),
    )}${shelf(
      0,
      660,
      160,
      "8a6244",
      times(3, (n) => box(12, 636 - n * 24, 116, 24, 8, face(["35588c", "e6dcc4", "7f9a7c"][n] ?? "e6dcc4"))),
    )}${shelf(
      560,
      660,
      160,
      "8a6244",
      times(3, (n) => box(590, 636 - n * 24, 112, 24, 8, face(["b5643c", "e6dcc4", "35588c"][n] ?? "e6dcc4"))),
    )}${frame()}`,
  pose: (t) => ({
    left: { x: 222 + Math.max(0, swing(t, 10)) * 24 * weaving(t), y: 846 },
    right: { x: 498 - Math.max(0, swing(t, 10, 0.5)) * 24 * weaving(t), y: 846 },
    phase: 0.85,
    acts: [
      { from: 0.005, to: 0.2, left: { x: 126, y: 572 }, waves: true },
      { from: 0.26, to: 0.48, right: { x: 484, y: 730 }, held: put(loomProps["scarf"]?.draw() ?? "", 0, 60, 0.38) },
      { from: 0.77, to: 0.99, left: { x: 196, y: 768 }, right: { x: 524, y: 768 } },
    ],
  }),
  table: (t) =>
    `${tableTop("8c6848", 1090)}${loom(t)}${put(loomProps["quilt"]?.draw() ?? "", 92, 1120, 0.27)}${put(loomProps["tote"]?.draw() ?? "", 640, 1050, 0.3)}${card(100, 1164, "蓝印花被", "Quilt", -2)}${card(616, 1180, "帆布袋", "Tote", 2)}`,
  air: (t) => motes(t, "ffffff", 860, 600, 10),
};

function curtain(x: number, side: 1 | -1): Svg {
  return `${times(4, (n) => path(`M${x + side * n * 26} 0H${x + side * (n * 26 + 30)}Q${x + side * (n * 26 + 44)} 240 ${x + side * (n * 22 + 22)} 400H${x + side * (n * 20)}z`, face(n % 2 === 0 ? "35588c" : "2c4b7a")))}${times(8, (n) => put(printed(13), x + side * (20 + (n % 3) * 32), 46 + n * 42, 1, n * 20))}`;
}

/** The loom's posts and its two heddle bars behind the weaver. */
function frame(): Svg {
  return `${box(150, 170, 24, 900, 4, blend("b98a5a", "6b4628"))}${box(546, 170, 24, 900, 4, blend("a87a4c", "5e3c22"))}${box(120, 170, 480, 30, 6, face("a5774a"))}${times(2, (n) => circle(162 + n * 396, 185, 8, "#5a3a20"))}`;
}

function loom(t: number): Svg {
  const go = weaving(t);
  const throwing = Math.sin(Math.PI * swing(t, 5) * 0.5);
  const beat = Math.max(0, swing(t, 10, 0.25)) * 14 * go;
  const shift = (t * 10 * 26) % 52;
  const warp = times(40, (n) =>
    stroke(
      `M${182 + n * 9.1} ${854 + (n % 2) * 4 * go * swing(t, 10)}L${182 + n * 9.1} 906`,
      n % 5 === 0 ? "#35588c" : "#efe6d2",
      2.4,
    ),
  );
  const rows = times(7, (n) => {
    const y = 916 + n * 26 - 26 + (shift % 26);
    return `${box(180, y, 360, 13, 0, (n + Math.floor(shift / 26)) % 2 === 0 ? "#35588c" : "#b5643c", 'opacity=".8"')}${stroke(`M180 ${y + 20}H540`, "#c9bda4", 2, 'opacity=".7"')}`;
  });
  const shuttle = put(
    `${path("M-58 0Q-30 -17 0 -17T58 0Q30 17 0 17T-58 0z", blend("d9a66a", "8a5a30"))}${ellipse(0, -2, 28, 8, "#5a3a20")}${ellipse(0, -3, 22, 5, "#b5402a")}`,
    360 + throwing * 130 * go,
    868,
  );
  return `${box(120, 858, 480, 10, 3, "#5e3c22")}${warp}${shuttle}${put(`${box(150, 0, 420, 26, 6, face("a5774a"))}${times(40, (n) => stroke(`M${184 + n * 9} 2v20`, "#5e3c22", 2, 'opacity=".5"'))}`, 0, 884 + beat * 0.5)}<clipPath id="cloth"><rect x="180" y="916" width="360" height="150"/></clipPath>${box(180, 912, 360, 156, 0, face("eee3cc"))}<g clip-path="url(#cloth)">${rows}${times(12, (n) => stroke(`M${196 + n * 30} 912V1068`, n % 3 === 0 ? "#35588c" : "#d9ccb0", n % 3 === 0 ? 8 : 3, 'opacity=".55"'))}</g>${box(110, 902, 500, 24, 10, blend("c4935e", "7a5030"))}${box(110, 1062, 500, 40, 16, blend("b98a5a", "5e3c22"))}${circle(118, 1082, 27, face("8a5c34"))}${circle(602, 1082, 27, face("8a5c34"))}${box(96, 900, 34, 200, 6, blend("a5774a", "5e3c22"))}${box(590, 900, 34, 200, 6, blend("a5774a", "5e3c22"))}`;
}
