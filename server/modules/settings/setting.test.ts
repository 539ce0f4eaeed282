import fc from "fast-check";
import { expect, test } from "vitest";
import { settingDefinitions, settingNames } from "../../../contract/settings.ts";
import { fits, holdingAt, valueAt, valuesAt, versionsFrom, type Decision } from "./setting.ts";

const decision = fc.record({
  name: fc.constantFrom(...settingNames),
  to_value: fc.integer({ min: 1, max: 20 }),
  valid_from: fc.integer({ min: 0, max: 50 }).map((ms) => new Date(ms)),
  withdrawn: fc.boolean(),
});
const decisions = fc.array(decision, { maxLength: 30 }).map((made) =>
  made.map(({ withdrawn, ...one }, at): Decision => ({
    ...one,
    id: `set_${String(at).padStart(4, "0")}`,
    withdrawn_at: withdrawn ? new Date(0) : null,
  })),
);
const instant = fc.integer({ min: 0, max: 60 }).map((ms) => new Date(ms));

test("every default lies within its own bounds, and bounds are bounds", () => {
  for (const name of settingNames) {
    const { min, max, default: usual } = settingDefinitions[name];
    expect([fits(name, min), fits(name, max), fits(name, usual)]).toEqual([true, true, true]);
    expect([fits(name, min - 1), fits(name, max + 1), fits(name, usual + 0.5), fits(name, Number.NaN)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  }
});

test("what holds has begun, was not withdrawn, and nothing newer did begin", () => {
  fc.assert(
    fc.property(decisions, instant, fc.constantFrom(...settingNames), (made, at, name) => {
      const running = made.filter((one) => one.name === name && one.withdrawn_at === null && one.valid_from <= at);
      const holding = holdingAt(made, name, at);
      const older = (one: Decision, other: Decision): boolean =>
        one.valid_from < other.valid_from ||
        (one.valid_from.getTime() === other.valid_from.getTime() && one.id <= other.id);
      expect(running.filter((one) => running.every((other) => older(other, one)))).toEqual(
        holding === undefined ? [] : [holding],
      );
      expect(valueAt(made, name, at)).toBe(holding?.to_value ?? settingDefinitions[name].default);
    }),
  );
});

test("the versions from an instant say at every later instant what the decisions say", () => {
  fc.assert(
    fc.property(decisions, instant, instant, (made, a, b) => {
      const [from, at] = a <= b ? [a, b] : [b, a];
      const versions = versionsFrom(made, from);
      expect(versions[0]?.valid_from).toEqual(from);
      expect(versions.findLast((one) => one.valid_from <= at)?.values).toEqual(valuesAt(made, at));
    }),
  );
});
