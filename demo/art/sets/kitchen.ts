/** An open kitchen: tiles, flame under the wok, food that flies and comes back. */
import { card, steam, tableTop, type FilmSet } from "../film.ts";
import { between, swing } from "../motion.ts";
import {
  blend,
  box,
  circle,
  ellipse,
  face,
  glow,
  leaf,
  metal,
  path,
  put,
  stroke,
  times,
  under,
  type Svg,
} from "../paint.ts";
import { bun, chiliJar, steamer, wok } from "../props/hearth.ts";

const shaking = (t: number): number => 1 - Math.max(between(t, 0, 0.2, 0.04), between(t, 0.77, 0.99, 0.04)) * 0.9;
const toss = (t: number): number => Math.max(0, swing(t, 12)) * shaking(t);

export const kitchen: FilmSet = {
  slug: "kitchen",
  captions: [
    ["开火咯，今天回锅肉", "Fire on: twice-cooked pork"],
    ["锅没涂层，越用越不粘", "No coating; it learns not to stick"],
    ["自家红油，香在前头", "Our chili oil: fragrance first"],
    ["生锈不怕，擦油就好", "Rust? Wipe it with oil"],
  ],
  back: (t) =>
    `${box(0, 0, 720, 1280, 0, blend("f0e2cc", "cfae8a"))}${tiles()}${path("M150 0L210 150H510L570 0z", metal("8f8a82"))}${box(196, 150, 328, 26, 4, metal("a9a49a"))}${ellipse(360, 180, 130, 9, "#fff3cf")}${ellipse(360, 380, 360, 330, glow("fff0c8"), 'opacity=".6"')}${rail(t)}${put(`${box(-90, 0, 180, 18, 3, face("8a5a34"))}${times(4, (n) => put(`${box(-17, -64, 34, 64, 8, face(["b3261a", "d99a2c", "6f8a4a", "efe6d2"][n] ?? "efe6d2"))}${box(-15, -76, 30, 16, 4, "#3b2a20")}`, -64 + n * 42, 0))}`, 616, 560)}${put(`${box(-90, 0, 180, 18, 3, face("8a5a34"))}${times(3, (n) => put(`${path("M-26 -60Q-32 0 0 0T26 -60z", face(["7fa0a4", "e9dcc4", "b06a3c"][n] ?? "e9dcc4"))}${ellipse(0, -60, 26, 7, "#fff6e2")}`, -54 + n * 56, 0))}`, 92, 560)}`,
  pose: (t) => ({
    left: { x: 214, y: 800 + swing(t, 12, 0.4) * 10 * shaking(t) },
    right: { x: 574, y: 790 - toss(t) * 34 },
    phase: 0.72,
    acts: [
      { from: 0.005, to: 0.2, left: { x: 128, y: 576 }, waves: true },
      { from: 0.51, to: 0.74, left: { x: 216, y: 772 } },
      { from: 0.77, to: 0.99, right: { x: 492, y: 750 }, held: put(chiliJar(), 0, 62, 0.42), left: { x: 220, y: 790 } },
    ],
  }),
  table: (t) => {
    const up = toss(t);
    return `${tableTop("6f4c36", 930)}${hob(t)}${put(wok("33393e"), 330, 916 - up * 20, 0.66, -up * 4)}${food(t, up)}${under(96, 1010, 90)}${put(steamer(), 100, 1018, 0.4)}${put(bun(26), 190, 1026)}${put(bun(24), 226, 1034)}${under(630, 1010, 56)}${put(chiliJar(), 602, 1016, 0.46)}${put(chiliJar(), 676, 1030, 0.46)}${card(118, 1084, "慈竹蒸笼", "Bamboo steamer", -2)}${card(606, 1086, "红油辣子", "Chili oil", 2)}`;
  },
  air: (t) =>
    `${steam(t, 300, 790, 260)}${steam(t, 100, 820, 130)}${ellipse(330, 960, 300, 150, glow("ff8a3c"), `opacity="${(0.3 + swing(t, 31) * 0.06).toFixed(3)}"`)}`,
};

function tiles(): Svg {
  return times(8, (row) =>
    times(9, (n) =>
      box(
        -40 + n * 90 + (row % 2) * -45,
        300 + row * 60,
        84,
        54,
        4,
        (n * 7 + row * 3) % 5 === 0 ? "#d7e0d2" : "#f4ecdc",
        'opacity=".75"',
      ),
    ),
  );
}

function rail(t: number): Svg {
  const tool = (x: number, head: Svg, n: number): Svg =>
    put(`${stroke("M0 0V86", "#8c8a84", 8)}${head}`, x, 214, 1, swing(t, 3, n * 0.2) * 3);
  return `${stroke("M0 210H196M524 210H720", "#8c8a84", 9)}${tool(40, ellipse(0, 104, 27, 22, metal("b4b8ba")), 0)}${tool(104, path("M-24 84H24L28 140H-28z", metal("aab0b2")), 1)}${tool(164, circle(0, 108, 25, metal("c0c4c6")), 2)}${tool(560, path("M-20 84H20L16 144H-16z", face("9a6238")), 3)}${tool(622, ellipse(0, 106, 29, 24, metal("b4b8ba")), 4)}${tool(684, path("M-7 84H7L10 150H-10z", face("b98448")), 5)}`;
}

function hob(t: number): Svg {
  const flame = times(11, (n) => {
    const h = 46 + swing(t, 37 + (n % 5), n * 0.19) * 13 + toss(t) * 26;
    const x = 212 + n * 23;
    return `${path(`M${x - 11} 968Q${x - 14} ${968 - h * 0.6} ${x + swing(t, 29, n * 0.3) * 5} ${968 - h}Q${x + 14} ${968 - h * 0.5} ${x + 11} 968z`, n % 2 === 0 ? "#f28a2e" : "#ef6a22")}${path(`M${x - 5} 968Q${x - 6} ${968 - h * 0.3} ${x} ${968 - h * 0.5}Q${x + 6} ${968 - h * 0.3} ${x + 5} 968z`, "#ffd873")}`;
  });
  return `${box(160, 962, 340, 50, 10, blend("4a4d50", "242628"))}${flame}${box(172, 966, 316, 14, 6, "#1e2022")}${times(3, (n) => `${circle(230 + n * 100, 996, 13, metal("b4b8ba"))}${stroke(`M${230 + n * 100} 996v-9`, "#3b3f42", 4)}`)}`;
}

function food(t: number, up: number): Svg {
  return times(15, (n) => {
    const [spread, phase] = [((n * 37) % 200) - 100, (n % 5) * 0.04];
    const jump = Math.max(0, swing(t, 12, -phase)) * shaking(t) * (60 + (n % 4) * 26);
    const thing =
      n % 3 === 0
        ? leaf(44, 13, "6aa03e")
        : n % 3 === 1
          ? path("M-16 0Q0 -20 17 -3Q10 10 -11 8z", face("c9543a"))
          : path("M-17 2Q0 -14 18 0Q6 9 -12 8z", face("e3b088"));
    return put(thing, 322 + spread, 822 - up * 14 - jump + ((n * 13) % 18), 1, n * 47 + jump * 1.6);
  });
}
