/** "12.5" as minor units; null for what is no amount from 0 to `most`. */
export function readAmount(typed: string, most: number): number | null {
  const found = /^(\d{1,9})(?:[.．](\d{1,2}))?$/.exec(typed.trim());
  if (found === null) return null;
  const amount = Number(found[1]) * 100 + Number((found[2] ?? "").padEnd(2, "0"));
  return amount <= most ? amount : null;
}

/** Minor units as one types them. */
export const typedAmount = (amount: number): string => (amount / 100).toFixed(2);
