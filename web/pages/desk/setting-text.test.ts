import fc from "fast-check";
import { expect, test } from "vitest";
import { settingDefinitions, settingUnits } from "../../../contract/settings.ts";
import { readSetting, typedSetting } from "./setting-text.ts";

test("a rate is typed as it is shown, in percent", () => {
  expect(typedSetting("permille", 50)).toBe("5");
  expect(typedSetting("permille", 45)).toBe("4.5");
  expect(readSetting("permille", "5")).toBe(50);
  expect(readSetting("permille", " 4.5 % ")).toBe(45);
  expect(readSetting("permille", "0.05")).toBeNull();
  expect(readSetting("days", "7")).toBe(7);
  for (const typed of ["7.5", "7%", "-7", "7e1", "0x7", "", "七"]) expect(readSetting("days", typed)).toBeNull();
});

test("every value a setting may have is read as it is written", () => {
  const { max } = settingDefinitions.unpaid_close_minutes;
  fc.assert(
    fc.property(fc.constantFrom(...settingUnits), fc.integer({ min: 0, max }), (unit, value) => {
      expect(readSetting(unit, typedSetting(unit, value))).toBe(value);
    }),
  );
});
