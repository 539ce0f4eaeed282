import {
  ball,
  blend,
  box,
  circle,
  dim,
  ellipse,
  face,
  gleam,
  glow,
  lathe,
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

export function tent(hex: string, inside = "e9b25e"): Svg {
  return `${path("M-300 0L-40 -260Q0 -292 40 -260L300 0z", face(dim(hex, 0.3)))}${path("M-300 0L-30 -262Q-6 -286 14 -274L-60 0z", face(hex))}${path("M-60 0L14 -274Q34 -270 44 -256L300 0z", face(lit(hex, 0.12)))}${path("M26 0L40 -232L172 0z", blend(dim(inside, 0.45), inside))}${ellipse(104, -34, 74, 60, glow("ffd98a"))}${path("M40 -232L26 0 0 0 34 -236z", `#${dim(hex, 0.35)}`)}${path("M40 -232L172 0 214 0Q130 -90 44 -240z", `#${lit(hex, 0.34)}`)}${stroke("M-300 0L-30 -262Q2 -296 36 -266L300 0", "#e8783a", 6)}${stroke("M-296 -2L-372 24M296 -2L372 24", "#d8c9a6", 3)}${stroke("M-190 0L-20 -262", `#${dim(hex, 0.4)}`, 3, 'opacity=".6"')}${path("M-160 -70l46 -46 14 30 -40 44z", `#${dim(hex, 0.25)}`)}${gleam("M-250 -30L-60 -222", 5, 0.3)}`;
}

export function headlamp(hex: string): Svg {
  return `${path("M-250 -190C-220 -330 220 -330 250 -190C262 -130 190 -90 120 -84L100 -122C170 -128 214 -150 208 -186C180 -286 -180 -286 -208 -186C-214 -150 -170 -128 -100 -122L-120 -84C-190 -90 -262 -130 -250 -190z", face("3a3f45"))}${stroke("M-226 -200C-196 -312 196 -312 226 -200", `#${hex}`, 9, 'stroke-dasharray="26 20"')}${box(-140, -176, 280, 176, 46, face("2c3034"))}${box(-126, -166, 252, 150, 38, face(hex))}${circle(-30, -92, 66, metal("aeb4b8"))}${circle(-30, -92, 54, ball("e9edf0"))}${circle(-30, -92, 34, "#fffdf2")}${circle(-30, -92, 130, glow("fff3c4"), 'opacity=".8"')}${circle(72, -118, 22, ball("d14a3a"))}${circle(72, -66, 18, ball("f4f2ea"))}${box(-60, -190, 78, 20, 9, "#202326")}${gleam("M-104 -140Q-96 -154 -70 -158", 7, 0.6)}`;
}

export function stovePot(hex: string): Svg {
  return `${path("M-70 -20L-140 0M70 -20L140 0", "none")}${lathe(
    [
      [96, -108],
      [100, -60],
      [96, -14],
      [80, 0],
    ],
    round("d24f2e"),
    0.16,
  )}${path("M-98 -70Q0 -50 98 -70V-46Q0 -26 -98 -46z", "#f6efe0")}${lathe(
    [
      [26, -150],
      [26, -108],
    ],
    metal("b4b8ba"),
    0.2,
  )}${box(26, -140, 64, 14, 7, metal("8f9598"))}${circle(94, -133, 14, ball("3a3f45"))}${lathe(
    [
      [84, -178],
      [60, -150],
    ],
    metal("9aa0a3"),
    0.14,
  )}${times(5, (n) => path(`M${-50 + n * 25} -176q-9 -22 0 -36q9 14 0 36z`, "#5aa7f0", 'opacity=".85"'))}${box(-118, -238, 236, 42, 8, "#2f3337")}${times(14, (n) => stroke(`M${-108 + n * 16.6} -232v30`, "#666c70", 5))}${lathe(
    [
      [116, -420],
      [118, -330],
      [118, -230],
    ],
    round(hex),
    0.11,
  )}${ellipse(0, -420, 116, 14, metal("c9cdcf"))}${lathe(
    [
      [118, -446],
      [120, -420],
    ],
    round("2f3337"),
    0.12,
  )}${ellipse(0, -446, 118, 14, "#43484d")}${circle(0, -452, 16, ball("d24f2e"))}${stroke("M120 -400C190 -396 190 -280 120 -276", "#2f3337", 15)}${gleam("M-92 -400V-250", 10, 0.4)}`;
}

export function flask(hex: string): Svg {
  return `${lathe(
    [
      [66, -380],
      [96, -350],
      [100, -300],
      [100, -40],
      [94, 0],
    ],
    round(hex),
    0.13,
  )}${path("M-100 -40Q0 -16 100 -40L94 0Q0 24 -94 0z", metal("b9bdbf"))}${lathe(
    [
      [62, -470],
      [66, -452],
      [66, -384],
    ],
    round("2f3337"),
    0.15,
  )}${ellipse(0, -470, 62, 9, "#50565b")}${times(9, (n) => stroke(`M${-52 + n * 13} -450v60`, "#4a4f54", 4))}${stroke("M-56 -462C-60 -540 60 -540 56 -462", "#3a4046", 12)}${path("M-26 -210L0 -254 26 -210 10 -222 0 -206 -10 -222z", `#${lit(hex, 0.7)}`)}${stroke("M-34 -196h68", `#${lit(hex, 0.7)}`, 5)}${gleam("M-74 -330V-60", 12, 0.45)}${gleam("M78 -320V-70", 5, 0.2)}`;
}

function pole(): Svg {
  return `${stroke("M0 -340V300", "#2b3034", 13)}${stroke("M-3 -330V-40", "#6b7378", 3)}${stroke("M0 -40V300", "#3a4146", 9)}${box(-12, -60, 24, 40, 7, face("d24f2e"))}${box(-10, 120, 20, 36, 6, face("d24f2e"))}${path("M-18 -440Q0 -464 18 -440L14 -300Q0 -290 -14 -300z", round("c99a62"))}${times(4, (n) => stroke(`M-15 ${-410 + n * 26}q15 8 30 0`, "#8a6236", 3))}${path("M-20 -446Q0 -470 20 -446L18 -428H-18z", face("2b3034"))}${stroke("M-14 -430C-80 -400 -70 -300 -12 -330", "#33383c", 11)}${ellipse(0, 250, 34, 12, "#23282b")}${path("M-6 296L0 344 6 296z", metal("c4c9cc"))}`;
}

export function campfire(flick: number): Svg {
  const tongue = (x: number, h: number, w: number, hex: string): Svg =>
    path(
      `M${x - w} 0C${x - w * 1.2} ${-h * 0.4} ${x - w * 0.1 + flick * 9} ${-h * 0.6} ${x + flick * 13} ${-h}C${x + w * 0.5 + flick * 7} ${-h * 0.6} ${x + w * 1.3} ${-h * 0.4} ${x + w} 0z`,
      hex,
    );
  return `${circle(0, -60, 210 + flick * 12, glow("ff9a3c"), 'opacity=".7"')}${times(7, (n) => ellipse(-90 + n * 30, 14 - Math.abs(n - 3) * -2, 24, 15, face(["6d655c", "554e47", "7a7268"][n % 3] ?? "6d655c")))}${stroke("M-66 6L56 -16M-54 -16L68 6", "#4a2c18", 22)}${tongue(0, 128 + flick * 14, 44, "#f0641e")}${tongue(-22, 84 - flick * 12, 24, "#f58a2a")}${tongue(24, 92 + flick * 9, 24, "#f58a2a")}${tongue(2, 82 + flick * 8, 24, "#ffc24a")}${tongue(0, 44 + flick * 5, 13, "#fff0b8")}`;
}

export const trailProps: Readonly<Record<string, Prop>> = {
  tent: stands(
    () =>
      `${under(0, 6, 320, 40)}${put(tent("6f8a52"), 0, 0, 1.06)}${under(-260, 50, 40)}${under(260, 70, 50)}${put(`${box(-34, -58, 68, 58, 8, face("c85a34"))}${box(-26, -80, 52, 24, 8, face("a8452a"))}${stroke("M-20 -40h40", "#f3d9b0", 4)}`, 250, 70, 1.2)}`,
    1.9,
    70,
    -130,
    320,
  ),
  headlamp: stands(() => `${under(0, 0, 200)}${put(headlamp("e8742c"), 0, 0, 1.2)}`, 1.8, -20, -120, 380),
  stove: stands(
    () =>
      `${under(0, 0, 150)}${put(stovePot("5c6a70"), -30, 0, 1.22)}${under(220, 30, 70)}${put(
        `${lathe(
          [
            [62, -96],
            [60, -30],
            [52, 0],
          ],
          metal("c2c7ca"),
          0.18,
        )}${ellipse(0, -96, 62, 12, "#e6eaec")}${ellipse(0, -94, 54, 9, "#5a3418")}${stroke("M60 -80C100 -80 100 -24 58 -22", "#9da3a6", 10)}`,
        220,
        34,
      )}`,
    1.8,
    -30,
    -210,
    590,
  ),
  poles: lies(() => `${put(pole(), -90, 40, 0.92, -24)}${put(pole(), 90, 40, 0.92, 20)}`, 2.1, 90, -260),
  flask: stands(
    () =>
      `${under(-90, 0, 110)}${put(flask("e9e6dc"), -110, 0, 1.2)}${under(130, 30, 120)}${put(flask("6f8a52"), 140, 30, 1.2)}`,
    1.9,
    130,
    -330,
    640,
  ),
};
