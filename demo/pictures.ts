import sharp from "sharp";

/** What a product's picture shows: drawn by us, so that nothing here belongs to anybody else. */
export type Subject = "kiwi" | "honey" | "walnut" | "tea" | "bowl" | "orchard" | "studio";

const svg = (inner: string): string => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 800"><defs>
<radialGradient id="light" cx=".35" cy=".25" r="1"><stop stop-color="#fff7e8"/><stop offset=".55" stop-color="#ecd3ab"/><stop offset="1" stop-color="#b98852"/></radialGradient>
<linearGradient id="wood" x2="0" y2="1"><stop stop-color="#8a5a34"/><stop offset="1" stop-color="#4d2d18"/></linearGradient>
<radialGradient id="kiwi"><stop offset=".1" stop-color="#f3f0c9"/><stop offset=".28" stop-color="#b9cf5a"/><stop offset=".85" stop-color="#7d9f2f"/><stop offset="1" stop-color="#5c6b22"/></radialGradient>
<radialGradient id="skin" cx=".35" cy=".3" r=".9"><stop stop-color="#b58b57"/><stop offset="1" stop-color="#5f4022"/></radialGradient>
<radialGradient id="nut" cx=".35" cy=".3" r=".9"><stop stop-color="#dcae74"/><stop offset="1" stop-color="#7b4d24"/></radialGradient>
<linearGradient id="honey" x2="0" y2="1"><stop stop-color="#f7c65b"/><stop offset="1" stop-color="#b8680f"/></linearGradient>
<linearGradient id="tea" x2="0" y2="1"><stop stop-color="#4f7a48"/><stop offset="1" stop-color="#2b4a2c"/></linearGradient></defs>
<rect width="800" height="800" fill="url(#light)"/><path d="M0 560h800v240H0z" fill="url(#wood)"/><path d="M0 560h800v10H0z" fill="#fff" opacity=".18"/>${inner}</svg>`;

const shadow = (x: number, y: number, rx: number): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${rx * 0.16}" fill="#1b0f06" opacity=".35"/>`;
const whole = (x: number, y: number, r: number, paint: string): string =>
  `${shadow(x, y + r * 0.92, r * 1.02)}<ellipse cx="${x}" cy="${y}" rx="${r * 1.12}" ry="${r}" fill="url(#${paint})"/>`;
const cut = (x: number, y: number, r: number): string =>
  `${shadow(x, y + r * 0.95, r)}<circle cx="${x}" cy="${y}" r="${r}" fill="#6a4c2a"/><circle cx="${x}" cy="${y}" r="${r * 0.95}" fill="url(#kiwi)"/>${Array.from(
    { length: 26 },
    (_, i) => {
      const angle = (i / 26) * Math.PI * 2;
      return `<ellipse cx="${x + Math.cos(angle) * r * 0.4}" cy="${y + Math.sin(angle) * r * 0.4}" rx="${r * 0.055}" ry="${r * 0.03}" transform="rotate(${(angle * 180) / Math.PI} ${x + Math.cos(angle) * r * 0.4} ${y + Math.sin(angle) * r * 0.4})" fill="#22240f"/>`;
    },
  ).join("")}`;

const drawings: Readonly<Record<Subject, string>> = {
  kiwi:
    whole(250, 470, 118, "skin") +
    whole(560, 455, 128, "skin") +
    whole(410, 395, 112, "skin") +
    cut(300, 600, 122) +
    cut(545, 625, 108),
  honey: `${shadow(400, 690, 200)}<rect x="245" y="270" width="310" height="420" rx="46" fill="url(#honey)"/><rect x="262" y="290" width="40" height="370" rx="20" fill="#fff" opacity=".35"/><rect x="230" y="205" width="340" height="84" rx="20" fill="#7a3d16"/><rect x="290" y="400" width="220" height="180" rx="14" fill="#faf3e2"/><path d="M400 430l52 30v60l-52 30-52-30v-60z" fill="#d98f1f"/>`,
  walnut: [
    [240, 520],
    [400, 470],
    [565, 525],
    [320, 630],
    [490, 640],
  ]
    .map(
      ([x = 0, y = 0]) =>
        `${whole(x, y, 96, "nut")}<path d="M${x - 4} ${y - 92}c18 60-22 120 4 184" stroke="#6b421f" stroke-width="9" fill="none"/><path d="M${x - 60} ${y - 50}c20 20 8 60 26 90M${x + 58} ${y - 48}c-22 24-4 66-26 92" stroke="#8a5a2e" stroke-width="6" fill="none"/>`,
    )
    .join(""),
  tea: `${shadow(400, 680, 220)}<path d="M210 420h380c0 150-70 250-190 250S210 570 210 420z" fill="#faf7f0"/><ellipse cx="400" cy="420" rx="190" ry="48" fill="#e9e2d3"/><ellipse cx="400" cy="424" rx="168" ry="38" fill="#a9b45a"/><path d="M330 250c-40 40 30 60-6 110M420 230c-40 44 34 66-4 124" stroke="#fff" stroke-width="12" fill="none" opacity=".55" stroke-linecap="round"/><path d="M560 640c60-70 150-60 180-40-40 60-120 70-180 40z" fill="url(#tea)"/>`,
  bowl: `${shadow(400, 690, 240)}<path d="M170 430h460c0 160-90 255-230 255S170 590 170 430z" fill="#2f5d73"/><ellipse cx="400" cy="430" rx="230" ry="62" fill="#8fb8c6"/><ellipse cx="400" cy="438" rx="200" ry="48" fill="#f3efe4"/><path d="M200 520c130 50 270 50 400 0" stroke="#cfe2e6" stroke-width="10" fill="none"/>`,
  orchard: `<rect width="800" height="800" fill="#f6dfba"/><circle cx="610" cy="190" r="90" fill="#ffb066"/><path d="M0 470c160-130 300-60 420-120s260-60 380 20v430H0z" fill="#7e9a52"/><path d="M0 590c200-90 330-20 800-80v290H0z" fill="#55743c"/>${whole(260, 640, 90, "skin")}${cut(440, 660, 96)}${whole(610, 640, 84, "skin")}`,
  studio: `<rect width="800" height="800" fill="#2a2320"/><circle cx="400" cy="330" r="150" fill="#e9b98a"/><path d="M120 800c0-250 120-330 280-330s280 80 280 330z" fill="#8d2f1d"/><path d="M250 300c10-190 290-190 300 0-30-80-100-100-150-100s-120 20-150 100z" fill="#241711"/>`,
};

/** A picture of 1000 × 1000 px as JPEG bytes. */
export async function drawPicture(subject: Subject): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp(Buffer.from(svg(drawings[subject])))
      .resize(1000, 1000)
      .jpeg({ quality: 86 })
      .toBuffer(),
  );
}
