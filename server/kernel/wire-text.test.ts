import fc from "fast-check";
import { expect, test } from "vitest";
import { jsonTemplate } from "./wire-text.ts";

test("a filled template is the JSON of the object it stands for, whatever is filled in", () => {
  const object = (id: string, name: string, rest: unknown) => ({ id, rest, lines: [{ id: name }, { id, n: 1 }], name });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.string())), fc.jsonValue(), (many, rest) => {
      const filled = jsonTemplate("k7wq2nonce", (slot) => object(slot("id"), slot("name"), rest));
      for (const [id, name] of many) expect(filled({ id, name })).toBe(JSON.stringify(object(id, name, rest)));
    }),
  );
});

test("texts that look like slots of another process stay as they are", () => {
  const filled = jsonTemplate("k7wq2nonce", (slot) => ({ id: slot("id"), note: "other:0" }));
  expect(filled({ id: "k7wq2nonce:0" })).toBe('{"id":"k7wq2nonce:0","note":"other:0"}');
});
