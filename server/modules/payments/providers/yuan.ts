/** `12.34`: yuan with two decimals, from fen. */
export function toYuan(fen: bigint): string {
  const text = String(fen).padStart(3, "0");
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/** Fen from yuan, also where a sign stands before it; null where it is no amount of whole fen. */
export function fromYuan(text: string): bigint | null {
  const match = /^([-+]?)(\d{1,15})(?:\.(\d{1,5}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign = "", whole = "0", part = ""] = match;
  const digits = part.padEnd(5, "0");
  if (!digits.endsWith("000")) return null;
  const fen = BigInt(whole) * 100n + BigInt(digits.slice(0, 2));
  return sign === "-" ? -fen : fen;
}

/** A fee of a statement, which may have parts of a fen: rounded to the nearest. Null where it is no amount. */
export function feeFromYuan(text: string): bigint | null {
  const match = /^([-+]?)(\d{1,12})(?:\.(\d{1,6}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, sign = "", whole = "0", part = ""] = match;
  const parts = BigInt(whole) * 1_000_000n + BigInt(part.padEnd(6, "0"));
  const fen = (parts + 5_000n) / 10_000n;
  return sign === "-" ? -fen : fen;
}
