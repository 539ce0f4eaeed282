import type { RouteId } from "../../../contract/routes.ts";
import { call } from "../../api/client.ts";
import type { ItemOf, ListRouteId, Options } from "../../api/hooks.ts";

export type Cell = string | number | null;

/** One cell. Text that a spreadsheet would take for a formula begins with an apostrophe, so that it stays text. */
function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Comma-separated values as RFC 4180 has them. */
export function csvText(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(",")}\r\n`).join("");
}

/** Reads a list page by page, at most `max` items; `cut` says that there were more. */
export async function collect<Id extends ListRouteId & RouteId>(
  id: Id,
  query: Readonly<Record<string, unknown>>,
  max: number,
): Promise<{ items: ItemOf<Id>[]; cut: boolean }> {
  const items: ItemOf<Id>[] = [];
  let cursor: string | null = null;
  for (;;) {
    const asked = { query: { ...query, limit: 100, ...(cursor === null ? {} : { cursor }) } };
    const page: { data: readonly ItemOf<Id>[]; next_cursor: string | null } = await call(id, asked as Options<Id>);
    items.push(...page.data);
    cursor = page.next_cursor;
    if (cursor === null) return { items, cut: false };
    if (items.length >= max) return { items, cut: true };
  }
}

/** Hands a text to the browser as a file. The mark in front tells spreadsheets that it is UTF-8. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob(["\u{feff}", text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
