import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { statesPicture } from "../../../tests/kit/states.ts";
import { transitions } from "./refund.ts";

test("the README's picture is the table", () => {
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(statesPicture(transitions));
});
