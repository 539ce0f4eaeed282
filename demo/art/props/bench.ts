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
  round,
  stroke,
  times,
  under,
  type Svg,
} from "../paint.ts";
import { lies, stands, type Prop } from "./prop.ts";

/** A curl of wood as a plane throws it. */
export function shaving(r: number, turns = 2): Svg {
  let d = `M${-r} 0`;
  for (let step = 1; step <= turns * 12; step += 1) {
    const a = Math.PI + (step / 12) * Math.PI * 2;
    const size = r * (1 - (step / (turns * 12)) * 0.72);
    d += `L${(Math.cos(a) * size).toFixed(1)} ${(Math.sin(a) * size * 0.82).toFixed(1)}`;
  }
  return `${stroke(d, "#b98246", r * 0.3)}${stroke(d, "#edcf9c", r * 0.22)}${stroke(d, "#f8e6c2", r * 0.07)}`;
}

export function plane(): Svg {
  return `${path("M-300 -100L-290 -20Q-288 0 -268 0H280Q300 0 298 -20L288 -96Q286 -110 268 -112L-280 -116Q-300 -116 -300 -100z", face("9a4a2a"))}${path("M-300 -100L-294 -92 288 -90 288 -96Q286 -110 268 -112L-280 -116Q-300 -116 -300 -100z", `#${lit("9a4a2a", 0.35)}`)}${times(5, (n) => stroke(`M-284 ${-76 + n * 16}q150 ${n % 2 === 0 ? 8 : -7} 290 0t280 0`, "#5e2713", 2.5, 'opacity=".45"'))}${path("M-40 -114L30 -114 66 -40 -8 -40z", "#3a180c", 'opacity=".55"')}${path("M20 -110L-66 -270 -34 -284 56 -118z", metal("aab0b4"))}${path("M8 -112L-46 -212 -26 -220 36 -114z", `#${dim("aab0b4", 0.4)}`)}${path("M-14 -112L-54 -196Q-50 -214 -34 -208L30 -116z", face("b06a3a"))}${path("M60 -112C70 -190 110 -200 150 -170C170 -150 178 -128 184 -112z", face("84401f"))}${stroke("M-130 -150C-200 -152 -200 -118 -150 -116H-70C-50 -118 -60 -150 -130 -150z", "#84401f", 2)}${path("M-196 -116C-216 -160 -160 -176 -130 -158L-92 -116z", face("84401f"))}${gleam("M-270 -106H-90M90 -104H250", 5, 0.4)}`;
}

function chisel(width: number): Svg {
  return `${path(`M${-width / 2} -250H${width / 2}L${width / 2 - 1} -60 10 -30H-10L${-width / 2 + 1} -60z`, metal("b6bcc0"))}${path(`M${-width / 2} -250H${width / 2}L${width / 2 - 2} -218H${-width / 2 + 2}z`, "#eef2f4")}${path("M-11 -30H11L15 10H-15z", metal("8c9296"))}${path("M-15 10H15C30 60 28 110 22 180H-22C-28 110 -30 60 -15 10z", round("d6a868"))}${path("M-22 168H22V190H-22z", metal("8c9296"))}${ellipse(0, 194, 20, 8, face("c8975a"))}${gleam("M-12 40Q-17 100 -12 156", 5, 0.5)}`;
}

function wrench(length: number): Svg {
  const w = length * 0.07;
  const h = length / 2;
  return `${path(`M${-w} ${-h + w * 3}L${-w * 0.8} ${h - w * 3}H${w * 0.8}L${w} ${-h + w * 3}z`, metal("b4babe"))}${path(`M${-w * 2.3} ${-h - w * 1.1}C${-w * 3.2} ${-h + w * 1.6} ${-w * 1.8} ${-h + w * 3.4} 0 ${-h + w * 3.6}C${w * 1.8} ${-h + w * 3.4} ${w * 3.2} ${-h + w * 1.6} ${w * 2.3} ${-h - w * 1.1}L${w * 1.1} ${-h - w * 0.4}V${-h + w * 1.2}H${-w * 1.1}V${-h - w * 0.4}z`, metal("c2c8cb"))}${circle(0, h - w, w * 2.6, metal("aab0b4"))}${times(12, (n) => put(box(-w * 0.4, -w * 1.85, w * 0.8, w * 0.9, 1, "#3b3f42"), 0, h - w, 1, n * 30))}${circle(0, h - w, w * 1.3, "#2a2d30")}${stroke(`M0 ${-h + w * 5}V${h - w * 6}`, "#7f868a", w * 0.5, 'opacity=".6"')}`;
}

