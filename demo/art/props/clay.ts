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
  path,
  put,
  round,
  stroke,
  times,
  under,
  type Svg,
} from "../paint.ts";
import { stands, type Prop } from "./prop.ts";

/** A bowl with its foot ring, `r` wide and `h` high. */
export function bowl(r: number, h: number, outside: string, inside: string, flat = 0.2): Svg {
  return `${lathe(
    [
      [r * 0.44, -12],
      [r * 0.42, 0],
    ],
    round(dim(outside, 0.25)),
    0.16,
  )}${lathe(
    [
      [r, -h],
      [r * 0.97, -h * 0.72],
      [r * 0.8, -h * 0.34],
      [r * 0.46, -10],
    ],
    round(outside),
    flat,
  )}${ellipse(0, -h, r, r * flat, `#${lit(outside, 0.4)}`)}${ellipse(0, -h + 3, r * 0.95, r * flat * 0.9, blend(dim(inside, 0.28), lit(inside, 0.3)))}${gleam(`M${-r * 0.82} ${-h * 0.66}Q${-r * 0.72} ${-h * 0.36} ${-r * 0.5} ${-h * 0.18}`, r * 0.055, 0.5)}`;
}

export function mug(hex: string): Svg {
  return `${stroke("M84 -168C168 -176 172 -64 82 -58", `#${dim(hex, 0.2)}`, 26)}${stroke("M84 -170C158 -176 162 -70 82 -64", `#${lit(hex, 0.12)}`, 13)}${lathe(
    [
      [90, -210],
      [92, -150],
      [90, -60],
      [82, -18],
      [70, 0],
    ],
    round(hex),
    0.16,
  )}${times(4, (n) => stroke(`M-90 ${-170 + n * 36}Q0 ${-148 + n * 36} 90 ${-170 + n * 36}`, `#${dim(hex, 0.2)}`, 2.5, 'opacity=".35"'))}${path("M-76 -22Q0 2 76 -22L70 0Q0 22 -70 0z", "#c9a57c")}${ellipse(0, -210, 90, 15, `#${lit(hex, 0.45)}`)}${ellipse(0, -208, 82, 12, blend(dim(hex, 0.5), dim(hex, 0.15)))}${gleam("M-66 -182V-60", 11, 0.45)}`;
}

export function vase(hex: string): Svg {
  return `${lathe(
    [
      [52, -380],
      [36, -352],
      [30, -300],
      [46, -240],
      [104, -150],
      [112, -86],
      [84, -24],
      [62, 0],
    ],
    round(hex),
    0.16,
  )}${ellipse(0, -380, 52, 9, `#${lit(hex, 0.5)}`)}${ellipse(0, -379, 43, 6.5, `#${dim(hex, 0.55)}`)}${gleam("M-84 -138Q-96 -90 -74 -50", 13, 0.5)}${gleam("M-24 -340V-290", 6, 0.45)}`;
}

function plumBranch(): Svg {
  const bloom = (x: number, y: number, r: number): Svg =>
    `${times(5, (n) => circle(x + Math.cos(n * 1.257 - 1.57) * r * 0.6, y + Math.sin(n * 1.257 - 1.57) * r * 0.6, r * 0.52, ball("f4b9b0")))}${circle(x, y, r * 0.26, "#e9b23c")}`;
  return `${stroke("M0 0C-6 -60 30 -100 20 -170S90 -250 150 -290M18 -120C-30 -160 -40 -210 -90 -240M24 -180C50 -190 70 -160 120 -170", "#5b3d2a", 9)}${stroke("M0 0C-6 -60 30 -100 20 -170", "#8a6247", 3)}${bloom(150, -290, 27)}${bloom(96, -236, 23)}${bloom(-88, -242, 26)}${bloom(-34, -184, 21)}${bloom(118, -170, 22)}${bloom(26, -204, 18)}${circle(66, -262, 10, ball("e58f88"))}${circle(-60, -270, 9, ball("e58f88"))}${circle(146, -190, 9, ball("e58f88"))}`;
}

/** A plate seen from the front, `r` wide, with a painted wreath. */
export function bluePlate(r: number): Svg {
  const ring = times(8, (n) => {
    const scroll = `${stroke(`M0 ${-r * 0.7}c${r * 0.16} ${-r * 0.12} ${r * 0.3} ${r * 0.02} ${r * 0.22} ${r * 0.14}s${-r * 0.18} 0 ${-r * 0.1} ${-r * 0.08}`, "#2c5aa0", r * 0.026)}${put(leaf(r * 0.17, r * 0.06, "3d6db5"), r * 0.06, -r * 0.74, 1, 20)}${put(leaf(r * 0.15, r * 0.055, "2f5f9f"), -r * 0.02, -r * 0.66, 1, -130)}${circle(r * 0.26, -r * 0.78, r * 0.03, "#2c5aa0")}`;
    return put(scroll, 0, 0, 1, n * 45);
  });
  const flower = times(8, (n) => put(leaf(r * 0.27, r * 0.1, n % 2 === 0 ? "3467ad" : "6b97d1"), 0, 0, 1, n * 45));
  return `${circle(0, 0, r, ball("eef1ee"))}${circle(0, 0, r * 0.97, "none", 'stroke="#2c5aa0" stroke-width="5"')}${circle(0, 0, r * 0.58, "none", `stroke="#2c5aa0" stroke-width="${r * 0.016}"`)}${circle(0, 0, r * 0.54, "none", `stroke="#2c5aa0" stroke-width="${r * 0.008}"`)}${circle(0, 0, r * 0.5, "#ffffff", 'opacity=".35"')}${ring}${flower}${circle(0, 0, r * 0.09, ball("2c5aa0"))}${circle(0, 0, r * 0.04, "#e8eef5")}${times(6, (n) => put(`${stroke(`M0 ${-r * 0.3}q${r * 0.09} ${-r * 0.06} ${r * 0.02} ${-r * 0.15}`, "#2c5aa0", r * 0.018)}${circle(r * 0.03, -r * 0.46, r * 0.02, "#2c5aa0")}`, 0, 0, 1, n * 60 + 22))}${gleam(`M${-r * 0.82} ${-r * 0.3}A${r * 0.88} ${r * 0.88} 0 0 1 ${-r * 0.3} ${-r * 0.82}`, r * 0.035, 0.8)}`;
}

export function teapot(hex: string): Svg {
  return `${stroke("M128 -146C232 -186 232 -34 118 -44", `#${dim(hex, 0.25)}`, 26)}${stroke("M128 -150C220 -180 220 -44 118 -52", `#${lit(hex, 0.1)}`, 11)}${path("M-110 -104C-176 -96 -190 -150 -214 -196L-190 -202C-170 -160 -150 -164 -112 -158z", round(hex))}${lathe(
    [
      [74, -186],
      [120, -168],
      [148, -110],
      [132, -48],
      [82, -6],
      [76, 0],
    ],
    round(hex),
    0.12,
  )}${lathe(
    [
      [20, -226],
      [56, -214],
      [82, -188],
      [82, -182],
    ],
    round(lit(hex, 0.06)),
    0.16,
  )}${circle(0, -238, 21, ball(hex))}${stroke("M-82 -184Q0 -168 82 -184", `#${dim(hex, 0.45)}`, 3)}${gleam("M-112 -130Q-124 -96 -104 -60", 11, 0.35)}${gleam("M-50 -204Q-30 -214 -12 -217", 5, 0.4)}`;
}

export function gaiwan(hex: string): Svg {
  return `${under(0, 0, 140)}${ellipse(0, -6, 150, 32, face(hex))}${ellipse(0, -12, 128, 25, `#${dim(hex, 0.12)}`)}${put(
    `${lathe(
      [
        [128, -140],
        [112, -110],
        [88, -52],
        [56, -10],
        [52, 0],
      ],
      round(hex),
      0.18,
    )}${ellipse(0, -140, 128, 24, `#${lit(hex, 0.5)}`)}${ellipse(0, -138, 118, 20, blend("b4ab9a", "e8dfce"))}${gleam("M-98 -112Q-84 -60 -58 -30", 9, 0.75)}`,
    0,
    -10,
  )}${put(
    `${lathe(
      [
        [26, -70],
        [62, -58],
        [108, -12],
        [112, 0],
      ],
      round(hex),
      0.17,
    )}${ellipse(0, -76, 30, 8, face(hex))}${lathe(
      [
        [30, -84],
        [24, -74],
        [28, -66],
      ],
      round(hex),
      0.2,
    )}${ellipse(0, -84, 30, 7, `#${lit(hex, 0.6)}`)}${gleam("M-78 -26Q-62 -44 -40 -52", 7, 0.8)}`,
    6,
    -150,
    1,
    5,
  )}`;
}

export function glassCup(): Svg {
  return `${path("M-70 -170L-62 0Q0 16 62 0L70 -170z", "#ffffff", 'opacity=".28"')}${path("M-67 -128L-60 -8Q0 8 60 -8L67 -128z", face("d9d98a"), 'opacity=".8"')}${ellipse(0, -128, 67, 11, "#e9e8ae", 'opacity=".9"')}${times(7, (n) => put(leaf(54, 9, n % 2 === 0 ? "8aa84e" : "a8bd68"), -40 + n * 13, -14 - (n % 3) * 16, 1, (n - 3) * 7))}${ellipse(0, -170, 70, 12, "none", 'stroke="#ffffff" stroke-width="4" opacity=".8"')}${gleam("M-56 -150L-50 -20", 7, 0.6)}${gleam("M56 -110L52 -30", 4, 0.4)}`;
}

export function teaTin(hex: string): Svg {
  return `${lathe(
    [
      [104, -300],
      [104, 0],
    ],
    round(hex),
    0.13,
  )}${lathe(
    [
      [108, -330],
      [108, -262],
    ],
    round(dim(hex, 0.15)),
    0.13,
  )}${ellipse(0, -330, 108, 15, face(lit(hex, 0.15)))}${path("M-66 -214Q0 -202 66 -214V-44Q0 -32 -66 -44z", "#f6efdf")}${put(`${put(leaf(70, 16, "6f9448"), 0, 0, 1, -24)}${put(leaf(78, 16, "8cae5c"), 2, 0, 1, 12)}${stroke("M0 0V30", "#6f9448", 5)}`, -2, -116)}${path("M-14 -72h28v22h-28z", "#b5402a")}${gleam("M-84 -310V-20", 9, 0.4)}`;
}

export const clay: Readonly<Record<string, Prop>> = {
  "white-tea": stands(
    () =>
      `${under(-90, 0, 140)}${put(teaTin("7c9a76"), -100, 0, 1.35)}${under(160, 10, 100)}${put(glassCup(), 165, 10, 1.35)}${times(6, (n) => put(leaf(46, 7, "8fac5a"), -20 + n * 17, 52 + (n % 3) * 9, 1, 70 + n * 21))}`,
    2,
    130,
    -120,
    450,
  ),
  "rice-bowl": stands(
    () =>
      `${under(0, 0, 190)}${put(bowl(230, 230, "8fb8a8", "b9d6c8", 0.22), 0, 0, 1.16)}${stroke("M-180 46L260 20M-176 62L262 32", "#7b4a2b", 11)}${gleam("M-170 44L250 19", 3, 0.3)}`,
    1.9,
    -60,
    -220,
    290,
  ),
  teapot: stands(
    () =>
      `${under(0, 0, 190)}${put(teapot("9c4a32"), 0, 0, 1.5)}${under(-190, 60, 60)}${put(bowl(56, 54, "9c4a32", "e9d8c0"), -200, 60)}${put(ellipse(0, -54, 46, 9, "#b5652a"), -200, 64)}`,
    2,
    -70,
    -200,
    390,
  ),
  gaiwan: stands(() => put(gaiwan("f3eee4"), 0, 0, 1.85), 2, 0, -230),
  "tea-cake": stands(
    () =>
      `${under(0, 0, 240)}${put(`${circle(0, 0, 240, face("efe6d2"))}${times(20, (n) => put(stroke("M0 -96Q8 -160 0 -238", "#cdbf9f", 3, 'opacity=".7"'), 0, 0, 1, n * 18))}${circle(0, 0, 98, face("f8f2e4"))}${put(`${leaf(110, 44, "77803a")}${put(leaf(84, 34, "8e9550"), 0, 0, 1, 48)}${put(leaf(84, 34, "646d2e"), 0, 0, 1, -48)}`, 0, 52)}${path("M44 36h34v34h-34z", "#b5402a")}`, -60, -240)}${under(150, 30, 130)}${put(
        `${circle(0, 0, 150, ball("5a3a24"))}${times(70, (n) => {
          const [a, d] = [n * 2.4, Math.sqrt(n / 72) * 136];
          return stroke(
            `M${(Math.cos(a) * d).toFixed(1)} ${(Math.sin(a) * d).toFixed(1)}l${((n * 13) % 26) - 13} ${((n * 29) % 22) - 11}`,
            ["8a6138", "432817", "a67c47", "6e4a2b"].map((hex) => `#${hex}`)[n % 4] ?? "",
            6,
          );
        })}${circle(0, 0, 22, "#2c1b11", 'opacity=".45"')}`,
        170,
        -118,
      )}`,
    1.9,
    150,
    -120,
    490,
  ),
  mug: stands(
    () =>
      `${under(-170, -30, 110)}${put(mug("e6dcc6"), -190, -46, 1.2)}${under(180, -30, 110)}${put(mug("b06a3c"), 175, -46, 1.2)}${under(0, 20, 130)}${put(mug("7fa0a4"), -20, 30, 1.55)}`,
    1.9,
    20,
    -160,
    320,
  ),
  vase: stands(
    () => `${put(plumBranch(), 0, -480, 1.05)}${under(0, 0, 130)}${put(vase("8fb9b6"), 0, 0, 1.35)}`,
    1.9,
    30,
    -520,
    790,
  ),
  "blue-plate": stands(
    () =>
      `${under(0, 0, 220)}${stroke("M-150 8L-120 -110M150 8L120 -110", "#6b4428", 18)}${put(bluePlate(292), 0, -300)}${stroke("M-170 14Q-120 -34 -96 -22M170 14Q120 -34 96 -22", "#8a5a36", 20)}`,
    2,
    0,
    -300,
    600,
  ),
  "noodle-bowl": stands(
    () =>
      `${under(0, 0, 230)}${put(bowl(240, 210, "6f6258", "d8cdb9", 0.26), 0, 0, 1.2)}${ellipse(0, -250, 246, 60, face("8e4a1c"))}${times(9, (n) => stroke(`M${-190 + n * 22} ${-250 + (n % 3) * 8}c50 -34 90 40 150 4s60 -20 ${70 - n * 6} 8`, n % 2 === 0 ? "#f1d58e" : "#e6c473", 12))}${put(leaf(70, 30, "5d8a3a"), 120, -250, 1, 70)}${put(leaf(60, 26, "76a24c"), 126, -262, 1, 40)}${ellipse(-110, -266, 54, 26, face("8a4a34"))}${ellipse(-60, -286, 52, 24, face("9c5a40"))}${times(9, (n) => circle(-20 + n * 19, -224 - (n % 4) * 11, 7, "none", 'stroke="#7fae4a" stroke-width="5"'))}${stroke("M40 -300L300 -400M60 -292L310 -380", "#7b4a2b", 12)}`,
    1.9,
    -30,
    -250,
    400,
  ),
  "incense-dish": stands(
    () =>
      `${stroke("M30 -90L200 -560", "#7b4a34", 7)}${circle(201, -563, 7, "#ff8a3c")}${[0, 1].map((n) => stroke(`M${202 + n * 6} -570c-40 -40 50 -60 10 -120s40 -50 20 -${90 + n * 20}`, "#fff", 7 - n * 3, `opacity="${0.4 - n * 0.12}"`)).join("")}${under(0, 0, 260)}${path("M-270 -70C-220 -150 -120 -150 -60 -146C40 -170 180 -170 262 -86C290 -30 170 30 20 30C-130 34 -260 10 -270 -70z", face("7fa287"))}${path("M-236 -72C-190 -124 -100 -124 -50 -122C40 -142 160 -140 226 -84C236 -44 130 2 20 4C-110 6 -224 -14 -236 -72z", face("9dbca0"))}${times(9, (n) => stroke(`M10 -66L${(Math.cos((n / 9) * 6.28) * 215).toFixed(0)} ${(-66 + Math.sin((n / 9) * 6.28) * 62).toFixed(0)}`, "#6f9478", 4, 'opacity=".6"'))}${circle(20, -74, 17, ball("c9a566"))}${circle(-150, -50, 9, "#8b8478")}${ellipse(-120, -40, 46, 9, "#a09a8e", 'opacity=".6"')}`,
    1.8,
    0,
    -110,
    640,
  ),
};
