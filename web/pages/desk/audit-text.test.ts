import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { en } from "../../text/en.ts";
import { zhCN } from "../../text/zh-cn.ts";
import { knownActions, ruleChangeOf } from "./audit-text.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** What the server writes down of operators: `action: …`, or an argument of a function called `audit` or `audited`. */
const written = /(?:\baction:|\baudit(?:ed)?\()([^\n;]*)/g;
const word = /"([a-z]+\.[a-z_]+)"/g;

const actions = new Set(
  globSync("server/**/*.ts", { cwd: root })
    .filter((file) => !file.endsWith(".test.ts"))
    .flatMap((file) => [...readFileSync(root + file, "utf8").matchAll(written)])
    .flatMap(([, rest = ""]) => [...rest.matchAll(word)].map(([, action = ""]) => action)),
);

test("every action the server writes down has words, and none has words that is not written", () => {
  expect([...actions].map((action) => action.replace(".", "_")).toSorted()).toEqual([...knownActions].toSorted());
});

test("the words are there in both languages, and an area to find them by", () => {
  for (const { operator } of [en, zhCN])
    for (const action of actions) {
      expect(Object.hasOwn(operator.audit.actions, action.replace(".", "_")), action).toBe(true);
      expect(Object.hasOwn(operator.audit.areas, action.split(".")[0] ?? ""), action).toBe(true);
    }
});

test("a change of a rule says which rule, from what to what, and why; nothing else is taken for one", () => {
  const reason = "settlement_days: 7 → 3, 2026-12-01T14:35:36.347Z. Holiday season.\nTwo weeks.";
  expect(ruleChangeOf({ action: "settings.changed", reason })).toEqual({
    name: "settlement_days",
    from: "7",
    to: "3",
    why: "Holiday season.\nTwo weeks.",
  });
  expect(ruleChangeOf({ action: "accounts.noted", reason })).toBeNull();
  for (const other of [null, "", "gone_rule: 7 → 3, 2026-12-01T14:35:36.347Z. x", "settlement_days"])
    expect(ruleChangeOf({ action: "settings.changed", reason: other })).toBeNull();
});
