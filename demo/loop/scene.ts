/**
 * The demo room's picture: an orchard stall in Qinling and its host, drawn as SVG for any moment of the loop. Everything
 * moves in whole cycles per loop, so that the last picture leads into the first.
 */
import { between, kiwiHalf, swing } from "./drawing.ts";
import { host } from "./host.ts";

export const width = 720;
export const height = 1280;

const captions: readonly (readonly [string, string])[] = [
  ["老铁们好，今早刚下树", "Good to see you — picked this morning"],
  ["掂一掂，这橙子压手", "Feel the weight of this orange"],
  ["徐香猕猴桃，放软了才甜", "Xuxiang kiwi: soft means sweet"],
  ["坏一个，赔一个", "One bad fruit, one paid back"],
];

const defs = `<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#f8e3bd"/><stop offset=".55" stop-color="#eec48a"/><stop offset="1" stop-color="#d9a060"/></linearGradient>
<radialGradient id="sun"><stop stop-color="#fff6dc" stop-opacity=".95"/><stop offset=".3" stop-color="#ffe9b8" stop-opacity=".55"/><stop offset="1" stop-color="#ffe9b8" stop-opacity="0"/></radialGradient>
<linearGradient id="wood" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#8a5530"/><stop offset=".12" stop-color="#714222"/><stop offset="1" stop-color="#3a2114"/></linearGradient>
<linearGradient id="crate" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#c08a52"/><stop offset="1" stop-color="#8b5a2f"/></linearGradient>
<radialGradient id="orange" cx=".38" cy=".32"><stop stop-color="#ffcf85"/><stop offset=".55" stop-color="#f09338"/><stop offset="1" stop-color="#bd5c17"/></radialGradient>
<radialGradient id="kiwi" cx=".38" cy=".3"><stop stop-color="#b08a55"/><stop offset=".6" stop-color="#86622f"/><stop offset="1" stop-color="#563b1a"/></radialGradient>
<radialGradient id="flesh"><stop stop-color="#f4f1d0"/><stop offset=".2" stop-color="#eef0bd"/><stop offset=".3" stop-color="#9fc24f"/><stop offset=".85" stop-color="#7fae35"/><stop offset="1" stop-color="#5f8a26"/></radialGradient>
<linearGradient id="honey" x1="0" y1="0" x2="1" y2="0"><stop stop-color="#a85a10"/><stop offset=".35" stop-color="#f0a52e"/><stop offset="1" stop-color="#8f480c"/></linearGradient>
<linearGradient id="coat" x1="0" y1="0" x2="1" y2="0"><stop stop-color="#7c2718"/><stop offset=".45" stop-color="#a23a24"/><stop offset="1" stop-color="#742415"/></linearGradient>
<linearGradient id="apron" x1="0" y1="0" x2="1" y2="1"><stop stop-color="#37322d"/><stop offset="1" stop-color="#1c1917"/></linearGradient>
<radialGradient id="skin" cx=".42" cy=".38" r=".7"><stop stop-color="#f3c79b"/><stop offset=".7" stop-color="#e2ac7c"/><stop offset="1" stop-color="#c4875a"/></radialGradient>
<linearGradient id="straw" x1="0" y1="0" x2="0" y2="1"><stop stop-color="#f0d596"/><stop offset="1" stop-color="#c79a51"/></linearGradient>
</defs>`;

/** The whole picture at moment `t` (0..1) as an SVG document. */
export function scene(t: number): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 720 1280">${defs}` +
    `${landscape(t)}${vines(t)}${awning(t)}${host(t)}${table(t)}${motes(t)}${caption(t)}</svg>`
  );
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

function table(t: number): string {
  const grain = [0, 1, 2, 3].map(
    (n) =>
      `<path d="M0 ${990 + n * 76} q180 ${8 - n * 5} 360 0 t360 0" stroke="#2b180d" stroke-width="2" fill="none" opacity=".45"/>`,
  );
  return `<rect y="900" width="720" height="380" fill="url(#wood)"/><rect y="900" width="720" height="9" fill="#b57c4b" opacity=".75"/>${grain.join("")}
${crate(20, 838, oranges(), "高山脐橙", "Navel orange")}${crate(266, 862, kiwis(), "徐香猕猴桃", "Xuxiang kiwi")}${honey(t)}${halves()}`;
}

