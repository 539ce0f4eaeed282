import fc from "fast-check";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  aftersaleActions,
  aftersaleSides,
  aftersaleStates,
  aftersaleWays,
  type AftersaleAction,
  type AftersaleSide,
  type AftersaleState,
} from "../../../contract/aftersale-words.ts";
import { settingDefinitions, settingNames } from "../../../contract/settings.ts";
import { Refusal } from "../../kernel/refusal.ts";
import {
  actionsOf,
  deadlineOf,
  decide,
  defaultOf,
  isOver,
  printTransitions,
  transitions,
  type Standing,
} from "./aftersale.ts";

const at = new Date("2026-11-22T04:00:00Z");
const hours = Object.fromEntries(settingNames.map((name) => [name, settingDefinitions[name].default])) as Record<
  (typeof settingNames)[number],
  number
>;
const standing = (more: Partial<Standing> = {}): Standing => ({
  state: "applied",
  way: "return_refund",
  goods_due: true,
  before_shipping: false,
  version: 1,
  pay_failed: false,
  evidence_until: null,
  rounds: 0,
  ...more,
});
const when = { at, rounds_max: 5 };
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return "allowed";
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

test("the README's picture is the table", () => {
  expect(readFileSync(new URL("README.md", import.meta.url), "utf8")).toContain(printTransitions());
});

test("every state can be reached, and every one that is not over has somebody to act and a way out", () => {
  const reached = new Set<AftersaleState>(["applied"]);
  for (const state of reached)
    for (const rule of Object.values(transitions[state].actions))
      for (const next of typeof rule.next === "string" ? [rule.next] : Object.values(rule.next)) reached.add(next);
  expect([...reached].toSorted()).toEqual([...aftersaleStates].toSorted());
  for (const state of aftersaleStates) {
    const { turn, deadline, actions } = transitions[state];
    const over = isOver(state);
    expect(Object.keys(actions).length === 0).toBe(over);
    // The provider's answer is asked for until it comes; everything else has its time.
    expect(deadline === null, state).toBe(over || state === "paying");
    expect(over || Object.values(actions).some((rule) => rule.by.includes(turn ?? "system"))).toBe(true);
    for (const goods_due of [true, false]) expect(defaultOf(state, goods_due)?.state).not.toBe(state);
  }
});

test("left alone, an after-sale always comes to paying or its end by its deadlines", () => {
  const leads = (state: AftersaleState, goods_due: boolean, left: number): AftersaleState => {
    const due = defaultOf(state, goods_due);
    return due === null || left === 0 ? state : leads(due.state, goods_due, left - 1);
  };
  for (const start of aftersaleStates)
    for (const goods_due of [true, false]) {
      const end = leads(start, goods_due, 10);
      expect(end === "paying" || isOver(end), `${start} ends in ${end}`).toBe(true);
    }
});

test("an unshipped order is answered sooner than one that left", () => {
  const unshipped = deadlineOf("applied", true, hours, at);
  const shipped = deadlineOf("applied", false, hours, at);
  expect(unshipped).toEqual(new Date("2026-11-23T04:00:00Z"));
  expect(shipped).toEqual(new Date("2026-11-24T04:00:00Z"));
  expect(deadlineOf("paying", false, hours, at)).toBeNull();
});

test("who looked at an older version is told what it is now, before anything else", () => {
  const act = { action: "agree", by: "seller", version: 1 } as const;
  const late = () => decide(standing({ version: 2, state: "closed" }), act, when);
  expect(codeOf(late)).toBe("version_conflict");
  expect(late).toThrow(expect.objectContaining({ details: { state: "closed", version: 2 } }));
  expect(codeOf(() => decide(standing({ state: "closed" }), act, when))).toBe("aftersale_state");
  expect(decide(standing(), act, when)).toBe("await_return");
  expect(decide(standing(), act, when, false)).toBe("paying");
});

test("bargaining ends, evidence has its time, and the platform waits for it", () => {
  const dispute = standing({ state: "dispute", evidence_until: new Date(at.getTime() + 1) });
  const over = standing({ state: "dispute", evidence_until: at });
  const propose = { action: "propose", by: "seller", version: 1 } as const;
  expect(codeOf(() => decide(standing({ rounds: 5 }), propose, when))).toBe("aftersale_rounds");
  expect(codeOf(() => decide(standing({ rounds: 4 }), propose, when))).toBe("allowed");
  const rule = { action: "rule_for_buyer", by: "operator", version: 1 } as const;
  expect(codeOf(() => decide(dispute, rule, when))).toBe("evidence_open");
  expect(codeOf(() => decide(over, rule, when))).toBe("allowed");
  const show = { action: "give_evidence", by: "seller", version: 1 } as const;
  expect(codeOf(() => decide(dispute, show, when))).toBe("allowed");
  expect(codeOf(() => decide(over, show, when))).toBe("evidence_over");
});

const anyStanding = fc.record({
  state: fc.constantFrom(...aftersaleStates),
  way: fc.constantFrom(...aftersaleWays),
  goods_due: fc.boolean(),
  before_shipping: fc.boolean(),
  version: fc.integer({ min: 1, max: 9 }),
  pay_failed: fc.boolean(),
  evidence_until: fc.option(fc.constantFrom(new Date(at.getTime() - 1), new Date(at.getTime() + 1))),
  rounds: fc.integer({ min: 0, max: 6 }),
});

test("what the pages offer is exactly what is let through", () => {
  fc.assert(
    fc.property(
      anyStanding,
      fc.constantFrom<AftersaleSide>(...aftersaleSides),
      fc.constantFrom<AftersaleAction>(...aftersaleActions),
      (given, by, action) => {
        const offered = actionsOf(given, by, 5, at).includes(action);
        const outcome = codeOf(() => decide(given, { action, by, version: given.version }, when));
        expect(outcome === "allowed").toBe(offered);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("random walks: each step moves the version on, no side takes another's step, and money goes at most once", () => {
  const seen = new Set<AftersaleState>();
  fc.assert(
    fc.property(
      fc.constantFrom(...aftersaleWays),
      fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 40 }),
      (way, choices) => {
        let now = standing({ way, goods_due: way !== "refund_only" });
        let paid = 0;
        for (const [side, choice] of choices) {
          seen.add(now.state);
          const by = aftersaleSides[side % aftersaleSides.length] ?? "buyer";
          const offered = actionsOf(now, by, 5, at);
          const action = offered[choice % Math.max(1, offered.length)];
          if (action === undefined) continue;
          const goods_due = action === "send_back" || action === "waive_return" ? false : now.goods_due;
          const state = decide(now, { action, by, version: now.version }, when, goods_due);
          if (state === "paying" && now.state !== "paying") paid += 1;
          expect(state === "paying" && goods_due, "money never goes while goods are due").toBe(false);
          const rounds = now.rounds + (action === "propose" || action === "reapply" ? 1 : 0);
          now = { ...now, state, goods_due, rounds, version: now.version + 1 };
        }
        seen.add(now.state);
        expect(paid).toBeLessThanOrEqual(1);
        const refunded = now.state === "success" && way === "refund_only";
        expect(refunded ? paid : 1).toBe(1);
      },
    ),
    { numRuns: 3_000 },
  );
  expect([...seen].toSorted()).toEqual([...aftersaleStates].toSorted());
});
