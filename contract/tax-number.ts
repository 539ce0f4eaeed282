/** The signs of GB 32100-2015: digits and capitals without I, O, S, V, Z; a sign counts its place. */
const signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** The check character of the first seventeen signs: 31 less the sum of each value times 3^place, modulo 31. */
export function creditCheckOf(body: string): string | null {
  let sum = 0;
  let weight = 1;
  for (const sign of body) {
    const value = signs.indexOf(sign);
    if (value < 0) return null;
    sum += value * weight;
    weight = (weight * 3) % 31;
  }
  return signs[(31 - (sum % 31)) % 31] ?? null;
}

/** True for a unified social credit code (统一社会信用代码) of 18 signs whose check character fits. */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && creditCheckOf(code.slice(0, 17)) === code[17];
}
