import {
  blend,
  box,
  circle,
  dim,
  ellipse,
  face,
  gleam,
  lit,
  metal,
  path,
  put,
  stroke,
  times,
  under,
  type Svg,
} from "../paint.ts";
import { lies, stands, type Prop } from "./prop.ts";

function notebook(hex: string): Svg {
  return `${box(-186, -256, 380, 520, 10, "#efe6d0")}${times(5, (n) => stroke(`M${190 + n * 2} -250V256`, "#cdbf9f", 1.4))}${box(-200, -262, 380, 520, 12, face(hex))}${box(-200, -262, 62, 520, 12, blend(dim(hex, 0.35), dim(hex, 0.5)))}${times(7, (n) => stroke(`M-196 ${-220 + n * 72}h54`, "#efe3c6", 5))}${stroke("M-142 -220V212", "#efe3c6", 4)}${box(-70, -200, 150, 190, 4, "#f7f0e0", 'stroke="#c9a566" stroke-width="4"')}${stroke("M-40 -160h90M-40 -128h90M-40 -96h60", "#a99a7c", 5)}${box(20, -64, 34, 34, 3, "#b5402a")}${times(90, (n) => circle(-120 + (n % 10) * 31, 20 + Math.floor(n / 10) * 26, 1.6, `#${lit(hex, 0.4)}`, 'opacity=".5"'))}${stroke("M60 258V320", "#b5402a", 9)}`;
}

function inkStick(): Svg {
  return `${put(`${box(-46, -230, 92, 420, 10, face("2b2a2e"))}${box(-34, -214, 68, 388, 6, "none", 'stroke="#b8923f" stroke-width="4"')}${path("M-18 -150C20 -176 20 -110 -6 -104S-24 -60 10 -50C28 -40 0 0 -16 10M-20 40q30 -20 40 0t-30 40q30 0 30 30", "none", 'stroke="#c9a24c" stroke-width="7" stroke-linecap="round"')}${circle(0, 140, 16, "#b5402a")}`, -170, 30, 1, -14)}${box(-60, -190, 330, 420, 60, face("45474c"))}${box(-36, -166, 282, 372, 44, "#303236")}${ellipse(105, -90, 104, 54, "#131417")}${ellipse(90, -104, 60, 22, "#5a5f68", 'opacity=".5"')}${ellipse(105, 80, 108, 96, "#3b3e43")}${stroke("M40 40q60 -30 120 10", "#17181b", 18, 'opacity=".7"')}${gleam("M-40 -130Q-40 -178 10 -180", 6, 0.4)}`;
}

function brush(h: number, w: number, hair: string): Svg {
  return `${box(-w / 2, -h, w, h * 1.28, w * 0.4, blend("d9b06a", "a5793a"))}${times(3, (n) => stroke(`M${-w / 2} ${-h * 0.6 + n * h * 0.55}h${w}`, "#8a5f2a", 4))}${box(-w * 0.6, h * 0.24, w * 1.2, w * 1.1, 3, face("2b2622"))}${path(`M${-w * 0.55} ${h * 0.24 + w}C${-w * 1.1} ${h * 0.5} ${-w * 0.4} ${h * 0.72} 0 ${h * 0.24 + w * 7.4}C${w * 0.4} ${h * 0.72} ${w * 1.1} ${h * 0.5} ${w * 0.55} ${h * 0.24 + w}z`, face(hair))}${path(`M0 ${h * 0.24 + w * 7.4}C${-w * 0.3} ${h * 0.24 + w * 6} ${-w * 0.4} ${h * 0.24 + w * 5.2} ${-w * 0.3} ${h * 0.24 + w * 4.6}H${w * 0.3}C${w * 0.4} ${h * 0.24 + w * 5.2} ${w * 0.3} ${h * 0.24 + w * 6} 0 ${h * 0.24 + w * 7.4}z`, "#2b2622", 'opacity=".75"')}${stroke("M0 -" + h + "v-26", "#b5402a", 4)}`;
}

