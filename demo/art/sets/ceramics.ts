/** The pottery: shelves, a window, and a wheel that turns. */
import { card, motes, shelf, tableTop, type FilmSet } from "../film.ts";
import { between, swing } from "../motion.ts";
import { blend, box, ellipse, face, glow, lathe, path, put, round, stroke, times, under, type Svg } from "../paint.ts";
import { bluePlate, bowl, mug, vase } from "../props/clay.ts";

export const ceramics: FilmSet = {
  slug: "ceramics",
  captions: [
    ["今天手拉坯，做马克杯", "At the wheel: mugs today"],
    ["这只雾青，三指握得住", "Mist blue: three fingers fit"],
    ["旋纹是手留下的", "These rings are the hand's"],
    ["路上碎了，补你一只", "Broken on the way? We send another"],
  ],
  back: () =>
    `${box(0, 0, 720, 1280, 0, blend("efe4d2", "d3bfa2"))}${ellipse(110, 420, 430, 480, glow("fff6de"), 'opacity=".9"')}${pane()}${shelf(470, 420, 250, "9a6f45", `${put(vase("8fb9b6"), 530, 420, 0.36)}${put(bowl(70, 62, "c98d5e", "e9d8c0"), 640, 420, 0.8)}`)}${shelf(470, 590, 250, "9a6f45", `${put(mug("b06a3c"), 540, 590, 0.42)}${put(mug("e6dcc6"), 640, 590, 0.42)}`)}${shelf(470, 250, 250, "9a6f45", `${put(bluePlate(60), 560, 192)}${put(vase("d8c8a8"), 660, 250, 0.3)}`)}${shelf(0, 700, 190, "9a6f45", `${put(vase("b5673f"), 40, 700, 0.3)}${put(bowl(60, 56, "6f8f86", "d5e2d8"), 118, 700, 0.8)}`)}${stroke("M360 0V96", "#3a2a20", 5)}${path("M290 150Q300 92 360 92T430 150z", face("3d5a5e"))}${ellipse(360, 152, 70, 13, "#ffeab8")}${ellipse(360, 240, 320, 250, glow("fff0c8"), 'opacity=".5"')}`,
  pose: () => ({
    left: { x: 286, y: 838 },
    right: { x: 434, y: 838 },
    phase: 0.1,
    acts: [
      { from: 0.005, to: 0.15, left: { x: 124, y: 580 }, waves: true },
      {
        from: 0.27,
        to: 0.47,
        right: { x: 500, y: 742 },
        held: put(mug("7fa0a4"), -20, 30, 0.56),
        left: { x: 250, y: 800 },
      },
      { from: 0.77, to: 0.97, left: { x: 196, y: 772 }, right: { x: 524, y: 772 } },
    ],
  }),
  table: (t) =>
    `${tableTop("8a6a4c", 930)}${wheel(t)}${under(120, 1010, 74)}${put(mug("7fa0a4"), 96, 1012, 0.62)}${put(mug("e6dcc6"), 190, 1034, 0.6)}${under(610, 1010, 84)}${put(bowl(88, 84, "6f6258", "d8cdb9", 0.24), 612, 1014)}${card(134, 1082, "马克杯", "Hand-thrown mug", -3)}${card(600, 1066, "粗陶面碗", "Noodle bowl", 3)}`,
  air: (t) => motes(t, "fff3d2", 900, 640, 10),
};

function pane(): Svg {
  return `${box(-30, 250, 200, 360, 6, blend("e6f1f3", "cfe3d6"))}${path("M-30 610V480Q60 420 170 520V610z", "#a9c79a")}${path("M-30 610V560Q80 500 170 570V610z", "#8db081")}${stroke("M70 250V610M-30 430H170", "#a5794c", 10)}${box(-36, 244, 212, 372, 8, "none", 'stroke="#8a5f38" stroke-width="14"')}${box(-40, 606, 230, 18, 4, "#8a5f38")}`;
}

/** The wheel head, a lump that rises and widens under the hands, and slip that runs round. */
function wheel(t: number): Svg {
  const grown = 0.5 + 0.5 * swing(t, 3, 0.1) * (1 - between(t, 0.25, 0.49, 0.05) * 0.6);
  const top = 70 + grown * 50;
  const wide = 52 + (1 - grown) * 16;
  const clay = "b98a66";
  const streaks = times(6, (n) => {
    const a = (t * 24 + n / 6) * Math.PI * 2;
    return ellipse(
      360 + Math.cos(a) * 118,
      938 + Math.sin(a) * 30,
      16,
      4,
      "#e9d6bd",
      `opacity="${(0.35 + 0.35 * Math.sin(a)).toFixed(3)}"`,
    );
  });
  const rings = times(4, (n) =>
    stroke(
      `M${-wide + 5} ${-top + 22 + n * 22}q${wide - 5} ${16 + swing(t, 24, n * 0.2) * 3} ${(wide - 5) * 2} 0`,
      "#8f6446",
      3,
      'opacity=".45"',
    ),
  );
  return `${path("M236 960L270 1100H450L484 960z", blend("6b4a32", "3a261a"))}${ellipse(360, 956, 190, 54, face("7c5a3e"))}${ellipse(360, 942, 176, 46, face("a08468"))}${ellipse(360, 936, 150, 37, "#8c7056")}${streaks}${put(
    `${lathe(
      [
        [wide, -top],
        [wide - 6, -top * 0.6],
        [wide + 4, -18],
        [wide + 14, 0],
      ],
      round(clay),
      0.2,
    )}${ellipse(0, -top, wide, wide * 0.2, "#d2aa86")}${ellipse(0, -top + 2, wide * 0.8, wide * 0.14, "#7a5238")}${rings}`,
    360 + swing(t, 24) * 1.2,
    938,
  )}`;
}
