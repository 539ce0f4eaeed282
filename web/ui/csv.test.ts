import fc from "fast-check";
import { expect, test } from "vitest";
import { csvOf, readCsv } from "./csv.ts";

test("Excel opens it whole, and runs nothing that somebody typed", () => {
  const file = csvOf(
    ["a", "b"],
    [
      ['=HYPERLINK("http://x")', "苹果"],
      ["+1", "-2"],
      ["@x", 5],
      ["a\nb", null],
    ],
  );
  expect(file.startsWith("\uFEFFa,b\r\n")).toBe(true);
  expect(file).toContain('"\'=HYPERLINK(""http://x"")"');
  expect(file).toContain('"\'+1","\'-2"');
  expect(file).toContain('"\'@x",5');
});

test("numbers stay numbers, and what looks like a formula in wide letters is none", () => {
  expect(csvOf(["a", "b"], [[-250, null]])).toBe("\uFEFFa,b\r\n-250,\r\n");
  expect(csvOf(["a"], [["＝1"]])).toContain("'＝1");
});

test("rows know their lines, though a cell has line breaks and lines are empty", () => {
  const file = readCsv('\uFEFFOrder_ID,Carrier\n1,"a\nb"\n\n2,c\n');
  if ("unreadable" in file) throw new Error("unreadable");
  expect(file.columns).toEqual(["order_id", "carrier"]);
  expect(file.rows.map((row) => [row.line, row.cells["order_id"]])).toEqual([
    [2, "1"],
    [5, "2"],
  ]);
});

test("what is written is read again, whatever was typed", () => {
  const cell = fc
    .string({ unit: "grapheme" })
    .map((text) => text.trim())
    .filter((text) => !text.startsWith("'") && text !== "");
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const read = readCsv(csvOf(["a", "b"], rows));
      if ("unreadable" in read) throw new Error("unreadable");
      expect(read.rows.map(({ cells }) => [cells["a"], cells["b"]])).toEqual(rows);
    }),
  );
});

test("a file that is none is told apart", () => {
  expect(readCsv('a,b\n"open')).toEqual({ unreadable: true });
});
