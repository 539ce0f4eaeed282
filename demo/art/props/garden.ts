import {
  ball,
  box,
  circle,
  dim,
  ellipse,
  face,
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

export function rose(r: number, hex: string): Svg {
  return `${times(5, (n) => put(ellipse(0, -r * 0.42, r * 0.58, r * 0.56, face(n % 2 === 0 ? hex : dim(hex, 0.1))), 0, 0, 1, n * 72))}${times(5, (n) => put(ellipse(0, -r * 0.26, r * 0.42, r * 0.4, face(lit(hex, 0.15 + (n % 2) * 0.12))), 0, 0, 1, n * 72 + 36))}${circle(0, 0, r * 0.38, ball(dim(hex, 0.08)))}${stroke(`M${-r * 0.22} 0C${-r * 0.2} ${-r * 0.3} ${r * 0.26} ${-r * 0.26} ${r * 0.2} ${r * 0.04}S${-r * 0.14} ${r * 0.2} ${-r * 0.08} 0S${r * 0.1} ${-r * 0.1} ${r * 0.06} ${r * 0.06}`, `#${dim(hex, 0.4)}`, r * 0.07, 'opacity=".75"')}`;
}

export const pot = (w: number, h: number, hex: string): Svg =>
  `${lathe(
    [
      [w * 0.92, -h * 0.8],
      [w * 0.7, 0],
    ],
    round(hex),
    0.15,
  )}${lathe(
    [
      [w, -h],
      [w, -h * 0.74],
    ],
    round(lit(hex, 0.08)),
    0.15,
  )}${ellipse(0, -h, w, w * 0.15, `#${lit(hex, 0.3)}`)}${ellipse(0, -h + 2, w * 0.9, w * 0.12, "#4a3626")}`;

export function roses(): Svg {
  const heads = [
    [-120, -420, 74],
    [0, -470, 82],
    [124, -424, 76],
    [-70, -340, 80],
    [70, -336, 82],
    [-170, -330, 62],
    [176, -328, 64],
    [0, -390, 70],
    [-10, -540, 60],
  ] as const;
  return `${times(13, (n) => put(leaf(170, 46, n % 2 === 0 ? "6f8f6a" : "8aa684"), (n - 6) * 18, -300, 1, (n - 6) * 17))}${heads.map(([x, y, r], n) => put(rose(r, ["d9a58e", "cf8f7c", "e3b9a0"][n % 3] ?? "d9a58e"), x, y, 1, n * 40)).join("")}${path("M-230 -300C-120 -200 120 -200 230 -300L80 0Q0 30 -80 0z", face("d9c7a6"))}${path("M-230 -300C-160 -240 -60 -220 -10 -226L-50 10Q-70 8 -80 0z", `#${lit("d9c7a6", 0.4)}`)}${path("M230 -300C150 -210 60 -200 20 -224L40 14Q70 10 80 0z", "#b59f78", 'opacity=".6"')}${stroke("M-112 -92Q0 -60 112 -92", "#8a4a3a", 15)}${put(`${path("M0 0C-50 -40 -70 10 0 6C70 10 50 -40 0 0z", face("a5594a"))}${path("M0 4L-30 60M0 4L34 56", "none", 'stroke="#8a4a3a" stroke-width="12"')}`, 0, -78)}`;
}

function mothOrchid(): Svg {
  const bloom = (x: number, y: number, s: number): Svg =>
    put(
      `${times(3, (n) => put(ellipse(0, -34, 22, 36, face("e9b3d0")), 0, 0, 1, n * 120))}${ellipse(-36, -6, 40, 32, face("d985b3"))}${ellipse(36, -6, 40, 32, face("d985b3"))}${path("M-14 4C-20 30 20 30 14 4Q0 -8 -14 4z", face("a52c68"))}${circle(0, 2, 8, "#f6d35a")}`,
      x,
      y,
      s,
    );
  const stem = (side: number): Svg =>
    `${stroke(`M${side * 10} -150C${side * 20} -400 ${side * 40} -540 ${side * 190} -560`, "#6f8a4a", 9)}${[
      [48, -430, 0.9],
      [84, -510, 1],
      [150, -560, 0.95],
      [214, -548, 0.75],
    ]
      .map(([x = 0, y = 0, s = 1]) => bloom(side * x, y, s))
      .join("")}${circle(side * 250, -520, 15, ball("c98ab0"))}`;
  return `${stem(-1)}${stem(1)}${[-70, -40, 40, 72].map((a, n) => put(leaf(210, 60, n % 2 === 0 ? "4f7a3c" : "648f4c"), 0, -150, 1, a)).join("")}${put(pot(120, 170, "f1ece2"), 0, 0)}${times(9, (n) => ellipse(-70 + n * 18, -174 + (n % 2) * 5, 16, 9, n % 2 === 0 ? "#9aa86a" : "#7f8f52"))}`;
}

function succulent(r: number, hex: string): Svg {
  return times(3, (ring) =>
    times(8 - ring, (n) =>
      put(
        path(
          `M0 0C${-r * 0.34} ${-r * 0.4} ${-r * 0.22} ${-r * (0.9 - ring * 0.24)} 0 ${-r * (1 - ring * 0.27)}C${r * 0.22} ${-r * (0.9 - ring * 0.24)} ${r * 0.34} ${-r * 0.4} 0 0z`,
          face(lit(hex, ring * 0.22)),
        ),
        0,
        0,
        1,
        n * (360 / (8 - ring)) + ring * 22,
      ),
    ),
  );
}

function hydrangea(): Svg {
  const ballOf = (x: number, y: number, r: number, hex: string): Svg =>
    put(
      `${circle(0, 0, r * 0.95, ball(dim(hex, 0.15)))}${times(26, (n) => {
        const [a, d] = [n * 2.4, Math.sqrt(n / 26) * r * 0.86];
        return put(
          times(4, (k) =>
            put(ellipse(0, -r * 0.12, r * 0.1, r * 0.13, `#${lit(hex, ((n * 7) % 10) / 18)}`), 0, 0, 1, k * 90 + 45),
          ) + circle(0, 0, r * 0.035, "#f6efc9"),
          Math.cos(a) * d,
          Math.sin(a) * d,
          1,
          n * 31,
        );
      })}`,
      x,
      y,
    );
  return `${times(10, (n) => put(leaf(190, 74, n % 2 === 0 ? "4f7d42" : "669655"), 0, -220, 1, -95 + n * 21))}${ballOf(-130, -360, 120, "7d97d6")}${ballOf(130, -350, 116, "9a8fd0")}${ballOf(0, -460, 128, "86a6de")}${put(leaf(150, 56, "5b8a4a"), 0, -230, 1, -62)}${put(leaf(150, 56, "5b8a4a"), 0, -230, 1, 62)}${put(pot(140, 190, "b5683f"), 0, 0)}`;
}

export const garden: Readonly<Record<string, Prop>> = {
  roses: stands(() => `${under(0, 6, 130)}${roses()}`, 2, 10, -420, 600),
  orchid: stands(() => `${under(0, 0, 140)}${mothOrchid()}`, 1.9, 90, -480, 620),
  succulents: stands(
    () =>
      `${under(0, 10, 330, 60)}${path("M-300 -150L-330 -10Q-326 20 -290 20H290Q326 20 330 -10L300 -150z", face("a9794a"))}${path("M-290 -300H290L310 -140H-310z", "#4a3626")}${path("M-306 -312H306L330 -136H300L282 -290H-282L-300 -136H-330z", face("c1925e"))}${["7fa58a", "a3b88f", "c48a96", "8fb0b3", "9db36f", "b9a3c4", "7c9a6e", "cfa27f", "8aae9f"].map((hex, n) => put(succulent(n > 5 ? 84 : n > 2 ? 78 : 70, hex), ((n % 3) - 1) * (180 + Math.floor(n / 3) * 14), -268 + Math.floor(n / 3) * 66, 1, n * 13)).join("")}`,
    2,
    0,
    -200,
    320,
  ),
  hydrangea: stands(() => `${under(0, 0, 150)}${hydrangea()}`, 1.9, 20, -390, 580),
};

function catHead(hex: string): Svg {
  return `${path("M-70 -30L-76 -110 -24 -78Q0 -84 24 -78L76 -110 70 -30C86 40 40 70 0 70S-86 40 -70 -30z", face(hex))}${path("M-62 -50L-64 -90 -36 -72z", "#e9a59a")}${path("M62 -50L64 -90 36 -72z", "#e9a59a")}${stroke("M-20 -76V-52M0 -78V-50M20 -76V-52", `#${dim(hex, 0.35)}`, 8)}${ellipse(-30, -8, 12, 16, "#f4d35e")}${ellipse(30, -8, 12, 16, "#f4d35e")}${ellipse(-30, -8, 5, 14, "#241712")}${ellipse(30, -8, 5, 14, "#241712")}${ellipse(0, 34, 34, 24, "#fff6e8")}${path("M-8 18H8L0 28z", "#d9776a")}${stroke("M0 28Q-4 42 -18 38M0 28Q4 42 18 38", "#6b4433", 3.5)}${stroke("M-40 28L-96 20M-40 38L-94 44M40 28L96 20M40 38L94 44", "#fff6e8", 3)}`;
}

export const pets: Readonly<Record<string, Prop>> = {
  "cat-wand": stands(
    () =>
      `${under(-150, 6, 120)}${put(`${path("M-90 0C-130 -120 -60 -200 0 -200S130 -120 90 0z", face("d98f4a"))}${stroke("M-86 -70q30 10 50 0M86 -70q-30 10 -50 0M-92 -40q30 10 46 2M92 -40q-30 10 -46 2", "#a8602a", 9)}${ellipse(-44, -8, 40, 20, face("f3dcbc"))}${ellipse(44, -8, 40, 20, face("f3dcbc"))}${put(catHead("d98f4a"), 0, -250)}${stroke("M84 -16C170 0 190 -90 150 -130", "#d98f4a", 30)}`, -150, 6, 1.05)}${stroke("M290 40C250 -200 200 -420 70 -560", "#6b8f96", 9)}${stroke("M70 -560C40 -500 30 -470 34 -420", "#d9cbb0", 4)}${put(`${put(leaf(150, 26, "e0573a"), 0, 0, 1, 160)}${put(leaf(160, 26, "f0b23a"), 0, 0, 1, 184)}${put(leaf(140, 24, "3f8f94"), 0, 0, 1, 206)}${circle(0, 0, 17, ball("f0c24a"))}`, 34, -412)}${box(272, 0, 34, 90, 14, face("b5402a"), 'transform="rotate(-6 290 40)"')}`,
    1.9,
    0,
    -330,
    560,
  ),
  "dog-bed": stands(
    () =>
      `${under(0, 0, 330, 60)}${path("M-330 -90C-340 -200 340 -200 330 -90C340 10 240 30 0 30S-340 10 -330 -90z", face("7c8f86"))}${ellipse(0, -110, 262, 74, "#e9dcc4")}${put(`${path("M-190 0C-200 -110 40 -150 150 -60C190 -20 160 10 120 10H-160z", face("c9935a"))}${path("M60 -60C70 -150 210 -140 214 -60C224 -10 190 16 140 12C90 10 60 -10 60 -60z", face("d6a46c"))}${path("M76 -100C50 -120 36 -60 56 -40C76 -40 84 -70 76 -100zM196 -100C222 -116 236 -60 216 -40C196 -40 190 -70 196 -100z", face("9a6534"))}${stroke("M108 -56q12 8 24 0M156 -56q12 8 24 0", "#3a2415", 6)}${ellipse(144, -18, 34, 24, "#f3e3c6")}${ellipse(144, -30, 13, 9, "#2b1a12")}${stroke("M-180 -16C-236 -30 -230 -90 -196 -84", "#c9935a", 24)}`, -10, -84)}${path("M-330 -90C-300 -20 300 -20 330 -90C340 10 240 34 0 34S-340 10 -330 -90z", face("8a9d94"))}${times(15, (n) => stroke(`M${-290 + n * 41} ${-40 - Math.abs(n - 7) * 5}q6 30 ${(n - 7) * -3} 58`, "#6b7d75", 4, 'opacity=".5"'))}`,
    1.8,
    60,
    -130,
    300,
  ),
  scratcher: stands(
    () =>
      `${under(0, 6, 230)}${put(box(-220, -44, 440, 50, 14, face("d9b07a")), 0, 0)}${lathe(
        [
          [66, -470],
          [66, -44],
        ],
        round("c9a872"),
        0.14,
      )}${times(24, (n) => stroke(`M-66 ${-452 + n * 17}Q0 ${-438 + n * 17} 66 ${-452 + n * 17}`, "#8f6f3e", 4, 'opacity=".6"'))}${ellipse(0, -476, 92, 22, face("d9b07a"))}${ellipse(0, -484, 92, 22, face("eccb98"))}${stroke("M80 -478C120 -440 120 -400 118 -370", "#8f6f3e", 4)}${circle(118, -340, 34, ball("e0573a"))}${put(`${path("M-70 0C-96 -110 -50 -170 0 -170S96 -110 70 0z", face("8c8f94"))}${put(catHead("8c8f94"), 0, -210, 0.9)}${stroke("M-60 -10C-130 0 -150 -70 -110 -110", "#8c8f94", 24)}`, -170, -34)}`,
    1.8,
    -90,
    -260,
    520,
  ),
  "slow-bowl": stands(
    () =>
      `${under(0, 6, 280)}${lathe(
        [
          [290, -150],
          [286, -70],
          [240, 0],
        ],
        round("f0e8d6"),
        0.32,
      )}${ellipse(0, -150, 290, 96, "#fffaf0")}${ellipse(0, -144, 262, 82, face("d9cdb4"))}${times(26, (n) => ellipse(-190 + ((n * 71) % 380), -150 + ((n * 37) % 96) - 46, 20, 13, face(n % 2 === 0 ? "a8703c" : "8f5a2e")))}${stroke("M-150 -150C-150 -210 -30 -210 -30 -150S90 -90 90 -150 170 -190 190 -150", "#fffaf0", 34)}${stroke("M-150 -156C-150 -216 -30 -216 -30 -156S90 -96 90 -156 170 -196 190 -156", "#ffffff", 14)}${put(`${circle(0, 0, 26, "#7c8f86")}${[-34, -12, 12, 34].map((x, n) => ellipse(x, -36 - (n === 1 || n === 2 ? 10 : 0), 11, 14, "#7c8f86")).join("")}`, 0, -36)}`,
    1.8,
    -20,
    -150,
    260,
  ),
};
