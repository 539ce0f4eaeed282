import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { intentStates } from "../../../contract/payments.ts";
import { statesPicture } from "../../../tests/kit/states.ts";
import {
  decideFacts,
  type Fact,
  type Known,
  type KnownCapture,
  type KnownIntent,
  type KnownRefund,
  type Verdict,
} from "./fact.ts";
import { transitions } from "./intent.ts";
import { decideRefundAsked, leftToRefund, refundTransitions } from "./refund.ts";

const intent: KnownIntent = {
  id: "pi_a",
  state: "requires_payment",
  amount: 100n,
  currency: "CNY",
  provider: "sandbox",
  payment_id: null,
  refunded: 0n,
};
const paid: Fact = {
  type: "paid",
  provider: "sandbox",
  event_id: "sbe_1",
  shop_id: "shop_a",
  intent_id: "pi_a",
  reference: "pi_a",
  payment_id: "sbp_a",
  refund_id: null,
  amount: 100n,
  currency: "CNY",
};
const byCharge: Fact = { ...paid, reference: "pi_charge", provider: "wechat", payment_id: "4200", event_id: null };
const capture: KnownCapture = {
  intent_id: "pi_a",
  reference: "pi_a",
  provider: "sandbox",
  payment_id: "sbp_a",
  kept: true,
};
const captured: KnownIntent = { ...intent, state: "captured", payment_id: "sbp_a" };
const refund: KnownRefund = { id: "re_a", intent_id: "pi_a", reference: "pi_a", amount: 100n, state: "paying" };
const refunded: Fact = { ...paid, type: "refunded", event_id: "sbe_2", refund_id: "re_a" };
const known = (
  intents: readonly KnownIntent[],
  more: { refunds?: readonly KnownRefund[]; event_ids?: readonly string[]; captures?: readonly KnownCapture[] } = {},
): Known => ({
  intents: new Map(intents.map((one) => [one.id, one])),
  captures:
    more.captures ??
    intents.filter((one) => one.state === "captured").map(({ id }) => ({ ...capture, intent_id: id, reference: id })),
  refunds: new Map((more.refunds ?? []).map((one) => [one.id, one])),
  event_ids: new Set(more.event_ids ?? []),
});

test("the README's pictures are the tables", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  expect(readme).toContain(statesPicture(transitions));
  expect(readme).toContain(statesPicture(refundTransitions));
});

test("a payment is captured once; of a closed order late", () => {
  expect(decideFacts([paid, paid, { ...paid, event_id: "sbe_9" }], known([intent]))).toEqual([
    { kind: "captured", arrival: "first" },
    { kind: "repeated" },
    { kind: "repeated" },
  ]);
  for (const state of ["voided", "expired"] as const)
    expect(decideFacts([paid], known([{ ...intent, state }]))).toEqual([{ kind: "captured", arrival: "late" }]);
  expect(decideFacts([paid], known([intent], { event_ids: ["sbe_1"] }))).toEqual([{ kind: "repeated" }]);
});

test("a second payment by another page is one too many, once", () => {
  expect(decideFacts([paid, byCharge, byCharge, paid], known([intent]))).toEqual([
    { kind: "captured", arrival: "first" },
    { kind: "captured", arrival: "double" },
    { kind: "repeated" },
    { kind: "repeated" },
  ]);
  expect(decideFacts([byCharge, paid], known([{ ...intent, state: "failed" }]))).toEqual([
    { kind: "captured", arrival: "first" },
    { kind: "captured", arrival: "double" },
  ]);
});

test("a try that failed is over when the payment comes, in either order", () => {
  const failed: Fact = { ...paid, type: "failed", event_id: "sbe_f", failure: "insufficient_funds", payment_id: null };
  expect(decideFacts([failed, failed, paid, failed], known([intent]))).toEqual([
    { kind: "failed", failure: "insufficient_funds" },
    { kind: "repeated" },
    { kind: "captured", arrival: "first" },
    { kind: "repeated" },
  ]);
  expect(decideFacts([paid, failed], known([intent]))[1]).toEqual({ kind: "repeated" });
  for (const state of ["voided", "expired", "captured", "refunded"] as const)
    expect(decideFacts([{ ...failed, event_id: null }], known([{ ...intent, state }]))).toEqual([{ kind: "repeated" }]);
});

