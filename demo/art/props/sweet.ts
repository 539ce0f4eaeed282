import {
  ball,
  box,
  circle,
  ellipse,
  face,
  leaf,
  lit,
  path,
  put,
  round,
  stroke,
  times,
  under,
  blend,
  type Svg,
} from "../paint.ts";
import { stands, type Prop } from "./prop.ts";

/** A block with a lit top: width, depth as drawn, height. */
export function block(w: number, d: number, h: number, hex: string): Svg {
  return `${path(`M${-w / 2} ${-h}L${-w / 2 + d} ${-h - d * 0.6}H${w / 2 + d}L${w / 2} ${-h}z`, `#${lit(hex, 0.45)}`)}${path(`M${w / 2} ${-h}L${w / 2 + d} ${-h - d * 0.6}V${-d * 0.6}L${w / 2} 0z`, face("000000"), 'opacity=".0"')}${path(`M${w / 2} ${-h}L${w / 2 + d} ${-h - d * 0.6}V${-d * 0.6}L${w / 2} 0z`, `#${hex}`)}${path(`M${w / 2} ${-h}L${w / 2 + d} ${-h - d * 0.6}V${-d * 0.6}L${w / 2} 0z`, "#2a1710", 'opacity=".24"')}${box(-w / 2, -h, w, h, 2, face(hex))}`;
}

export function dish(r: number, hex: string): Svg {
  return `${under(0, 4, r)}${ellipse(0, -6, r, r * 0.3, face(hex))}${ellipse(0, -14, r * 0.9, r * 0.25, `#${lit(hex, 0.4)}`)}`;
}

function nougat(): Svg {
  return `${block(104, 44, 76, "f3e6cf")}${times(7, (n) => ellipse(-38 + ((n * 31) % 80), -16 - ((n * 23) % 50), 9, 7, ["#a32638", "#c98d4e", "#8a1f30"][n % 3] ?? "#a32638"))}${times(5, (n) => ellipse(-20 + n * 22, -84 - (n % 3) * 7, 9, 4, n % 2 === 0 ? "#a32638" : "#c98d4e"))}`;
}

function cup(hex: string): Svg {
  return `${path("M-110 -150L-84 0Q0 22 84 0L110 -150z", round(hex))}${ellipse(0, -150, 110, 24, `#${lit(hex, 0.4)}`)}`;
}

const seed = (x: number, y: number, turn: number): Svg =>
  put(
    `${path("M0 -22C14 -10 12 14 0 22C-12 14 -14 -10 0 -22z", face("3c3632"))}${stroke("M-4 -14Q-8 0 -3 15M4 -14Q8 0 3 15", "#e9e0cf", 2.4)}`,
    x,
    y,
    1,
    turn,
  );

function riceCake(): Svg {
  return `${path("M-62 0Q-72 -62 -56 -66H56Q72 -62 62 0Q0 14 -62 0z", face("fbf6ea"))}${ellipse(0, -64, 58, 17, "#ffffff")}${times(
    9,
    (n) =>
      put(
        times(4, (k) => put(ellipse(0, -5, 3, 5, "#eba52a"), 0, 0, 1, k * 90)),
        -40 + n * 10,
        -66 + ((n * 7) % 15) - 7,
      ),
  )}`;
}

export const sweet: Readonly<Record<string, Prop>> = {
  nougat: stands(
    () =>
      `${dish(330, "7f9a94")}${[
        [-190, -26],
        [-50, -40],
        [90, -26],
        [-140, 20],
        [20, 14],
        [160, 18],
        [-50, -118],
        [70, -112],
      ]
        .map(([x = 0, y = 0]) => put(nougat(), x, y))
        .join("")}`,
    2,
    -20,
    -90,
    260,
  ),
  haw: stands(
    () =>
      `${dish(320, "efe6d6")}${times(17, (n) => put(`${path("M-120 -14Q-126 0 -120 14H120Q126 0 120 -14z", face("b32a24"))}${times(9, (k) => circle(-100 + k * 25, (k % 3) * 7 - 7, 3, "#f3d3c0", 'opacity=".7"'))}`, -80 + (n % 4) * 50, -30 - Math.floor(n / 4) * 32 + (n % 2) * 8, 1, ((n * 37) % 60) - 30))}${[
        [-250, 40],
        [250, 30],
        [300, -10],
      ]
        .map(([x = 0, y = 0]) =>
          put(
            `${circle(0, 0, 44, ball("c3302a"))}${times(9, (k) => circle(-24 + ((k * 19) % 50), -20 + ((k * 13) % 42), 3, "#f3c9b0", 'opacity=".7"'))}${put(leaf(40, 14, "6a8a3c"), 4, -36, 1, 30)}`,
            x,
            y,
          ),
        )
        .join("")}`,
    2,
    0,
    -90,
    260,
  ),
  seeds: stands(
    () =>
      `${under(0, 10, 220)}${put(`${times(30, (n) => seed(-96 + ((n * 29) % 192), -158 - ((n * 17) % 54) * (1 - Math.abs(((n * 29) % 192) - 96) / 120), (n * 67) % 180))}${cup("b5703c")}${stroke("M-100 -110Q0 -88 100 -110", "#f0d9a8", 6)}${times(7, (n) => put(seed(0, 0, 20), -72 + n * 24, -52 + Math.abs(n - 3) * -3, 0.8))}`, 0, 10, 1.7)}${times(14, (n) => seed(-310 + ((n * 83) % 620), 52 + ((n * 31) % 60), n * 53))}`,
    2,
    0,
    -260,
    400,
  ),
  "osmanthus-cake": stands(
    () =>
      `${dish(320, "6b8478")}${[
        [-170, -30],
        [0, -46],
        [170, -30],
        [-90, 20],
        [90, 24],
      ]
        .map(([x = 0, y = 0]) => put(riceCake(), x, y, 1.18))
        .join(
          "",
        )}${put(`${leaf(120, 36, "4f7a3a")}${put(leaf(100, 30, "648f48"), 0, 0, 1, 60)}${times(8, (n) => circle(10 + ((n * 13) % 40), -6 - ((n * 11) % 30), 8, ball("f0b23a")))}`, 230, -50, 1, 30)}`,
    2.1,
    0,
    -70,
    240,
  ),
};

