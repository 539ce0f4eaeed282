/** The list with the item at `from` moved by one place; the same list where there is no such place. */
export function moved<T>(list: readonly T[], from: number, step: 1 | -1): readonly T[] {
  const to = from + step;
  const item = list[from];
  const other = list[to];
  if (item === undefined || other === undefined) return list;
  return list.map((each, at) => (at === from ? other : at === to ? item : each));
}
