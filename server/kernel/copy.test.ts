import fc from "fast-check";
import { expect, test } from "vitest";
import { copyText } from "./copy.ts";

/** PostgreSQL's text format read back, as its documentation says it is. */
function read(text: string): (string | null)[][] {
  return text
    .split("\n")
    .slice(0, -1)
    .map((line) =>
      line
        .split("\t")
        .map((value) =>
          value === "\\N"
            ? null
            : value.replaceAll(/\\(.)/g, (_, sign: string) => ({ t: "\t", n: "\n", r: "\r" })[sign] ?? sign),
        ),
    );
}

test("whatever stands in a row comes back from it", () => {
  const value = fc.oneof(fc.string(), fc.stringMatching(/^[\\\t\n\rN]*$/), fc.constant(null));
  fc.assert(
    fc.property(fc.array(fc.array(value, { minLength: 1, maxLength: 5 }), { maxLength: 5 }), (rows) => {
      expect(read(copyText(rows))).toEqual(rows);
    }),
  );
});

test("numbers, instants and truths as PostgreSQL reads them", () => {
  const at = new Date("2026-11-30T12:00:00.123Z");
  expect(copyText([[1, 2n, true, false, at, null]])).toBe("1\t2\tt\tf\t2026-11-30T12:00:00.123Z\t\\N\n");
});