test("paid and paid back in one batch; partial ones leave it captured", () => {
  const parts = known([captured], {
    refunds: [
      { ...refund, amount: 40n },
      { ...refund, id: "re_b", amount: 60n },
    ],
  });
  const first = { ...refunded, amount: 40n };
  const second = { ...refunded, refund_id: "re_b", event_id: "sbe_3", amount: 60n };
  expect(decideFacts([first, first, second, { ...second, event_id: null }], parts)).toEqual([
    { kind: "refunded", refund_id: "re_a", whole: false },
    { kind: "repeated" },
    { kind: "refunded", refund_id: "re_b", whole: true },
    { kind: "repeated" },
  ]);
});

test("a refund that failed stays failed, and its amount can be asked for again", () => {
  const failed: Fact = { ...refunded, type: "refund_failed", failure: "method_unusable" };
  expect(decideFacts([failed, failed, refunded], known([captured], { refunds: [refund] }))).toEqual([
    { kind: "refund_failed", refund_id: "re_a", failure: "method_unusable" },
    { kind: "repeated" },
    { kind: "refused", why: "contradiction" },
  ]);
  const kept = { reference: "pi_a", amount: 100n };
  expect(leftToRefund(kept, [{ ...refund, state: "failed" }])).toBe(100n);
  expect(decideRefundAsked({ id: "re_new", amount: 100n }, kept, [{ ...refund, state: "failed" }])).toEqual({
    kind: "start",
    reference: "pi_a",
  });
  expect(decideRefundAsked({ id: "re_new", amount: 1n }, kept, [refund])).toEqual({ kind: "exceeds", left: 0n });
});

test("what goes back of a payment too many does not count as paid back of the intent", () => {
  const extra: KnownCapture = {
    ...capture,
    reference: "pi_charge",
    provider: "wechat",
    payment_id: "4200",
    kept: false,
  };
  const facts: Fact[] = [{ ...refunded, provider: "wechat", reference: null, payment_id: "4200" }];
  expect(
    decideFacts(
      facts,
      known([captured], { captures: [capture, extra], refunds: [{ ...refund, reference: "pi_charge" }] }),
    ),
  ).toEqual([{ kind: "refunded", refund_id: "re_a", whole: false }]);
});

test.each<[string, Partial<Fact>, string]>([
  ["unknown intent", { intent_id: "pi_other" }, "intent_unknown"],
  ["another provider", { provider: "other" }, "intent_unknown"],
  ["too little", { amount: 99n }, "amount_differs"],
  ["too much", { amount: 101n }, "amount_differs"],
  ["wrong currency", { currency: "USD" }, "amount_differs"],
  ["another payment", { payment_id: "sbp_other" }, "payment_differs"],
])("refuses %s, whatever the state", (name, change, why) => {
  for (const state of intentStates) {
    const mine = known([{ ...captured, state }], { captures: [capture], refunds: [refund] });
    expect(decideFacts([{ ...paid, ...change }], mine)).toEqual([{ kind: "refused", why }]);
    expect(decideFacts([{ ...refunded, ...change }], mine)).toEqual([
      { kind: "refused", why: name === "another provider" ? "refund_unknown" : why },
    ]);
  }
});

test("refuses a refund that is not ours, of another intent, or of another amount", () => {
  const mine = known([captured], { refunds: [refund, { ...refund, id: "re_b", intent_id: "pi_b" }] });
  expect(decideFacts([{ ...refunded, refund_id: "re_x" }], mine)).toEqual([{ kind: "refused", why: "refund_unknown" }]);
  expect(decideFacts([{ ...refunded, refund_id: "re_b" }], mine)).toEqual([{ kind: "refused", why: "refund_unknown" }]);
  expect(decideFacts([{ ...refunded, amount: 99n }], mine)).toEqual([{ kind: "refused", why: "amount_differs" }]);
});

/** What a list of verdicts leaves, folded over what was known: the same for every order of telling. */
function after(facts: readonly Fact[], verdicts: readonly Verdict[], before: readonly KnownIntent[]) {
  const books = new Map(
    before.map((one) => [
      one.id,
      { paid: 0n, extra: 0n, back: 0n, late: 0, twice: false, untrue: false, done: new Set<string>() },
    ]),
  );
  for (const [index, verdict] of verdicts.entries()) {
    const fact = facts[index];
    const book = books.get(fact?.intent_id ?? "");
    if (fact === undefined || book === undefined) continue;
    if (verdict.kind === "captured" && verdict.arrival === "double") book.extra += fact.amount;
    if (verdict.kind === "captured" && verdict.arrival !== "double") book.paid += fact.amount;
    if (verdict.kind === "captured" && verdict.arrival === "late") book.late += 1;
    if (verdict.kind === "refunded") {
      book.twice ||= book.done.has(verdict.refund_id);
      book.done.add(verdict.refund_id);
      book.back += fact.amount;
      book.untrue ||= verdict.whole !== (book.back === 100n);
    }
  }
  return books;
}

