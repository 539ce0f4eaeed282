import { blend, box, circle, dim, ellipse, face, leaf, lit, path, put, stroke, times, type Svg } from "../paint.ts";
import { hangs, stands, type Prop } from "./prop.ts";
import { under } from "../paint.ts";

/** A white flower with leaves, as it is printed on blue cloth. */
export function printed(r: number): Svg {
  return `${times(6, (n) => put(ellipse(0, -r * 0.5, r * 0.2, r * 0.34, "#eef2f4"), 0, 0, 1, n * 60))}${circle(0, 0, r * 0.16, "#2d4d7c")}${times(6, (n) => put(circle(0, -r * 0.95, r * 0.06, "#eef2f4"), 0, 0, 1, n * 60 + 30))}`;
}

export function shirt(hex: string): Svg {
  return `${path("M-92 -280L-210 -226 -300 40 -214 74 -170 -40V300Q0 322 170 300V-40L214 74 300 40 210 -226 92 -280Q0 -230 -92 -280z", face(hex))}${path("M-170 -40V300Q-120 310 -90 312 -130 120 -150 -110z", `#${dim(hex, 0.2)}`, 'opacity=".5"')}${path("M170 -40V300Q140 306 110 309 150 120 152 -110z", `#${dim(hex, 0.26)}`, 'opacity=".5"')}${path("M-92 -280Q-60 -300 -50 -300L0 -236 50 -300Q60 -300 92 -280 60 -200 8 -196H-8Q-60 -200 -92 -280z", `#${lit(hex, 0.4)}`)}${path("M-50 -300Q0 -284 50 -300L0 -236z", `#${dim(hex, 0.4)}`)}${path("M-13 -226H13V312H-13z", `#${lit(hex, 0.25)}`)}${stroke("M-13 -220V311M13 -220V311", `#${dim(hex, 0.3)}`, 2, 'opacity=".6"')}${times(6, (n) => `${circle(0, -196 + n * 84, 8, "#efe6d4")}${circle(0, -196 + n * 84, 2.4, "#8c7a5c")}`)}${box(56, -120, 86, 96, 8, `#${lit(hex, 0.12)}`, `stroke="#${dim(hex, 0.3)}" stroke-width="2"`)}${stroke("M-120 -60q30 60 10 140M-60 20q24 70 4 180M90 60q-20 70 6 150M-250 -40l30 20M246 -30l-26 24", `#${dim(hex, 0.3)}`, 4, 'opacity=".35"')}${stroke("M-210 -226L-170 -40M210 -226L170 -40", `#${dim(hex, 0.35)}`, 3, 'opacity=".6"')}`;
}

export function hanger(): Svg {
  return `${stroke("M0 -330C-4 -370 34 -360 30 -392S-26 -410 -26 -384", "#8c9296", 8)}${stroke("M-120 -268Q0 -330 120 -268", "#a9713c", 17)}`;
}

function quilt(): Svg {
  const layer = (y: number, h: number, hex: string, pattern: boolean): Svg =>
    `${path(`M-290 ${y}Q-318 ${y - h / 2} -290 ${y - h}H270Q316 ${y - h} 312 ${y - h / 2}T270 ${y}z`, face(hex))}${pattern ? times(5, (n) => put(printed(h * 0.32), -220 + n * 112, y - h / 2)) : times(8, (n) => stroke(`M${-270 + n * 72} ${y - h + 6}q8 ${h / 2} 0 ${h - 12}`, `#${dim(hex, 0.2)}`, 3, 'stroke-dasharray="9 7" opacity=".7"'))}${stroke(`M-286 ${y - 3}H270`, `#${dim(hex, 0.5)}`, 4, 'opacity=".5"')}`;
  return `${layer(0, 84, "2f5285", true)}${layer(-84, 78, "e9e2d2", false)}${layer(-160, 88, "2f5285", true)}${layer(-246, 74, "e9e2d2", false)}${path("M-290 -320Q-318 -356 -290 -392L-200 -440H200L270 -394Q316 -360 270 -320z", face("35598e"))}${times(12, (n) => put(printed(34), -210 + (n % 6) * 88 + (n > 5 ? 30 : 0), -352 - Math.floor(n / 6) * 50, 1 - Math.floor(n / 6) * 0.2))}`;
}

