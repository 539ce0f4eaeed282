import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { statesPicture } from "../../../tests/kit/states.ts";
import { productStates } from "../../../contract/catalog.ts";
import { isPublic, missingForSale, transitions } from "./product.ts";

it("what was once shown is never a draft again", () => {
  for (const from of productStates) expect(transitions[from]).not.toContain("draft");
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(statesPicture(transitions));
  expect(productStates.filter(isPublic)).toEqual(["on_sale", "off"]);
});

it("a page names everything it lacks", () => {
  const whole = { picture_ids: ["pic"], return_policy: "seven_days" as const };
  expect(missingForSale(whole, [{ price: 1n }])).toEqual([]);
  expect(missingForSale({ ...whole, picture_ids: [] }, [])).toEqual(["picture", "variant"]);
  expect(missingForSale({ picture_ids: [], return_policy: "" as "seven_days" }, [{ price: 0n }])).toEqual([
    "picture",
    "variant",
    "return_policy",
  ]);
});
