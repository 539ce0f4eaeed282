/** An orchard stall in Qinling: awning, vines, crates of fruit. */
import { card, motes, tableTop, type FilmSet } from "../film.ts";
import { swing } from "../motion.ts";
import { ellipse, face, put, under, type Svg } from "../paint.ts";
import { crateOf, honeyJar, kiwiHalf, kiwiWhole, orangeWhole } from "../props/farm.ts";

const defs = `<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#f8e3bd"/><stop offset=".55" stop-color="#eec48a"/><stop offset="1" stop-color="#d9a060"/></linearGradient>
<radialGradient id="sun"><stop stop-color="#fff6dc" stop-opacity=".95"/><stop offset=".3" stop-color="#ffe9b8" stop-opacity=".55"/><stop offset="1" stop-color="#ffe9b8" stop-opacity="0"/></radialGradient>
<radialGradient id="kiwi" cx=".38" cy=".3"><stop stop-color="#b08a55"/><stop offset=".6" stop-color="#86622f"/><stop offset="1" stop-color="#563b1a"/></radialGradient>
</defs>`;

export const orchard: FilmSet = {
  slug: "orchard",
  captions: [
    ["老铁们好，今早刚下树", "Good to see you. Picked this morning"],
    ["掂一掂，这橙子压手", "Feel the weight of this orange"],
    ["徐香猕猴桃，放软了才甜", "Xuxiang kiwi: soft means sweet"],
    ["坏一个，赔一个", "One bad fruit, one paid back"],
  ],
  back: (t) => `${defs}${landscape(t)}${vines(t)}${awning(t)}`,
  pose: () => ({
    left: { x: 254, y: 862 },
    right: { x: 470, y: 862 },
    phase: 0,
    acts: [
      { from: 0.005, to: 0.22, left: { x: 128, y: 566 }, waves: true },
      { from: 0.26, to: 0.48, right: { x: 482, y: 744 }, held: put(orangeWhole(54), 0, -44) },
      { from: 0.51, to: 0.74, right: { x: 470, y: 738 }, held: put(kiwiHalf(54), 0, -46) },
      { from: 0.77, to: 0.98, left: { x: 196, y: 768 }, right: { x: 526, y: 768 } },
    ],
  }),
  table,
  air: (t) => motes(t, "fff3d2", 900, 640),
};

function table(): Svg {
  const oranges = heap((r) => orangeWhole(r), 36);
  const kiwis = heap((r) => kiwiWhole(r * 0.86), 36);
  return `${tableTop("714222")}${under(134, 970, 130)}${put(crateOf(oranges, 228), 128, 968)}${under(374, 984, 130)}${put(crateOf(kiwis, 228), 376, 986)}${card(128, 932, "高山脐橙", "Navel orange", -2)}${card(376, 950, "徐香猕猴桃", "Xuxiang kiwi", -2)}${under(600, 990, 90)}${put(honeyJar(), 566, 984, 0.42)}${put(honeyJar(), 654, 998, 0.42)}${card(612, 1052, "土蜂蜜", "Raw honey", 2)}${plate()}`;
}

function heap(fruit: (r: number) => Svg, r: number): Svg {
  const spots = [
    [-84, -96],
    [-28, -102],
    [30, -100],
    [86, -96],
    [-56, -138],
    [2, -146],
    [60, -138],
  ] as const;
  return spots.map(([x, y], n) => put(fruit(r), x, y, 1, n * 23)).join("");
}

function plate(): Svg {
  return `${under(330, 1084, 150)}${ellipse(330, 1076, 150, 28, face("e9dcc4"))}${ellipse(330, 1070, 128, 20, "#d9c8a9")}${put(kiwiHalf(40), 256, 1044)}${put(kiwiHalf(42), 332, 1050)}${put(kiwiHalf(38), 406, 1044)}`;
}

function landscape(t: number): string {
  const rows = [0, 1, 2].map((row) => {
    const y = 470 + row * 70;
    const size = 46 + row * 22;
    const color = ["#a9ab68", "#8b9a53", "#6c8341"][row];
    const trees = Array.from({ length: 9 - row }, (_, index) => {
      const x = -20 + index * (96 + row * 16) + row * 31;
      const sway = swing(t, 3, index * 0.17 + row * 0.3) * (2 + row * 1.5);
      const fruit = [0, 1, 2].map(
        (n) =>
          `<circle cx="${x + sway - 16 + n * 17}" cy="${y - 12 + ((n * 19) % 26)}" r="${3 + row}" fill="#e58a35"/>`,
      );
      return `<rect x="${x - 4}" y="${y + 10}" width="8" height="${size}" fill="#6b4a2c"/><ellipse cx="${x + sway}" cy="${y}" rx="${size}" ry="${size * 0.72}" fill="${color}"/>${row > 0 ? fruit.join("") : ""}`;
    });
    return trees.join("");
  });
  return `<rect width="720" height="1280" fill="url(#sky)"/><circle cx="560" cy="300" r="${330 + swing(t, 2) * 8}" fill="url(#sun)"/>
<path d="M0 420 L90 330 170 390 270 270 380 392 470 322 560 404 650 340 720 392V700H0z" fill="#cfae7d"/>
<path d="M0 450 L120 390 230 440 360 372 500 448 620 396 720 440V760H0z" fill="#b8a468"/><rect y="560" width="720" height="400" fill="#7d8a48"/>${rows.join("")}`;
}

function vines(t: number): string {
  const leaves = Array.from({ length: 22 }, (_, index) => {
    const x = index * 35 - 8;
    const drop = 208 + ((index * 37) % 46);
    const angle = swing(t, 4, index * 0.13) * 7;
    const green = ["#5f7d34", "#76933f", "#4f6d2c"][index % 3];
    const hangs =
      index % 3 === 1 ? `<ellipse cx="${x + 10}" cy="${drop + 40}" rx="11" ry="14" fill="url(#kiwi)"/>` : "";
    return `<g transform="rotate(${angle} ${x} 196)"><path d="M${x} 190V${drop + 26}" stroke="#57622e" stroke-width="3"/>${hangs}<path d="M${x} ${drop} c-30 -22 -34 22 0 36 34 -14 30 -58 0 -36z" fill="${green}"/></g>`;
  });
  return leaves.join("");
}

function awning(t: number): string {
  const stripes = Array.from({ length: 10 }, (_, index) => {
    const x = index * 72;
    const lift = swing(t, 4, index * 0.09) * 5;
    const fill = index % 2 === 0 ? "#d8442a" : "#faf3e6";
    return `<path d="M${x} 0h72v${168 + lift} a36 34 0 0 1 -72 0z" fill="${fill}"/><path d="M${x} 150h72v${18 + lift} a36 34 0 0 1 -72 0z" fill="#3a1a10" opacity=".13"/>`;
  });
  return `<g>${stripes.join("")}<rect width="720" height="34" fill="#2b1b12" opacity=".35"/></g><rect x="26" y="180" width="16" height="700" fill="#5a3820"/><rect x="678" y="180" width="16" height="700" fill="#5a3820"/>`;
}