test("property: however facts are repeated, shuffled and batched, the same money came in and the same went back", () => {
  const told = fc.record({
    intent: fc.nat({ max: 3 }),
    what: fc.constantFrom("own" as const, "charge" as const, "failed" as const, 0 as const, 1 as const, 2 as const),
    event: fc.option(fc.nat({ max: 3 })),
  });
  const states = fc.array(fc.constantFrom("requires_payment", "failed", "voided", "expired", "captured"), {
    minLength: 4,
    maxLength: 4,
  });
  const shares = [10n, 30n, 60n] as const;
  fc.assert(
    fc.property(fc.array(told, { maxLength: 40 }), states, fc.infiniteStream(fc.nat()), (all, from, dice) => {
      const intents = from.map((state, index) => ({
        ...intent,
        id: `pi_${index}`,
        state: state as KnownIntent["state"],
      }));
      // Refunds exist only of what is captured; facts about refunds of the others name one we do not know.
      const refunds = intents
        .filter((one) => one.state === "captured")
        .flatMap(({ id }) =>
          shares.map((amount, share) => ({ ...refund, id: `re_${id}_${share}`, intent_id: id, reference: id, amount })),
        );
      const facts = all.map(({ intent: at, what, event }): Fact => {
        const id = `pi_${at}`;
        const event_id = event === null ? null : `${id}_${what}_${event}`;
        if (what === "own") return { ...paid, intent_id: id, reference: id, event_id };
        if (what === "charge") return { ...byCharge, intent_id: id, event_id };
        if (what === "failed")
          return { ...paid, type: "failed", intent_id: id, reference: id, event_id, failure: "declined" };
        return {
          ...refunded,
          intent_id: id,
          reference: id,
          refund_id: `re_${id}_${what}`,
          amount: shares[what],
          event_id,
        };
      });
      const mine = known(intents, { refunds });
      const straight = after(facts, decideFacts(facts, mine), intents);
      const shuffled = facts
        .map((fact) => ({ fact, by: dice.next().value as number }))
        .toSorted((a, b) => a.by - b.by)
        .map(({ fact }) => fact);
      const mixed = [...shuffled, ...facts];
      expect(after(mixed, decideFacts(mixed, mine), intents)).toEqual(straight);
      for (const [index, one] of intents.entries()) {
        const book = straight.get(one.id);
        const says = (what: unknown) => all.some((said) => said.intent === index && said.what === what);
        const pages = Number(says("own") && one.state !== "captured") + Number(says("charge"));
        const open = one.state !== "captured";
        expect(book?.paid).toBe(open && pages > 0 ? 100n : 0n);
        expect(book?.extra).toBe(BigInt(open ? Math.max(0, pages - 1) : pages) * 100n);
        expect(book).toMatchObject({ twice: false, untrue: false });
        expect(book?.back).toBe(
          open ? 0n : shares.reduce((sum, amount, share) => (says(share) ? sum + amount : sum), 0n),
        );
      }
    }),
  );
});

test("property: refunds asked for in any order never exceed what was paid, and use it to the last fen", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ amount: fc.bigInt({ min: 1n, max: 60n }), fails: fc.boolean() }), { maxLength: 20 }),
      (asked) => {
        const kept = { reference: "pi_a", amount: 100n };
        const before: KnownRefund[] = [];
        for (const [index, { amount, fails }] of asked.entries()) {
          const id = `re_${index}`;
          const left = leftToRefund(kept, before);
          const verdict = decideRefundAsked({ id, amount }, kept, before);
          expect(verdict.kind).toBe(amount <= left ? "start" : "exceeds");
          if (verdict.kind === "start") before.push({ ...refund, id, amount, state: fails ? "failed" : "success" });
          expect(decideRefundAsked({ id, amount }, kept, before).kind).toBe(
            verdict.kind === "start" ? "repeated" : "exceeds",
          );
        }
        const back = before.filter((one) => one.state !== "failed").reduce((sum, one) => sum + one.amount, 0n);
        expect(back + leftToRefund(kept, before)).toBe(100n);
        expect(back <= 100n).toBe(true);
      },
    ),
  );
});