function scarf(a: string, b: string): Svg {
  const checks = (x: number, y: number, w: number, h: number): Svg =>
    `${box(x, y, w, h, 6, face(a))}${times(Math.floor(h / 44), (n) => box(x, y + 12 + n * 44, w, n % 2 === 0 ? 16 : 6, 0, `#${b}`, 'opacity=".65"'))}${times(4, (n) => box(x + w * (0.12 + n * 0.24), y, n % 2 === 0 ? w * 0.09 : w * 0.03, h, 0, `#${n === 2 ? "f3e8d0" : b}`, 'opacity=".6"'))}`;
  const fringe = (x: number, y: number, w: number): Svg =>
    times(9, (n) =>
      stroke(`M${x + 8 + n * ((w - 16) / 8)} ${y}q${(n % 3) * 3 - 3} 26 ${(n % 2) * 4 - 2} 54`, `#${dim(a, 0.15)}`, 6),
    );
  return `${checks(-170, -210, 150, 450)}${fringe(-170, 240, 150)}${checks(20, -210, 150, 380)}${fringe(20, 170, 150)}${path("M-190 -210C-200 -330 200 -330 190 -210C120 -150 -120 -150 -190 -210z", face(a))}${stroke("M-180 -232C-120 -180 120 -180 180 -232M-176 -262C-110 -216 110 -216 176 -262", `#${b}`, 13, 'opacity=".65"')}${stroke("M-150 -286C-80 -250 80 -250 150 -286", "#f3e8d0", 6, 'opacity=".7"')}${times(5, (n) => stroke(`M${-120 + n * 60} -296q${(n - 2) * 5} 50 ${(n - 2) * -2} 118`, `#${b}`, n % 2 === 0 ? 12 : 5, 'opacity=".55"'))}`;
}

function apron(): Svg {
  return `${stroke("M-96 -250C-130 -400 130 -400 96 -250", "#2f5285", 16)}${stroke("M-226 -40C-290 -20 -300 60 -280 120M226 -40C290 -20 300 60 280 120", "#2f5285", 13)}${path("M-110 -262Q0 -240 110 -262 112 -140 230 -70L240 300Q0 322 -240 300L-230 -70C-112 -140 -112 -180 -110 -262z", face("44659a"))}${times(11, (n) => stroke(`M${-210 + n * 42} ${Math.abs(n - 5) < 3 ? -248 : -60 + (5 - Math.abs(n - 5)) * -14}V304`, "#e9e4d6", n % 3 === 0 ? 7 : 3, 'opacity=".65"'))}${box(-150, 60, 300, 150, 12, face("3a5a8c"))}${stroke("M-150 74h300", "#e9e4d6", 5)}${stroke("M0 60v150", "#22395f", 4)}${stroke("M90 50V-20", "#c99a62", 14)}${ellipse(90, -36, 22, 32, face("c99a62"))}`;
}

function tote(): Svg {
  return `${stroke("M-110 -190C-120 -400 -10 -400 -10 -190", "#d8cbb0", 24)}${stroke("M10 -190C10 -400 120 -400 110 -190", "#c9bb9e", 24)}${path("M-220 -200H220L244 250Q0 284 -244 250z", face("e8ddc6"))}${path("M-236 110Q0 140 236 110L244 250Q0 284 -244 250z", face("2f5285"))}${times(5, (n) => put(printed(40), -180 + n * 90, 186))}${put(`${printed(120)}${times(4, (n) => put(leaf(120, 36, "35598e"), 0, 0, 1, n * 90 + 45))}${times(6, (n) => put(ellipse(0, -50, 24, 40, "#35598e"), 0, 0, 1, n * 60))}${circle(0, 0, 20, "#f4ecd9")}`, 0, -50)}${stroke("M-212 -180H212", "#b8a988", 3, 'stroke-dasharray="10 8"')}`;
}

/** Bolts of cloth, as they stand on a shelf. */
export function bolt(hex: string, w = 60, h = 220): Svg {
  return `${box(-w / 2, -h, w, h, w * 0.2, blend(lit(hex, 0.2), dim(hex, 0.3)))}${ellipse(0, -h + 6, w / 2, w * 0.22, `#${lit(hex, 0.35)}`)}${ellipse(0, -h + 6, w * 0.18, w * 0.08, `#${dim(hex, 0.5)}`)}`;
}

export const loomProps: Readonly<Record<string, Prop>> = {
  "linen-shirt": hangs(() => put(`${hanger()}${shirt("e6dcc4")}`, 0, 50, 1.05), 2, 30, -170),
  quilt: stands(() => `${under(0, 0, 320, 44)}${put(quilt(), 0, 0)}`, 1.9, -60, -330, 440),
  scarf: hangs(() => put(scarf("b5643c", "6e2f22"), 0, 20, 1.2), 2, -90, 170),
  apron: hangs(() => put(apron(), 0, 30, 1.06), 1.9, 0, 100),
  tote: hangs(() => put(tote(), 0, 50, 1.12), 1.9, 0, -10),
};
