/** The joiner's bench: a plane at work, shavings, tools on the wall. */
import { card, motes, tableTop, type FilmSet } from "../film.ts";
import { between, rising, swing, type Point } from "../motion.ts";
import { blend, box, circle, ellipse, face, glow, metal, path, put, stroke, times, under, type Svg } from "../paint.ts";
import { benchProps, plane, shaving } from "../props/bench.ts";

/** The plane rests while the host shows something. */
const working = (t: number): number =>
  1 - Math.max(between(t, 0, 0.19, 0.05), between(t, 0.26, 0.48, 0.05), between(t, 0.77, 0.99, 0.05)) * 0.92;
const planeAt = (t: number): Point => ({ x: 360 + swing(t, 14) * 62 * working(t), y: 872 });

export const tools: FilmSet = {
  slug: "tools",
  captions: [
    ["做了四十年木匠", "Forty years a carpenter"],
    ["这把角尺，翻面对一对", "Flip this square and check it"],
    ["刨刃开好了，出手就是花", "The iron is honed: shavings at once"],
    ["不懂就问，榫卯也讲", "Ask me anything, joints too"],
  ],
  back: (t) => {
    const sway = swing(t, 2) * 9;
    return `${box(0, 0, 720, 1280, 0, blend("c9ad86", "8f6b48"))}${times(9, (n) => stroke(`M${n * 84 + 20} 0V900`, "#7a5636", 3, 'opacity=".35"'))}${box(0, 380, 720, 14, 0, "#6b4628", 'opacity=".8"')}${wall()}<g transform="rotate(${(sway * 0.3).toFixed(2)} 360 0)">${stroke("M360 0V110", "#2b2622", 5)}${path("M286 172Q300 106 360 106T434 172z", face("b5402a"))}${ellipse(360, 174, 74, 14, "#fff0c4")}${path("M286 174L60 900H660L434 174z", "#fff2cc", 'opacity=".13"')}</g>${ellipse(360, 420, 380, 360, glow("ffeab8"), 'opacity=".55"')}`;
  },
  pose: (t) => {
    const { x } = planeAt(t);
    return {
      left: { x: x - 88, y: 826 },
      right: { x: x + 84, y: 826 },
      phase: 0.55,
      acts: [
        { from: 0.005, to: 0.19, left: { x: 126, y: 572 }, waves: true },
        {
          from: 0.26,
          to: 0.48,
          right: { x: 486, y: 752 },
          held: put(benchProps["square"]?.draw() ?? "", 0, -30, 0.36),
        },
        { from: 0.77, to: 0.99, left: { x: 196, y: 766 }, right: { x: 524, y: 766 } },
      ],
    };
  },
  table: (t) => {
    const { x } = planeAt(t);
    const curl = working(t);
    return `${tableTop("a8794a", 912)}${box(40, 900, 640, 34, 4, face("dcae74"))}${stroke("M44 916q160 -6 320 0t312 0", "#b07f48", 3)}${put(plane(), x, 906, 0.5)}${put(shaving(26 + 8 * swing(t, 14, 0.25), 1.8), x - 34, 792, Math.max(0.4, curl), t * 360 * 5)}${flying(t, x)}${under(150, 1030, 120)}${put(benchProps["chisels"]?.draw() ?? "", 150, 1010, 0.36, -5)}${put(benchProps["saw"]?.draw() ?? "", 560, 1006, 0.36, 4)}${times(7, (n) => put(shaving(15 + (n % 3) * 5, 1.5), 300 + n * 34 - (n % 2) * 20, 962 + (n % 3) * 22, 1, n * 50))}${card(140, 1116, "木工凿", "Chisels", -2)}${card(572, 1094, "双刃拉锯", "Pull saw", 2)}`;
  },
  air: (t) => motes(t, "fff0cf", 900, 620, 14),
};

/** Shavings that leave the plane and fall. */
function flying(t: number, x: number): Svg {
  return times(3, (n) => {
    const gone = rising(t, 7, n / 3);
    return `<g opacity="${(Math.sin(Math.PI * gone) * working(t)).toFixed(3)}">${put(shaving(14, 1.5), x - 60 - gone * 120, 810 - Math.sin(Math.PI * gone) * 50 + gone * 90, 1, gone * 300)}</g>`;
  });
}

function wall(): Svg {
  const hammer = `${box(-8, 0, 16, 150, 6, blend("c99a62", "8a5f34"))}${box(-44, -16, 88, 34, 6, metal("6f767a"))}`;
  const pliers = `${stroke("M-4 0C-30 60 -30 100 -22 150M4 0C30 60 30 100 22 150", "#b5402a", 15)}${path("M-16 6L-8 -60H8L16 6z", metal("8c9296"))}`;
  const hand = `${path("M-12 -20L0 -70 12 -20 60 130H-60z", metal("b4babe"))}${box(-34, 126, 68, 54, 12, face("9a6238"))}`;
  return `${put(hammer, 70, 440)}${put(hand, 160, 470, 0.9, 4)}${put(pliers, 610, 440)}${put(hammer, 672, 450, 0.85)}${put(benchProps["wrenches"]?.draw() ?? "", 96, 250, 0.2)}${put(benchProps["saw"]?.draw() ?? "", 620, 260, 0.26, 20)}${[70, 160, 610, 672].map((x) => circle(x, 424, 6, "#3b2a20")).join("")}${put(`${stroke("M0 -60L-60 60M0 -60L60 60M-38 16H38", "#6b4628", 13)}${circle(0, -62, 12, "#b98a34")}`, 90, 690)}${put(`${box(-60, 0, 120, 90, 4, face("b98a56"))}${times(6, (n) => box(-52 + n * 18, -40 - (n % 3) * 20, 12, 90, 2, face(["d9ae74", "8a5a34", "c08a52"][n % 3] ?? "c08a52")))}${box(-60, 10, 120, 80, 4, face("a9794a"))}`, 620, 720)}`;
}
