import fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf } from "../../../tests/kit/call-route.ts";
import { cursorAfter, placeOfCursor } from "./movement-cursor.ts";

test("a cursor leads back to its place", () => {
  const place = { at: new Date("2026-11-22T04:00:00.123Z"), place: "bline_01kas000000000000000000000" };
  expect(placeOfCursor(cursorAfter(place))).toEqual(place);
});

test("whatever else is sent is refused, and never a bug", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (cursor) => {
      const code = await codeOf(Promise.resolve().then(() => placeOfCursor(cursor)));
      expect(["accepted", "invalid_param"]).toContain(code);
    }),
  );
  for (const cursor of ["", "1", "1.z", "x.a1", "1.a';--"])
    expect(await codeOf(Promise.resolve().then(() => placeOfCursor(cursor)))).toBe("invalid_param");
});
