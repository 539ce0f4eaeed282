import fc from "fast-check";
import Papa from "papaparse";
import { expect, test } from "vitest";
import { csvText } from "./csv.ts";

test("what was written is read again by others, cell by cell", () => {
  const cell = fc.string({ unit: "binary" }).filter((text) => !/^[=+\-@\t\r]/.test(text));
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(rows, (table) => {
      expect(Papa.parse(csvText(table), { newline: "\r\n", delimiter: "," }).data.slice(0, -1)).toEqual(table);
    }),
  );
});

test("nothing a spreadsheet would run stays as it is, numbers do", () => {
  for (const sly of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
    expect(csvText([[sly, "x"]]).replaceAll('"', "")).toMatch(/^'/);
  expect(csvText([[-250, null, "a"]])).toBe("-250,,a\r\n");
});
