import Papa from "papaparse";

export type Cell = string | number | null;

/**
 * Rows as a CSV file that Excel opens with its characters whole (UTF-8 with a byte order mark). A cell that a spreadsheet would run as a
 * formula gets an apostrophe before it.
 */
export function csvOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const body = Papa.unparse(
    { fields: [...columns], data: rows.map((row) => row.map((cell) => cell ?? "")) },
    // Numbers are ours; text is other people's.
    { escapeFormulae: /^[=+\-@\t\r＝＋－＠]/u, newline: "\r\n" },
  );
  return `\uFEFF${body}\r\n`;
}

export interface CsvRow {
  /** The line of the file it begins on; the head is line 1. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}
export type CsvFile =
  | { readonly rows: readonly CsvRow[]; readonly columns: readonly string[] }
  | { readonly unreadable: true };

/** Reads a CSV file with a head: names of columns in lower case, cells trimmed and freed of an apostrophe before a formula. */
export function readCsv(text: string): CsvFile {
  const parsed = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: false });
  if (parsed.errors.some(({ type }) => type === "Quotes")) return { unreadable: true };
  const [head, ...body] = parsed.data;
  if (head === undefined) return { unreadable: true };
  const columns = head.map((name) => name.trim().toLowerCase());
  let line = 1 + breaks(head);
  const rows: CsvRow[] = [];
  for (const cells of body) {
    line += 1;
    const begins = line;
    line += breaks(cells);
    if (cells.every((cell) => cell.trim() === "")) continue;
    rows.push({
      line: begins,
      cells: Object.fromEntries(columns.map((name, at) => [name, plain(cells[at] ?? "")])),
    });
  }
  return { rows, columns };
}

/** How many lines a row takes beyond its first. */
const breaks = (cells: readonly string[]): number =>
  cells.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

const plain = (cell: string): string => cell.trim().replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, "");
