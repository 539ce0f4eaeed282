import { expect, test } from "vitest";
import type { Reconciliation } from "../../../contract/reconciliation.ts";
import { standingOf } from "./statement-words.tsx";

const day = (more: Partial<Reconciliation>): Reconciliation =>
  ({
    state: "balanced",
    running: false,
    until: "2026-12-01T16:00:00.000Z",
    ran_at: "2026-12-02T02:00:00.000Z",
    unexplained: 0,
    ...more,
  }) as Reconciliation;

test("a day that was compared before it was over agrees so far, and nothing more", () => {
  expect(standingOf(day({}))).toEqual(["good", "balanced"]);
  expect(standingOf(day({ ran_at: "2026-12-01T15:59:59.999Z" }))).toEqual(["quiet", "soFar"]);
  expect(standingOf(day({ ran_at: "2026-12-01T16:00:00.000Z" }))).toEqual(["good", "balanced"]);
});

test("what differs already differs, whether the day is over or not", () => {
  expect(standingOf(day({ ran_at: "2026-12-01T10:00:00.000Z", state: "differs", unexplained: 2 }))).toEqual([
    "bad",
    "open",
  ]);
});
