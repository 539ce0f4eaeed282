/** What is left for the shop of an amount in minor units: the platform's share is rounded down, as in the order itself. */
export function exampleOf(amount_minor: number, take_rate_permille: number): number {
  return amount_minor - Math.floor((amount_minor * take_rate_permille) / 1000);
}
