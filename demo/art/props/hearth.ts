import {
  ball,
  blend,
  circle,
  dim,
  ellipse,
  face,
  gleam,
  lathe,
  leaf,
  lit,
  metal,
  path,
  put,
  round,
  stroke,
  times,
  under,
  type Svg,
} from "../paint.ts";
import { lies, stands, type Prop } from "./prop.ts";

export function wok(hex = "3a4046"): Svg {
  return `${stroke("M250 -150L440 -214", "#2a2d30", 24)}${stroke("M330 -178L460 -222", "#8a5a34", 34)}${gleam("M340 -190L450 -226", 6, 0.4)}${path("M-260 -150C-250 -40 -130 6 0 6C130 6 250 -40 260 -150z", face(hex))}${ellipse(0, -150, 260, 62, `#${lit(hex, 0.3)}`)}${ellipse(0, -148, 250, 56, blend(dim(hex, 0.5), lit(hex, 0.2)))}${times(
    40,
    (n) => {
      const [a, d] = [n * 2.4, Math.sqrt(n / 40)];
      return ellipse(Math.cos(a) * 230 * d, -146 + Math.sin(a) * 48 * d, 12, 5, "#ffffff", 'opacity=".09"');
    },
  )}${path("M-250 -150Q-300 -190 -290 -140T-236 -110z", metal("8c9296"))}${times(24, (n) => ellipse(-190 + (n % 8) * 54, -86 + Math.floor(n / 8) * 28, 10, 6, "#ffffff", 'opacity=".06"'))}${gleam("M-226 -96C-190 -30 -110 -12 -60 -8", 8, 0.3)}`;
}

function greens(): Svg {
  return `${times(12, (n) => put(leaf(86, 26, ["5f9a3a", "82b552", "4c8230"][n % 3] ?? "5f9a3a"), -130 + n * 23, -140 + (n % 3) * 12, 1, ((n * 47) % 160) - 80))}${times(9, (n) => put(path("M-20 0Q0 -26 22 -4Q14 12 -14 10z", face(n % 2 === 0 ? "c9543a" : "e8b08a")), -120 + n * 30, -150 + (n % 4) * 10, 1, n * 40))}`;
}

export function cleaver(): Svg {
  return `${path("M-330 -70Q-334 -96 -300 -98L60 -92Q74 -90 74 -70V70Q60 84 -10 84L-290 80Q-322 70 -326 40z", metal("bdc3c6"))}${path("M-326 40Q-322 70 -290 80L-10 84Q60 84 74 70L74 56Q20 64 -20 62L-300 56z", "#eef2f4")}${circle(-286, -66, 12, "#6b4a2e")}${path("M72 -58H110V32H72z", metal("8c9296"))}${path("M108 -56C160 -64 260 -50 334 -52Q352 -14 334 26C260 30 160 40 108 30z", blend("6b4230", "33190f"))}${times(3, (n) => circle(150 + n * 66, -12, 9, blend("f1d17e", "a87a2a")))}${stroke("M116 6Q220 16 330 8", "#8a5c44", 3, 'opacity=".6"')}${gleam("M-300 -78L50 -74", 6, 0.7)}`;
}

export function board(): Svg {
  return `${path("M-270 -150H230Q280 -150 284 -100L300 30Q300 60 270 62H-290Q-316 60 -312 30L-300 -120Q-296 -150 -270 -150z", face("7d4a2a"))}${path("M-312 30Q-316 60 -290 62H270Q300 60 300 30V54Q298 88 268 88H-290Q-314 88 -312 54z", "#4a2814")}${times(7, (n) => stroke(`M-296 ${-122 + n * 25}C-140 ${-140 + n * 27} -20 ${-96 + n * 20} 120 ${-120 + n * 25}S260 ${-116 + n * 24} 288 ${-120 + n * 25}`, n % 2 === 0 ? "#5a3018" : "#9c6540", 4, 'opacity=".6"'))}${ellipse(-90, -60, 40, 18, "none", 'stroke="#5a3018" stroke-width="4" opacity=".6"')}${ellipse(-90, -60, 18, 8, "#5a3018", 'opacity=".6"')}${circle(236, -112, 18, "#2f180c")}`;
}

export function steamer(): Svg {
  const tier = (y: number): Svg =>
    `${lathe(
      [
        [220, y - 96],
        [220, y],
      ],
      round("d9b06a"),
      0.16,
    )}${stroke(`M-220 ${y - 70}Q0 ${y - 30} 220 ${y - 70}M-220 ${y - 24}Q0 ${y + 18} 220 ${y - 24}`, "#a5793a", 5)}${stroke(`M-40 ${y - 58}v50M-20 ${y - 56}v50`, "#8a5f2a", 7)}`;
  return `${tier(0)}${tier(-104)}${lathe(
    [
      [224, -236],
      [224, -204],
    ],
    round("e3bd7a"),
    0.16,
  )}${path("M-214 -238C-150 -300 150 -300 214 -238Q0 -190 -214 -238z", face("e0b873"))}${times(11, (n) => stroke(`M${-190 + n * 38} ${-240 + 16 * Math.sin((n / 10) * 3.14)}Q${-90 + n * 18} -290 ${-20 + n * 4} -284`, "#b0843f", 4, 'opacity=".75"'))}${times(6, (n) => stroke(`M${-176 + n * 16} ${-248 - n * 7}Q0 ${-212 - n * 10} ${176 - n * 16} ${-248 - n * 7}`, "#f3dca6", 4, 'opacity=".6"'))}${stroke("M-30 -284Q0 -330 30 -284", "#8a5f2a", 13)}`;
}

export function bun(r: number): Svg {
  return `${path(`M${-r} 0C${-r} ${-r * 0.9} ${-r * 0.3} ${-r * 1.05} 0 ${-r * 1.15}C${r * 0.3} ${-r * 1.05} ${r} ${-r * 0.9} ${r} 0Q0 ${r * 0.3} ${-r} 0z`, ball("f4ead6"))}${times(7, (n) => stroke(`M0 ${-r * 1.08}Q${(n - 3) * r * 0.18} ${-r * 0.8} ${(n - 3) * r * 0.26} ${-r * 0.55}`, "#cdbb98", 3, 'opacity=".8"'))}`;
}

export function chiliJar(): Svg {
  return `${lathe(
    [
      [88, -236],
      [104, -214],
      [108, -110],
      [106, -24],
      [92, 0],
    ],
    round("b3261a"),
    0.13,
  )}${path("M-106 -150Q0 -128 108 -150V-24Q60 4 0 4T-106 -24z", "#7a1a10", 'opacity=".55"')}${times(26, (n) => circle(-86 + ((n * 41) % 172), -20 - ((n * 29) % 130), 4 + (n % 3), n % 3 === 0 ? "#f3d79a" : "#e0573a", 'opacity=".85"'))}${path("M-84 -190Q0 -172 84 -190V-110Q0 -92 -84 -110z", "#fbf4e3")}${put(path("M-34 10C-30 -14 10 -20 34 -26C30 6 0 26 -34 10z", face("d23a22")), 0, -142)}${stroke("M34 -170q10 -6 12 -16", "#5d7a2e", 6)}${lathe(
    [
      [92, -274],
      [96, -260],
      [94, -230],
    ],
    round("2b2622"),
    0.13,
  )}${ellipse(0, -274, 92, 12, face("4a433c"))}${gleam("M-84 -200V-30", 10, 0.5)}`;
}

export const hearth: Readonly<Record<string, Prop>> = {
  wok: stands(
    () =>
      `${under(0, 10, 260)}${put(wok(), -50, -16, 1.06)}${put(greens(), -50, -30, 1.06)}${stroke("M120 -200L330 -420", "#8a5a34", 16)}${path("M60 -150Q90 -200 140 -208L150 -178Q120 -150 80 -136z", metal("aab0b4"))}`,
    1.8,
    -80,
    -150,
    400,
  ),
  knife: lies(
    () =>
      `${put(cleaver(), 0, -60, 1, -18)}${times(7, (n) => put(`${ellipse(0, 0, 44, 44, "#e9f0d8")}${circle(0, 0, 44, "none", 'stroke="#5f8a36" stroke-width="7"')}${times(6, (k) => put(ellipse(0, -20, 5, 9, "#cfdcae"), 0, 0, 1, k * 60))}`, -210 + n * 68, 190 + (n % 2) * 16, 1 - n * 0.03))}`,
    2,
    -140,
    20,
  ),
  board: stands(
    () =>
      `${under(0, 70, 320, 50)}${put(board(), 0, -20, 1.06)}${put(`${circle(0, 0, 66, ball("d8402a"))}${put(path("M0 -6L10 -22 14 -6 28 -2 12 6 0 18 -12 6 -28 -2 -14 -6 -10 -22z", "#5f8a36"), 0, -44)}${gleam("M-38 -20Q-34 -40 -18 -46", 9, 0.6)}`, -150, -120)}${put(`${circle(0, 0, 54, ball("dc4a30"))}${put(path("M0 -6L10 -22 14 -6 28 -2 12 6 0 18 -12 6 -28 -2 -14 -6 -10 -22z", "#5f8a36"), 0, -36)}`, -40, -94)}${times(5, (n) => put(leaf(150, 26, n % 2 === 0 ? "5f9a3a" : "7fb04e"), 60 + n * 26, -20, 1, 40 + n * 9))}`,
    1.9,
    0,
    -60,
    280,
  ),
  steamer: stands(
    () =>
      `${under(0, 6, 240)}${put(steamer(), -20, 0, 1.15)}${under(230, 40, 70)}${ellipse(236, 34, 104, 32, face("f3eee4"))}${put(bun(50), 204, 26)}${put(bun(54), 272, 34)}${times(3, (n) => stroke(`M${-110 + n * 90} -360c-30 -40 30 -60 0 -110s30 -50 10 -90`, "#ffffff", 14, 'opacity=".35"'))}`,
    1.9,
    -60,
    -180,
    470,
  ),
  "chili-oil": stands(
    () =>
      `${under(-30, 0, 140)}${put(chiliJar(), -50, 0, 1.6)}${under(190, 20, 80)}${put(
        `${lathe(
          [
            [90, -58],
            [70, -16],
            [40, 0],
          ],
          round("f1ebdf"),
          0.24,
        )}${ellipse(0, -58, 90, 22, "#fffaf0")}${ellipse(0, -56, 80, 18, blend("7a1a10", "c83a1e"))}${times(14, (n) => circle(-56 + ((n * 31) % 112), -58 + ((n * 17) % 22) - 9, 3.4, n % 2 === 0 ? "#f3d79a" : "#ef7a4a"))}`,
        200,
        34,
        1.1,
      )}${put(path("M-60 10C-40 -30 20 -30 70 -50C60 0 0 30 -60 10z", face("cf2f1c")), 60, 60)}${put(path("M-60 10C-40 -30 20 -30 70 -50C60 0 0 30 -60 10z", face("b82618")), -190, 56, 0.9, 160)}`,
    1.9,
    -50,
    -240,
    450,
  ),
};