function saw(): Svg {
  const teeth = (y: number, step: number, up: number): string => {
    let d = "";
    for (let x = 0; x < 330; x += step) d += `l${step / 2} ${up}l${step / 2} ${-up}`;
    return `M-320 ${y}${d}`;
  };
  return `${path("M-320 -64L10 -40V40L-320 64z", metal("c6cbce"))}${put(path(`${teeth(0, 9, -6)}L10 10H-320z`, "#c6cbce"), 0, -62, 1, 4.1)}${put(path(`${teeth(0, 15, 9)}L10 -10H-320z`, "#b3b9bc"), 0, 62, 1, -4.1)}${path("M0 -44H46L60 -22V22L46 44H0z", metal("8c9296"))}${circle(26, 0, 10, "#3b3f42")}${path("M52 -24C120 -34 260 -20 330 -26Q348 0 330 26C260 20 120 34 52 24z", blend("e3c48c", "a9783e"))}${times(22, (n) => stroke(`M${74 + n * 11} -25l9 50`, "#8a5c2c", 4, 'opacity=".8"'))}${gleam("M-300 -30L-20 -22", 5, 0.6)}`;
}

function trySquare(): Svg {
  return `${box(-60, -280, 84, 420, 4, metal("c4cacd"))}${times(20, (n) => stroke(`M24 ${-262 + n * 17}h${n % 5 === 0 ? -34 : -18}`, "#4a5054", 3))}${box(-200, 100, 420, 96, 10, face("3c241a"))}${box(-200, 92, 420, 20, 6, blend("f1d17e", "b98a34"))}${times(3, (n) => circle(-120 + n * 110, 150, 11, blend("f1d17e", "a87a2a")))}${times(3, (n) => circle(-120 + n * 110, 150, 4, "#6b4a18"))}${stroke("M-190 176q180 -14 390 0", "#5e3a2a", 3)}${gleam("M-48 -264V80", 5, 0.6)}`;
}

export const benchProps: Readonly<Record<string, Prop>> = {
  plane: stands(
    () =>
      `${under(0, 40, 330, 46)}${put(path("M-420 40H420V84H-420z", face("d9ae74")), 0, 0)}${stroke("M-420 62q200 -9 420 0t420 0", "#b3824a", 3)}${put(plane(), 10, 42, 1.02)}${put(shaving(70), -70, -250)}${put(shaving(48), -240, 20)}${put(shaving(38, 1.6), 320, 60)}${stroke("M-6 -76C-10 -140 -30 -180 -120 -206", "#edcf9c", 19)}`,
    1.9,
    -40,
    -150,
    360,
  ),
  chisels: lies(
    () =>
      `${path("M-330 40Q0 20 330 40V250Q0 272 -330 250z", face("6d7a5c"))}${stroke("M-324 60Q0 40 324 60M-324 236Q0 256 324 236", "#d8cfae", 3, 'stroke-dasharray="10 8"')}${[16, 24, 32, 42, 52, 62].map((w, n) => put(chisel(w), -262 + n * 105, 40, 1)).join("")}${path("M-330 96Q0 76 330 96V250Q0 272 -330 250z", face("7c8a68"), 'opacity=".94"')}${times(7, (n) => stroke(`M${-315 + n * 105} 100V248`, "#d8cfae", 3, 'stroke-dasharray="10 8" opacity=".7"'))}${times(6, (n) => put(`${path("M-22 100H22V190H-22z", round("d6a868"))}${ellipse(0, 194, 20, 8, face("c8975a"))}`, -262 + n * 105, 100))}`,
    1.8,
    60,
    -120,
  ),
  wrenches: lies(
    () => times(8, (n) => put(put(wrench(260 + n * 40), 0, -(260 + n * 40) * 0.12), -300 + n * 84, 60 - n * 6, 1, 8)),
    2,
    150,
    -190,
  ),
  saw: lies(() => put(saw(), 0, 0, 1.1, -24), 2, -60, 0),
  square: lies(() => put(trySquare(), 20, 30, 1.08, 9), 1.9, -10, 110),
};
