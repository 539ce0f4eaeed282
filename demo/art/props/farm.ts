import {
  ball,
  box,
  circle,
  ellipse,
  face,
  gleam,
  glow,
  lathe,
  leaf,
  path,
  put,
  round,
  stroke,
  times,
  under,
  type Svg,
} from "../paint.ts";
import { stands, type Prop } from "./prop.ts";

export function kiwiWhole(r: number): Svg {
  const fuzz = times(22, (n) => {
    const [a, d] = [n * 2.4, 0.35 + ((n * 37) % 55) / 100];
    const [x, y] = [Math.cos(a) * r * 1.15 * d, Math.sin(a) * r * 0.9 * d];
    return stroke(`M${x.toFixed(1)} ${y.toFixed(1)}l3 -6`, "#d9b880", 1.6, 'opacity=".5"');
  });
  return `${ellipse(0, 0, r * 1.2, r, ball("8f6a38"))}${fuzz}${ellipse(r * 1.08, 2, r * 0.1, r * 0.14, "#4a3118")}`;
}

export function kiwiHalf(r: number): Svg {
  const rays = times(30, (n) => {
    const a = (n / 30) * Math.PI * 2;
    return `${stroke(`M${(Math.cos(a) * r * 0.28).toFixed(1)} ${(Math.sin(a) * r * 0.28).toFixed(1)}L${(Math.cos(a) * r * 0.86).toFixed(1)} ${(Math.sin(a) * r * 0.86).toFixed(1)}`, "#c7dd7a", r * 0.02, 'opacity=".55"')}${put(ellipse(0, 0, r * 0.026, r * 0.062, "#1c2410"), Math.cos(a) * r * (0.46 + (n % 2) * 0.09), Math.sin(a) * r * (0.46 + (n % 2) * 0.09), 1, (n / 30) * 360 + 90)}`;
  });
  return `${circle(0, 0, r, ball("7a5730"))}${circle(0, 0, r * 0.94, "#7fa832")}${circle(0, 0, r * 0.8, "#8fb940", 'opacity=".9"')}${rays}${circle(0, 0, r * 0.27, "#eef0c6")}${circle(0, 0, r * 0.18, "#f8f6dd")}${gleam(`M${-r * 0.7} ${-r * 0.35}A${r * 0.8} ${r * 0.8} 0 0 1 ${-r * 0.2} ${-r * 0.76}`, r * 0.07, 0.45)}`;
}

export function orangeWhole(r: number): Svg {
  const pores = times(26, (n) => {
    const [a, d] = [n * 2.399, Math.sqrt((n + 1) / 28) * 0.85];
    return circle(Math.cos(a) * r * d, Math.sin(a) * r * d, r * 0.018, "#b9560f", 'opacity=".45"');
  });
  return `${circle(0, 0, r, ball("ee8a24"))}${pores}${ellipse(-r * 0.34, -r * 0.42, r * 0.2, r * 0.13, "#fff3d8", `opacity=".55" transform="rotate(-38 ${-r * 0.34} ${-r * 0.42})"`)}${put(path("M0 -9L4 -3 10 -4 6 2 9 8 1 6 -6 9 -5 2 -10 -3 -3 -4z", "#5d7a2e"), r * 0.1, -r * 0.8, r / 62)}`;
}

export function orangeHalf(r: number): Svg {
  const wedges = times(10, (n) => {
    const a = (n / 10) * 360;
    return put(
      path(
        `M0 ${-r * 0.1}C${r * 0.12} ${-r * 0.3} ${r * 0.25} ${-r * 0.6} ${r * 0.2} ${-r * 0.76}Q0 ${-r * 0.88} ${-r * 0.2} ${-r * 0.76}C${-r * 0.25} ${-r * 0.6} ${-r * 0.12} ${-r * 0.3} 0 ${-r * 0.1}z`,
        face("f59b2c"),
      ),
      0,
      0,
      1,
      a,
    );
  });
  return `${circle(0, 0, r, ball("e37f1e"))}${circle(0, 0, r * 0.92, "#fdeccb")}${wedges}${circle(0, 0, r * 0.07, "#fff7e4")}`;
}

export function walnutWhole(r: number): Svg {
  const lines = times(5, (n) => {
    const x = (n - 2) * r * 0.36;
    return stroke(
      `M${x} ${-Math.sqrt(Math.max(0, r * r - x * x)) * 0.86}c${r * 0.16} ${r * 0.3} ${-r * 0.2} ${r * 0.5} ${r * 0.04} ${r * 0.8}s${-r * 0.12} ${r * 0.4} ${-r * 0.04} ${r * 0.62}`,
      n === 2 ? "#6b431f" : "#9a6a38",
      n === 2 ? r * 0.09 : r * 0.055,
      'opacity=".75"',
    );
  });
  return `${ellipse(0, 0, r * 1.02, r, ball("cf9c60"))}${lines}${gleam(`M${-r * 0.6} ${-r * 0.45}q${r * 0.2} ${-r * 0.25} ${r * 0.42} ${-r * 0.32}`, r * 0.09, 0.35)}`;
}

