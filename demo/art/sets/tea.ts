/** A tea table before a moon gate: pot, cups, steam. */
import { card, motes, steam, tableTop, type FilmSet } from "../film.ts";
import { between, swing } from "../motion.ts";
import {
  blend,
  box,
  circle,
  dim,
  ellipse,
  face,
  glow,
  leaf,
  path,
  put,
  stroke,
  times,
  under,
  type Svg,
} from "../paint.ts";
import { bowl, clay, gaiwan, teaTin, teapot } from "../props/clay.ts";

const pouring = (t: number): number => between(t, 0.29, 0.45, 0.03);

export const tea: FilmSet = {
  slug: "tea",
  captions: [
    ["坐下来，喝一杯再说", "Sit down, a cup first"],
    ["水 85 度，慢慢地倒", "85 degrees, poured slowly"],
    ["这饼是 2021 年压的", "This cake was pressed in 2021"],
    ["一座山头，一口窑", "One hill, one kiln"],
  ],
  back: (t) =>
    `${box(0, 0, 720, 1280, 0, blend("dfe0d0", "b3b79c"))}${circle(360, 470, 318, "#8a6a48")}${circle(360, 470, 300, blend("e9f0e4", "c3d6b8"))}<clipPath id="gate"><circle cx="360" cy="470" r="300"/></clipPath><g clip-path="url(#gate)">${path("M40 560Q180 430 300 520T560 470T700 540V800H40z", "#a9c2a0")}${path("M40 640Q200 540 380 610T700 590V800H40z", "#86a67c")}${times(5, (n) => stroke(`M40 ${648 + n * 28}Q200 ${556 + n * 30} 380 ${622 + n * 26}T700 ${604 + n * 28}`, "#6b8f60", 9, 'opacity=".7"'))}${bamboo(t, 110)}${bamboo(t, 600)}${bamboo(t, 164)}</g>${ellipse(360, 440, 330, 330, glow("fffbe8"), 'opacity=".55"')}${put(`${stroke("M0 -160V0", "#5a4030", 4)}${path("M-46 0Q0 -22 46 0L54 90Q0 114 -54 90z", face("e9c98a"))}${stroke("M-48 20Q0 36 48 20M-52 62Q0 80 52 62", "#b98a4a", 3)}${ellipse(0, 50, 110, 110, glow("ffe6a8"), 'opacity=".6"')}`, 640, 160, 0.9, swing(t, 2) * 3)}`,
  pose: () => ({
    left: { x: 262, y: 852 },
    right: { x: 460, y: 852 },
    phase: 0.2,
    acts: [
      { from: 0.005, to: 0.2, left: { x: 128, y: 574 }, waves: true },
      { from: 0.26, to: 0.48, right: { x: 516, y: 766 } },
      { from: 0.51, to: 0.73, right: { x: 486, y: 752 }, held: put(clay["tea-cake"]?.draw() ?? "", 0, 40, 0.28) },
      { from: 0.77, to: 0.98, left: { x: 204, y: 770 }, right: { x: 516, y: 770 } },
    ],
  }),
  table: (t) => {
    const up = between(t, 0.26, 0.48, 0.045);
    const stream =
      pouring(t) > 0.05
        ? stroke(
            `M404 846C396 870 388 880 386 ${846 + pouring(t) * 92}`,
            "#c98a3a",
            6,
            `opacity="${(pouring(t) * 0.85).toFixed(3)}"`,
          )
        : "";
    return `${tableTop("7a5438", 910)}${box(190, 918, 420, 60, 10, blend("a9794a", "6b4628"))}${times(11, (n) => stroke(`M${206 + n * 39} 924v46`, "#5a3a22", 4, 'opacity=".6"'))}${put(teapot("9c4a32"), 500, 950 - up * 92, 0.5, -up * 24)}${stream}${times(3, (n) => `${put(bowl(32, 32, "e9e4d8", "f6f2e8"), 270 + n * 58, 964)}${ellipse(270 + n * 58, 934, 26, 5, "#c98a3a")}`)}${put(bowl(34, 34, "e9e4d8", "f6f2e8"), 386, 964)}${ellipse(386, 932, 28, 5.5, "#c98a3a")}${under(100, 990, 70)}${put(teaTin("7c9a76"), 84, 998, 0.5)}${put(gaiwan("f3eee4"), 640, 1024, 0.48)}${put(bowl(64, 62, "8fb8a8", "b9d6c8"), 170, 1024)}${card(120, 1096, "安吉白茶", "Anji white tea", -2)}${card(604, 1096, "甜白盖碗", "Gaiwan", 2)}`;
  },
  air: (t) => `${steam(t, 330, 920, 150)}${steam(t, 640, 900, 120)}${motes(t, "fffbe8", 880, 560, 8)}`,
};

function bamboo(t: number, x: number): Svg {
  const sway = swing(t, 2, x / 700) * 4;
  return `<g transform="rotate(${sway.toFixed(2)} ${x} 800)">${stroke(`M${x} 800V160`, "#6f8f52", 15)}${stroke(`M${x - 3} 800V160`, "#9ab878", 4)}${times(7, (n) => `${stroke(`M${x - 8} ${240 + n * 74}h16`, `#${dim("6f8f52", 0.4)}`, 4)}${put(leaf(78, 12, "7d9f5c"), x, 232 + n * 74, 1, n % 2 === 0 ? 64 : -64)}${put(leaf(64, 11, "6b8c4c"), x, 236 + n * 74, 1, n % 2 === 0 ? 100 : -96)}`)}</g>`;
}
