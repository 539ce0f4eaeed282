import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { statesPicture } from "../../../tests/kit/states.ts";
import { transitions as couponTransitions } from "./coupons/coupon.ts";
import { orderTransitions, transitions } from "./flash/flash-sale.ts";

test("the README shows the states as the code has them", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  for (const table of [transitions, orderTransitions, couponTransitions])
    expect(readme).toContain(`\`\`\`\n${statesPicture<string>(table)}\n\`\`\``);
});
