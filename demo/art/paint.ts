/**
 * The paint box: SVG without a document. A paint is a name such as `url(#v_c0392b)`; `sheet` finds the names that a drawing
 * uses and mixes them, so that a drawing is one string and can stand in a picture and in a film.
 */
export type Svg = string;

/** Lit from the upper left: a standing cylinder. */
export const round = (hex: string): string => `url(#v_${hex})`;
/** A ball. */
export const ball = (hex: string): string => `url(#s_${hex})`;
/** A face that loses light downward. */
export const face = (hex: string): string => `url(#f_${hex})`;
/** Polished metal. */
export const metal = (hex: string): string => `url(#m_${hex})`;
/** A glow that fades to nothing. */
export const glow = (hex: string): string => `url(#g_${hex})`;
/** From one color above to another below. */
export const blend = (top: string, bottom: string): string => `url(#b_${top}_${bottom})`;

const channels = (hex: string): number[] => [0, 2, 4].map((from) => Number.parseInt(hex.slice(from, from + 2), 16));

/** `share` 0..1 of `other` in `hex`; six hex digits without the sign. */
export function mixed(hex: string, other: string, share: number): string {
  const to = channels(other);
  return channels(hex)
    .map((value, index) =>
      Math.round(value + ((to[index] ?? 0) - value) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("");
}
/** Toward warm light. */
export const lit = (hex: string, share: number): string => mixed(hex, "fff6e2", share);
/** Toward warm shadow. */
export const dim = (hex: string, share: number): string => mixed(hex, "2a1710", share);

function stops(list: readonly (readonly [number, string, number?])[]): Svg {
  return list
    .map(([at, hex, opacity = 1]) => `<stop offset="${at}" stop-color="#${hex}" stop-opacity="${opacity}"/>`)
    .join("");
}

function mix(name: string): Svg {
  const [kind = "", hex = "", other = ""] = name.split("_");
  const id = `id="${name}"`;
  if (kind === "v")
    return `<linearGradient ${id}>${stops([
      [0, dim(hex, 0.22)],
      [0.28, lit(hex, 0.28)],
      [0.55, hex],
      [1, dim(hex, 0.48)],
    ])}</linearGradient>`;
  if (kind === "s")
    return `<radialGradient ${id} cx=".36" cy=".3" r=".78">${stops([
      [0, lit(hex, 0.5)],
      [0.45, hex],
      [1, dim(hex, 0.5)],
    ])}</radialGradient>`;
  if (kind === "f")
    return `<linearGradient ${id} x1=".1" x2=".35" y2="1">${stops([
      [0, lit(hex, 0.2)],
      [0.5, hex],
      [1, dim(hex, 0.26)],
    ])}</linearGradient>`;
  if (kind === "m")
    return `<linearGradient ${id} x2=".7" y2="1">${stops([
      [0, lit(hex, 0.35)],
      [0.3, hex],
      [0.42, lit(hex, 0.8)],
      [0.55, dim(hex, 0.12)],
      [1, dim(hex, 0.45)],
    ])}</linearGradient>`;
  if (kind === "g")
    return `<radialGradient ${id}>${stops([
      [0, hex, 0.85],
      [0.4, hex, 0.4],
      [1, hex, 0],
    ])}</radialGradient>`;
  return `<linearGradient ${id} x2="0" y2="1">${stops([
    [0, hex],
    [1, other],
  ])}</linearGradient>`;
}

/** A document of `width` × `height` with the paints that `drawing` asks for, `pixels` wide. */
export function sheet(width: number, height: number, drawing: Svg, pixels = width): Svg {
  const names = new Set([...drawing.matchAll(/url\(#([a-z]_[0-9a-f]{6}(?:_[0-9a-f]{6})?)\)/g)].map(([, name]) => name));
  const paints = [...names].map((name) => mix(name ?? "")).join("");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${pixels}" height="${(pixels * height) / width}" viewBox="0 0 ${width} ${height}"><defs>${paints}</defs>${drawing}</svg>`;
}

/** Moves, scales and turns (degrees) a drawing. */
export function put(drawing: Svg, x: number, y: number, scale = 1, degrees = 0): Svg {
  const turn = degrees === 0 ? "" : ` rotate(${degrees.toFixed(2)})`;
  const size = scale === 1 ? "" : ` scale(${scale.toFixed(4)})`;
  return `<g transform="translate(${x.toFixed(2)} ${y.toFixed(2)})${turn}${size}">${drawing}</g>`;
}

/** The soft dark under a thing that stands. */
export function under(x: number, y: number, rx: number, ry = rx * 0.2): Svg {
  return `<ellipse cx="${x + rx * 0.12}" cy="${y + ry * 0.15}" rx="${rx * 1.35}" ry="${ry * 1.35}" fill="${glow("2a1408")}" opacity=".75"/>`;
}

export const ellipse = (x: number, y: number, rx: number, ry: number, fill: string, more = ""): Svg =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`;
export const circle = (x: number, y: number, r: number, fill: string, more = ""): Svg =>
  ellipse(x, y, r, r, fill, more);
export const box = (x: number, y: number, w: number, h: number, r: number, fill: string, more = ""): Svg =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${r}" fill="${fill}" ${more}/>`;
export const path = (d: string, fill: string, more = ""): Svg => `<path d="${d}" fill="${fill}" ${more}/>`;
/** A line without a body. */
export const stroke = (d: string, color: string, width: number, more = ""): Svg =>
  `<path d="${d}" fill="none" stroke="${color}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round" ${more}/>`;
/** A highlight on glaze, glass or metal. */
export const gleam = (d: string, width: number, opacity = 0.5): Svg =>
  stroke(d, "#fffaf0", width, `opacity="${opacity}"`);

/** A body of revolution about x = 0: `profile` is [radius, y] from the mouth down to the foot. `flat` is the tilt we see. */
export function lathe(profile: readonly (readonly [number, number])[], fill: string, flat = 0.14): Svg {
  const at = (index: number): readonly [number, number] =>
    profile[Math.max(0, Math.min(profile.length - 1, index))] ?? [0, 0];
  const curve = (side: number, from: number, step: number): string => {
    let d = "";
    for (let count = 0, index = from; count < profile.length - 1; count += 1, index += step) {
      const [p0, p1, p2, p3] = [at(index - step), at(index), at(index + step), at(index + 2 * step)];
      const points = [
        [p1[0] + (p2[0] - p0[0]) / 6, p1[1] + (p2[1] - p0[1]) / 6],
        [p2[0] - (p3[0] - p1[0]) / 6, p2[1] - (p3[1] - p1[1]) / 6],
        [p2[0], p2[1]],
      ];
      d += `C${points.map(([x = 0, y = 0]) => `${(side * x).toFixed(1)} ${y.toFixed(1)}`).join(" ")}`;
    }
    return d;
  };
  const last = profile.length - 1;
  const [top, foot] = [at(0), at(last)];
  const arc = (r: number, to: number, y: number): string => `A${r} ${(r * flat).toFixed(1)} 0 0 0 ${to} ${y}`;
  return path(
    `M${-top[0]} ${top[1]}${curve(-1, 0, 1)}${arc(foot[0], foot[0], foot[1])}${curve(1, last, -1)}${arc(top[0], -top[0], top[1])}z`,
    fill,
  );
}

/** `count` drawings, each told its number. */
export function times(count: number, draw: (index: number) => Svg): Svg {
  return Array.from({ length: count }, (_, index) => draw(index)).join("");
}

/** A leaf from its stem at 0,0 to its tip at 0,-length. */
export function leaf(length: number, width: number, hex: string): Svg {
  return `${path(`M0 0C${-width} ${-length * 0.3} ${-width * 0.7} ${-length * 0.8} 0 ${-length}C${width * 0.7} ${-length * 0.8} ${width} ${-length * 0.3} 0 0z`, face(hex))}${stroke(`M0 0V${-length * 0.86}`, `#${lit(hex, 0.3)}`, Math.max(1.5, width * 0.06), 'opacity=".7"')}`;
}