function pen(): Svg {
  return `${path("M-60 -26H210Q232 -24 232 0T210 26H-60z", metal("d0a24a"))}${path("M-60 -20L-110 -13V13L-60 20z", face("8a6520"))}${path("M-110 -12C-150 -14 -190 -6 -214 0C-190 6 -150 14 -110 12z", metal("e6cf96"))}${stroke("M-208 0H-150", "#5b4514", 2.5)}${circle(-148, 0, 4, "#5b4514")}${gleam("M-50 -12H200", 5, 0.7)}`;
}

function penCap(): Svg {
  return `${path("M-120 -32H110Q134 -30 134 0T110 32H-120z", metal("c99a42"))}${path("M-40 -44H116Q128 -44 128 -34V-26H-40Q-52 -34 -40 -44z", metal("e3c27a"))}${stroke("M-104 -32V32M-92 -32V32", "#8a6520", 4)}`;
}

export const study: Readonly<Record<string, Prop>> = {
  notebook: lies(
    () => `${put(notebook("7d4a3a"), 90, 20, 0.96, 9)}${put(notebook("3f5d6e"), -60, -10, 1, -7)}`,
    1.9,
    -60,
    -100,
  ),
  ink: lies(() => put(inkStick(), 0, 0, 1.2), 1.8, 60, -60),
  brushes: lies(
    () =>
      [0, 1, 2]
        .map((n) =>
          put(
            brush(300 - n * 30, 30 - n * 6, ["f0e6d2", "b5783c", "d9c49b"][n] ?? "f0e6d2"),
            -150 + n * 150,
            40,
            1,
            -8 + n * 8,
          ),
        )
        .join(""),
    2,
    -20,
    170,
  ),
  "rice-paper": stands(
    () =>
      `${under(0, 10, 320, 50)}${[0, 1, 2, 3, 4].map((n) => put(`${path("M-300 0Q-312 -28 -300 -56H280Q316 -56 316 -28T280 0z", blend("fdf9ee", "e3d8c0"))}${ellipse(282, -28, 30, 28, "#f6eedc")}${ellipse(282, -28, 19, 18, "#e0d4b8")}${ellipse(282, -28, 8, 8, "#a99a7c")}`, (n % 2) * -40 + (n > 2 ? -10 : 0), -(n > 2 ? 1 : 0) * 56 - (n === 4 ? 56 : 0), 1)).join("")}${put(`${path("M-300 0Q-312 -28 -300 -56H280Q316 -56 316 -28T280 0z", blend("fdf9ee", "e3d8c0"))}${ellipse(282, -28, 30, 28, "#f6eedc")}${ellipse(282, -28, 19, 18, "#e0d4b8")}${ellipse(282, -28, 8, 8, "#a99a7c")}`, 10, -56)}${box(-90, -174, 60, 176, 4, face("b5402a"))}${path("M-230 -240C-160 -290 -40 -250 60 -270S240 -240 250 -210L240 -150C120 -190 -60 -150 -220 -178z", face("fbf6ea"))}${stroke("M-150 -232c20 10 40 40 30 60M-100 -240c40 0 90 -4 120 -10M-40 -214c30 -6 50 -4 80 -10M90 -238c-6 30 -30 40 -40 50", "#26221f", 10)}${path("M180 -220h26v26h-26z", "#b5402a")}`,
    2,
    30,
    -150,
    300,
  ),
  "fountain-pen": lies(
    () =>
      `${put(`${box(-250, -170, 520, 360, 8, "#f5eedd")}${times(7, (n) => stroke(`M-220 ${-120 + n * 44}h460`, "#d9cdb2", 2))}${stroke("M-200 -124c20 -30 40 10 60 -10s30 20 60 -6 40 16 70 -6M-200 -80c30 -20 30 16 70 -6s50 12 80 -8", "#26324a", 5)}`, 0, 0, 1.1, -6)}${put(pen(), 40, 60, 1.2, -32)}${put(penCap(), 180, 190, 1.1, -28)}`,
    2.1,
    -60,
    110,
  ),
};
