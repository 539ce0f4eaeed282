import fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../../../kernel/limits.ts";
import { decodeAmf0, encodeAmf0 } from "./amf0.ts";
import type { Amf0Value } from "./amf0.ts";
import { RtmpError } from "./rtmp-error.ts";

const { value } = fc.letrec<{ value: Amf0Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.double(),
    fc.boolean(),
    fc.string({ unit: "grapheme" }),
    fc.constantFrom(null, undefined),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: "grapheme", minLength: 1 }), tie("value"), { maxKeys: 4, noNullPrototype: false }),
    fc.array(fc.tuple(fc.string({ minLength: 1 }), tie("value")), { maxLength: 4 }).map((pairs) => new Map(pairs)),
  ),
}));

test("what is written is read back, whatever it is", () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 5 }), (values) => {
      expect(withoutPrototypes(decodeAmf0(encodeAmf0(...values)))).toEqual(withoutPrototypes(values));
    }),
  );
});

test("a string past 65,535 bytes becomes a long string", () => {
  const text = "老".repeat(30_000);
  expect(decodeAmf0(encodeAmf0(text))).toEqual([text]);
});

test("any bytes are read or refused, nothing else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(refusalOf(() => decodeAmf0(Buffer.from(bytes)))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test("every cut of a valid message is refused or shorter, never read past its end", () => {
  const whole = encodeAmf0("connect", 1, { app: "live", list: [1, "two", new Map([["three", null]])] });
  for (let length = 0; length < whole.length; length += 1) {
    let values = 0;
    expect(refusalOf(() => (values = decodeAmf0(whole.subarray(0, length)).length))).toBe(true);
    expect(values).toBeLessThan(3);
  }
});

test("nesting and number of values have limits", () => {
  let deep: Amf0Value = 1;
  for (let level = 0; level <= limits.amf0_depth_max; level += 1) deep = { deep };
  expect(() => decodeAmf0(encodeAmf0(deep))).toThrow("nested too deeply");
  expect(() => decodeAmf0(encodeAmf0(Array.from({ length: limits.amf0_values_max }, () => 1)))).toThrow(
    "too many values",
  );
  expect(() => decodeAmf0(Buffer.of(0x0a, 0xff, 0xff, 0xff, 0xff))).toThrow("longer than its message");
});

test("a key called __proto__ is only a key", () => {
  const [object] = decodeAmf0(Buffer.concat([Buffer.of(3, 0, 9), Buffer.from("__proto__"), Buffer.of(1, 1, 0, 0, 9)]));
  expect(Object.keys(object as object)).toEqual(["__proto__"]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
});

/** True when `act` succeeds or refuses its input; anything else it throws goes on. */
function refusalOf(act: () => unknown): boolean {
  try {
    act();
  } catch (error) {
    if (!(error instanceof RtmpError)) throw error;
  }
  return true;
}

function withoutPrototypes(item: unknown): unknown {
  if (Array.isArray(item)) return (item as unknown[]).map(withoutPrototypes);
  if (typeof item !== "object" || item === null) return item;
  const pairs =
    item instanceof Map ? [...(item as Map<string, unknown>)] : Object.entries(item as Record<string, unknown>);
  return { isMap: item instanceof Map, pairs: pairs.map(([key, inner]) => [key, withoutPrototypes(inner)]) };
}
