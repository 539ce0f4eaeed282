/** The contrast of two colors in hexadecimal after WCAG 2: from 1 to 21; NaN where one is not a color. */
export function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return ((light ?? Number.NaN) + 0.05) / ((dark ?? Number.NaN) + 0.05);
}

function luminance(color: string): number {
  const text = color.trim().replace("#", "");
  const hex = text.length === 3 ? [...text].map((digit) => digit + digit).join("") : text;
  if (!/^[\da-f]{6}$/i.test(hex)) return Number.NaN;
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