function walnutOpen(r: number): Svg {
  const lobe = (side: number): Svg =>
    `${path(`M${side * r * 0.06} ${-r * 0.62}c${side * r * 0.5} ${-r * 0.16} ${side * r * 0.82} ${r * 0.22} ${side * r * 0.62} ${r * 0.6}c${side * r * 0.2} ${r * 0.3} ${-side * r * 0.1} ${r * 0.72} ${-side * r * 0.56} ${r * 0.62}z`, ball("e3bd82"))}${stroke(`M${side * r * 0.25} ${-r * 0.4}q${side * r * 0.3} ${r * 0.2} ${side * r * 0.1} ${r * 0.4}t${side * r * 0.1} ${r * 0.4}`, "#a5733a", r * 0.05)}`;
  return `${circle(0, 0, r, ball("a8743f"))}${circle(0, 0, r * 0.86, "#f0dcb4")}${lobe(-1)}${lobe(1)}${stroke(`M0 ${-r * 0.7}V${r * 0.7}`, "#7d5228", r * 0.05)}`;
}

export function honeyJar(label = true): Svg {
  const body = lathe(
    [
      [112, -262],
      [128, -236],
      [132, -120],
      [130, -30],
      [112, -4],
    ],
    round("e59a1d"),
    0.13,
  );
  return `${body}${ellipse(0, -254, 108, 15, "#f6c75a", 'opacity=".9"')}${
    label
      ? `${path("M-104 -196Q0 -176 104 -196V-66Q0 -44 -104 -66z", "#fbf4e3")}${put(
          times(7, (n) => {
            const a = (n * Math.PI) / 3;
            const [x, y] = n === 0 ? [0, 0] : [Math.cos(a) * 34, Math.sin(a) * 34];
            return path(
              `M${x - 17} ${y - 10}l17 -10 17 10v20l-17 10 -17 -10z`,
              n % 2 === 0 ? "#e9a83a" : "#f3c66d",
              'stroke="#fbf4e3" stroke-width="3"',
            );
          }),
          0,
          -128,
        )}`
      : ""
  }
${lathe(
  [
    [118, -306],
    [122, -290],
    [120, -256],
  ],
  round("7b4a24"),
  0.13,
)}${ellipse(0, -306, 118, 16, face("93602f"))}${path("M-126 -300Q0 -352 126 -300L142 -244Q100 -262 70 -240 30 -256 0 -236 -34 -256 -70 -240 -100 -262 -142 -244z", face("d9c49b"))}${stroke("M-126 -290Q0 -262 126 -290", "#a4442a", 7)}${gleam("M-100 -222V-40", 12, 0.55)}${gleam("M-80 -216V-120", 5, 0.45)}${gleam("M108 -200V-60", 6, 0.25)}`;
}

function dipper(): Svg {
  return `${stroke("M0 0L150 -210", "#a9713c", 15)}${gleam("M4 -10L146 -208", 4, 0.35)}${put(
    times(5, (n) =>
      ellipse(0, n * 17 - 34, 30 - Math.abs(n - 2) * 5, 9, n % 2 === 0 ? face("c48a4c") : face("e8a62c")),
    ),
    -12,
    12,
    1,
    35,
  )}`;
}

export function persimmonCake(r: number): Svg {
  return `${ellipse(0, 0, r, r * 0.62, ball("b4521d"))}${ellipse(-r * 0.05, -r * 0.1, r * 0.88, r * 0.48, ball("c96a2b"))}${times(
    16,
    (n) => {
      const a = n * 2.4;
      const d = ((n * 29) % 90) / 100;
      return ellipse(
        Math.cos(a) * r * 0.75 * d,
        Math.sin(a) * r * 0.42 * d - r * 0.08,
        r * (0.07 + (n % 3) * 0.05),
        r * 0.05,
        "#fff8ee",
        'opacity=".55"',
      );
    },
  )}${put(path("M0 -8L12 -16 10 -3 22 4 8 6 4 18 -4 7 -18 10 -10 -1 -18 -12 -5 -8z", "#6f4a25"), 0, -r * 0.16, r / 90)}`;
}

