/** Of everybody who rated, how many in a hundred gave the goods 4 or 5 stars, rounded down; null where nobody rated. */
export function positivePercent(by_stars: readonly number[]): number | null {
  const count = by_stars.reduce((sum, some) => sum + some, 0);
  return count === 0 ? null : Math.floor((((by_stars[3] ?? 0) + (by_stars[4] ?? 0)) * 100) / count);
}
