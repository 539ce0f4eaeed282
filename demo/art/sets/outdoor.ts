/** A camp at dusk: fire, a lit tent, the first stars. */
import { card, motes, type FilmSet } from "../film.ts";
import { swing } from "../motion.ts";
import { blend, box, circle, dim, ellipse, face, glow, path, put, stroke, times, under, type Svg } from "../paint.ts";
import { campfire, flask, headlamp, stovePot, tent } from "../props/trail.ts";

const flicker = (t: number): number => swing(t, 40) * 0.5 + swing(t, 67, 0.3) * 0.3 + swing(t, 23, 0.7) * 0.2;

export const outdoor: FilmSet = {
  slug: "outdoor",
  captions: [
    ["海拔三千二，准备过夜", "3,200 metres, staying the night"],
    ["头灯 78 克，红光不晃眼", "A 78 g lamp; red light is kind"],
    ["双人帐，六分钟搭好", "Two-person tent, up in six minutes"],
    ["重量都是实测", "Every weight is measured"],
  ],
  back: (t) =>
    `${box(0, 0, 720, 1280, 0, blend("2c3560", "e08a5a"))}${box(0, 330, 720, 420, 0, blend("5a4a78", "f2b27a"), 'opacity=".75"')}${stars(t)}${ellipse(560, 640, 420, 240, glow("ffd9a0"), 'opacity=".8"')}${path("M602 118A34 34 0 1 1 558 164A30 30 0 0 0 602 118z", "#fdf3dc")}${path("M0 560L110 420 180 480 300 340 400 450 470 390 600 520 720 430V800H0z", "#6f5b86")}${path("M300 340L262 384 292 404 310 386 334 410 352 396zM110 420L86 452 112 462 136 442z", "#e9d5d0")}${path("M0 640L130 540 260 600 420 520 560 610 720 540V860H0z", "#4c4668")}${trees()}${box(0, 780, 720, 500, 0, blend("3f4a42", "20261f"))}${ellipse(140, 800, 250, 120, glow("ffcf7a"), 'opacity=".55"')}${put(tent("5f7d52", "ffca6a"), 96, 796, 0.84)}`,
  pose: () => ({
    left: { x: 258, y: 858 },
    right: { x: 462, y: 858 },
    phase: 0.33,
    acts: [
      { from: 0.005, to: 0.2, left: { x: 128, y: 566 }, waves: true },
      { from: 0.26, to: 0.48, right: { x: 480, y: 744 }, held: put(headlamp("e8742c"), 0, 20, 0.4) },
      { from: 0.51, to: 0.73, left: { x: 150, y: 690 }, right: { x: 500, y: 800 } },
      { from: 0.77, to: 0.98, right: { x: 486, y: 752 }, held: put(flask("6f8a52"), 0, 92, 0.4) },
    ],
  }),
  table: (t) =>
    `${slats()}${under(120, 930, 76)}${put(stovePot("5c6a70"), 104, 946, 0.48)}${under(250, 990, 56)}${put(headlamp("e8742c"), 252, 1000, 0.42)}${under(600, 950, 60)}${put(flask("e9e6dc"), 562, 958, 0.46)}${put(flask("6f8a52"), 650, 972, 0.46)}${card(118, 1006, "一体炉锅", "Stove and pot", -2)}${card(600, 1030, "钛内胆瓶", "Flask", 2)}${under(400, 1092, 120)}${put(`${stroke("M-70 -10L-96 66M70 -10L96 66M0 0V72", "#2a2d30", 11)}${put(campfire(flicker(t)), 0, -24, 1)}${path("M-130 -34Q-110 34 0 38T130 -34Q0 4 -130 -34z", blend("4a4f53", "1c1f21"))}${stroke("M-130 -34Q0 4 130 -34", "#7a8084", 5)}`, 400, 1034)}`,
  air: (t) =>
    `${ellipse(420, 960, 520, 420, glow("ff9a3c"), `opacity="${(0.2 + flicker(t) * 0.045).toFixed(3)}"`)}${motes(t, "ffb45a", 1040, 620, 16)}`,
};

function stars(t: number): Svg {
  return times(34, (n) =>
    circle(
      (n * 211) % 720,
      20 + ((n * 97) % 360),
      1.3 + (n % 3) * 0.8,
      "#fff6e2",
      `opacity="${(0.5 + 0.4 * swing(t, 3 + (n % 4), n * 0.13)).toFixed(3)}"`,
    ),
  );
}

function trees(): Svg {
  return times(13, (n) => {
    const [x, h] = [-10 + n * 62, 130 + ((n * 53) % 90)];
    return times(4, (k) =>
      path(
        `M${x} ${790 - h + k * h * 0.2}l${16 + k * 11} ${h * 0.32}h-${32 + k * 22}z`,
        n % 2 === 0 ? "#2c3a3a" : "#26322f",
      ),
    );
  });
}

function slats(): Svg {
  return `${box(0, 900, 720, 380, 0, blend("8a6442", "4a3220"))}${times(10, (n) => `${box(0, 904 + n * 40, 720, 35, 4, face(dim(n % 2 === 0 ? "9a7048" : "8c6440", Math.max(0, n - 3) * 0.1)))}${stroke(`M0 ${906 + n * 40}H720`, "#d8a870", 2.5, `opacity="${Math.max(0.1, 0.5 - n * 0.05)}"`)}`)}`;
}