function oranges(): string {
  const spots = [
    [30, 18],
    [88, 10],
    [146, 16],
    [196, 24],
    [58, -22],
    [116, -28],
    [170, -18],
  ] as const;
  return spots
    .map(
      ([x, y]) =>
        `<circle cx="${x}" cy="${y}" r="34" fill="url(#orange)"/><path d="M${x - 4} ${y - 30} q8 -6 12 2" stroke="#4f6d2c" stroke-width="5" fill="none" stroke-linecap="round"/>`,
    )
    .join("");
}

function kiwis(): string {
  const spots = [
    [26, 20],
    [78, 14],
    [130, 18],
    [182, 14],
    [206, 26],
    [50, -12],
    [104, -18],
    [158, -14],
  ] as const;
  return spots
    .map(
      ([x, y], index) =>
        `<ellipse cx="${x}" cy="${y}" rx="31" ry="25" fill="url(#kiwi)" transform="rotate(${((index * 31) % 40) - 20} ${x} ${y})"/>`,
    )
    .join("");
}

function crate(x: number, y: number, fruit: string, chinese: string, english: string): string {
  return `<g transform="translate(${x} ${y})">${fruit}<rect y="34" width="224" height="92" rx="5" fill="url(#crate)"/><path d="M0 64h224M0 96h224" stroke="#6b4323" stroke-width="4"/>
<g transform="rotate(-2 112 84)"><rect x="44" y="50" width="136" height="60" rx="6" fill="#fdf8ee"/><text x="112" y="78" font-family="Noto Serif CJK SC" font-weight="900" font-size="24" fill="#1b1917" text-anchor="middle">${chinese}</text><text x="112" y="99" font-family="Noto Sans CJK SC" font-size="14" fill="#736d65" text-anchor="middle">${english}</text></g></g>`;
}

function honey(t: number): string {
  const glint = 0.35 + 0.2 * swing(t, 5);
  const jar = (x: number, y: number) =>
    `<g transform="translate(${x} ${y})"><rect x="10" y="-16" width="70" height="24" rx="5" fill="#2b2622"/><rect width="90" height="112" rx="16" y="4" fill="url(#honey)"/><rect x="12" y="16" width="9" height="84" rx="4" fill="#fff3cf" opacity="${glint.toFixed(3)}"/><rect x="14" y="44" width="62" height="44" rx="4" fill="#fdf8ee"/><text x="45" y="66" font-family="Noto Serif CJK SC" font-weight="900" font-size="19" fill="#1b1917" text-anchor="middle">土蜂蜜</text><text x="45" y="82" font-family="Noto Sans CJK SC" font-size="11" fill="#736d65" text-anchor="middle">Wild honey</text></g>`;
  return jar(512, 868) + jar(606, 880);
}

function halves(): string {
  return `<ellipse cx="372" cy="1062" rx="150" ry="24" fill="#1c100a" opacity=".4"/><ellipse cx="372" cy="1050" rx="148" ry="26" fill="#e9dcc4"/><ellipse cx="372" cy="1045" rx="126" ry="19" fill="#d9c8a9"/>${kiwiHalf(300, 1020, 38)}${kiwiHalf(376, 1026, 40)}${kiwiHalf(450, 1020, 36)}`;
}

function motes(t: number): string {
  return Array.from({ length: 14 }, (_, index) => {
    const rise = (t * (1 + (index % 2)) + index * 0.137) % 1;
    const x = ((index * 157) % 720) + swing(t, 2, index * 0.21) * 18;
    const fade = Math.sin(Math.PI * rise) * 0.5;
    return `<circle cx="${x.toFixed(1)}" cy="${(900 - rise * 640).toFixed(1)}" r="${2 + (index % 3)}" fill="#fff3d2" opacity="${fade.toFixed(3)}"/>`;
  }).join("");
}

/** What the host says, on a paper strip where the app shows nothing. */
function caption(t: number): string {
  return captions
    .map(([chinese, english], index) => {
      const shown = between(t, index / captions.length + 0.005, (index + 1) / captions.length - 0.005, 0.025);
      if (shown <= 0) return "";
      return `<g opacity="${shown.toFixed(3)}" transform="translate(0 ${((1 - shown) * 10).toFixed(2)})"><rect x="130" y="262" width="460" height="92" rx="14" fill="#fffaf1" opacity=".94"/><rect x="130" y="262" width="7" height="92" rx="3" fill="#e5431f"/><text x="362" y="304" font-family="Noto Sans CJK SC" font-weight="700" font-size="30" fill="#1b1917" text-anchor="middle">${chinese}</text><text x="362" y="335" font-family="Noto Sans CJK SC" font-size="19" fill="#736d65" text-anchor="middle">${english}</text></g>`;
    })
    .join("");
}