const basket = (w: number, h: number): Svg =>
  `${path(`M${-w} ${-h}L${-w * 0.84} 0Q0 ${w * 0.12} ${w * 0.84} 0L${w} ${-h}z`, round("b98448"))}${times(4, (n) => stroke(`M${-w * (0.98 - n * 0.035)} ${-h + 14 + n * (h / 4.2)}Q0 ${-h + 40 + n * (h / 4.2)} ${w * (0.98 - n * 0.035)} ${-h + 14 + n * (h / 4.2)}`, "#7d5326", 5, 'opacity=".65"'))}${times(11, (n) => stroke(`M${(n - 5) * w * 0.185} ${-h + 6}L${(n - 5) * w * 0.16} 4`, "#e0b677", 5, 'opacity=".4"'))}`;

export const farm: Readonly<Record<string, Prop>> = {
  kiwi: stands(
    () =>
      `${under(0, 0, 280)}${put(leaf(190, 84, "5f8a36"), -150, -150, 1, -58)}${put(leaf(150, 70, "76a045"), 150, -190, 1, 42)}${put(kiwiWhole(108), -140, -110, 1, -12)}${put(kiwiWhole(112), 120, -122, 1, 16)}${put(kiwiWhole(98), -8, -214, 1, 4)}${under(-60, 20, 110)}${put(kiwiHalf(112), -66, -72)}${under(150, 30, 80)}${put(kiwiHalf(84), 158, -40)}`,
    1.9,
    -60,
    -80,
    310,
  ),
  honey: stands(
    () =>
      `${under(0, 0, 170)}${put(honeyJar(), -50, 0, 1.55)}${under(210, 6, 80)}${ellipse(228, 0, 96, 30, face("f2ead9"))}${ellipse(228, -7, 78, 22, "#e2d4ba")}${ellipse(214, -8, 56, 14, face("e39a1c"))}${put(dipper(), 214, -20, 1)}`,
    2,
    -40,
    -230,
    480,
  ),
  walnut: stands(
    () =>
      `${under(0, 0, 260)}${times(6, (n) => put(walnutWhole(70), -190 + n * 76, -190 - (n % 2) * 22, 1, n * 33))}${times(4, (n) => put(walnutWhole(66), -112 + n * 76, -268 + (n % 2) * 14, 1, n * 50 + 20))}${put(walnutWhole(60), 6, -322, 1, 14)}${basket(256, 196)}${under(-210, 50, 70)}${put(walnutOpen(72), -206, 4)}${under(214, 50, 66)}${put(walnutWhole(68), 214, 0, 1, 40)}`,
    2,
    -140,
    -60,
    390,
  ),
  orange: stands(
    () =>
      `${under(0, 0, 300)}${put(leaf(170, 66, "4f7a34"), -20, -300, 1, -50)}${put(leaf(150, 60, "66903f"), 10, -310, 1, 38)}${put(orangeWhole(118), -168, -118)}${put(orangeWhole(118), 128, -120)}${put(orangeWhole(108), -20, -226)}${under(-40, 26, 100)}${put(orangeHalf(104), -34, -66)}${under(204, 34, 74)}${put(orangeHalf(76), 216, -36)}`,
    2,
    -30,
    -90,
    440,
  ),
  persimmon: stands(
    () =>
      `${under(0, 20, 300)}${ellipse(0, -10, 320, 118, face("c79a5c"))}${ellipse(0, -22, 296, 100, "#dcb57a")}${times(9, (n) => stroke(`M${-270 + n * 67} ${-22 - Math.sqrt(Math.max(0, 1 - ((n - 4) / 4.4) ** 2)) * 92}V${-22 + Math.sqrt(Math.max(0, 1 - ((n - 4) / 4.4) ** 2)) * 92}`, "#a87b42", 4, 'opacity=".5"'))}${(
        [
          [-150, -62],
          [30, -84],
          [190, -48],
          [-200, 8],
          [-40, -10],
          [120, 24],
          [-70, -130],
          [96, -136],
        ] as const
      )
        .map(([x, y]) => `${under(x, y + 44, 70)}${put(persimmonCake(98), x, y)}`)
        .join("")}`,
    2,
    -20,
    -40,
    260,
  ),
};

export const crateOf = (fruit: Svg, w: number): Svg =>
  `${fruit}${box(-w / 2, -92, w, 92, 6, face("b9834a"))}${stroke(`M${-w / 2} -62h${w}M${-w / 2} -30h${w}`, "#6b4323", 4, 'opacity=".7"')}${box(-w / 2, -92, 14, 92, 4, face("94622f"))}${box(w / 2 - 14, -92, 14, 92, 4, face("84542a"))}${circle(-w / 2 + 7, -78, 3, "#4a2d14")}${circle(w / 2 - 7, -78, 3, "#4a2d14")}${ellipse(0, -92, w / 2, 6, glow("2a1408"), 'opacity=".3"')}`;
