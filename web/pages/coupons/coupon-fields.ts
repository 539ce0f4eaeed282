/** Minor units of what somebody typed as a price ("12.5"); undefined where it is none, or nothing. */
export function centsOf(text: string): number | undefined {
  const found = /^\s*(\d{1,8})(?:[.,](\d{1,2}))?\s*$/.exec(text);
  if (found === null) return undefined;
  const cents = Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  return cents === 0 ? undefined : cents;
}

/** A whole percentage from 1 to 99; undefined where it is none. */
export function percentOf(text: string): number | undefined {
  const value = unitsOf(text);
  return value !== undefined && value <= 99 ? value : undefined;
}

/** A whole number above zero; undefined where it is none. */
export function unitsOf(text: string): number | undefined {
  return /^\s*[1-9]\d{0,7}\s*$/.test(text) ? Number(text) : undefined;
}