function soapBar(hex: string, mark: Svg): Svg {
  return `${path("M-150 -86L-96 -140H176L144 -86z", `#${lit(hex, 0.5)}`)}${path("M144 -86L176 -140V-56L144 0z", `#${hex}`)}${path("M144 -86L176 -140V-56L144 0z", "#2a1710", 'opacity=".22"')}${box(-150, -88, 296, 90, 16, face(hex))}${box(-132, -74, 260, 62, 10, "none", `stroke="#${lit(hex, 0.5)}" stroke-width="4" opacity=".6"`)}${mark}`;
}

const olive = (x: number, y: number): Svg =>
  put(`${ellipse(0, 0, 30, 38, ball("7c8a36"))}${ellipse(-10, -14, 7, 10, "#f4f1cf", 'opacity=".6"')}`, x, y);
const foam = (x: number, y: number): Svg =>
  times(9, (n) =>
    circle(
      x + ((n * 37) % 120) - 60,
      y + ((n * 23) % 34) - 17,
      10 + ((n * 7) % 18),
      "#ffffff",
      'opacity=".75" stroke="#d9e6ea" stroke-width="2"',
    ),
  );

function cedarDish(): Svg {
  return `${times(6, (n) => put(box(-190, -26, 380, 26, 6, blend("d9a66a", "9c6a38")), (n - 3) * 5, -n * 22, 1 - n * 0.02))}${box(-150, -4, 40, 30, 4, face("8a5a2e"))}${box(110, -4, 40, 30, 4, face("8a5a2e"))}`;
}

export const soap: Readonly<Record<string, Prop>> = {
  "olive-soap": stands(
    () =>
      `${under(0, 0, 260)}${put(soapBar("dcd49a", put(leaf(54, 15, "a9a860"), 0, -20, 1, 60)), -40, 0, 1.2)}${put(soapBar("d3cb8c", put(leaf(54, 15, "a9a860"), 0, -20, 1, 60)), -20, -112, 1.15, -4)}${olive(230, 10)}${olive(176, 40)}${put(`${stroke("M0 0C-20 -60 10 -120 60 -170", "#6b6a3a", 7)}${times(6, (n) => put(leaf(84, 15, n % 2 === 0 ? "8c9658" : "a5ad74"), n * 7 - 6, -20 - n * 27, 1, n % 2 === 0 ? 66 : -40))}`, 270, 10)}`,
    1.9,
    -20,
    -150,
    340,
  ),
  "mugwort-soap": stands(
    () =>
      `${under(0, 0, 260)}${put(
        soapBar(
          "8da072",
          times(12, (n) => circle(-110 + ((n * 53) % 230), -20 - ((n * 29) % 52), 4, "#5d7346")),
        ),
        -30,
        0,
        1.3,
      )}${put(`${times(9, (n) => put(leaf(120, 22, n % 2 === 0 ? "7d9464" : "94a97a"), 0, -n * 14, 1, -80 + n * 20))}${stroke("M0 20V-120", "#6f7f55", 7)}`, 200, -20, 1.1, 24)}${foam(-220, 20)}`,
    1.9,
    -20,
    -100,
    300,
  ),
  "laundry-soap": stands(
    () =>
      `${under(0, 0, 280)}${put(`${path("M-300 0L-250 -330H250L300 0z", "none")}${box(-230, -440, 460, 440, 14, face("c99a62"))}${times(8, (n) => stroke(`M-180 ${-380 + n * 46}q90 22 180 0t180 0`, "#8a5f30", 12))}${times(8, (n) => stroke(`M-180 ${-386 + n * 46}q90 22 180 0t180 0`, "#e9c68e", 5))}`, -20, -10, 0.9)}${under(40, 30, 180)}${put(soapBar("c9883c", put(`${circle(0, -44, 22, "none", 'stroke="#9c6020" stroke-width="5"')}${put(leaf(34, 10, "9c6020"), 0, -28)}`, 0, 0)), 60, 40, 1.05)}${foam(-190, 20)}${foam(230, 50)}`,
    1.8,
    20,
    -120,
    420,
  ),
  "soap-dish": stands(
    () =>
      `${under(0, 20, 260)}${put(cedarDish(), 0, 0, 1.4)}${put(soapBar("efe3cb", put(leaf(50, 14, "cdbb98"), 0, -20, 1, 60)), -10, -80, 0.95)}${foam(150, -170)}`,
    1.9,
    0,
    -90,
    300,
  ),
};
