import fc from "fast-check";
import { expect, test } from "vitest";
import { intentStates } from "../../../contract/payments.ts";
import { decideFacts, type Fact, type Known, type KnownIntent, type KnownRefund } from "./fact.ts";

const intent: KnownIntent = {
  id: "pi_a",
  state: "requires_payment",
  amount: 100n,
  currency: "CNY",
  provider: "sandbox",
  payment_id: null,
};
const paid: Fact = {
  type: "paid",
  provider: "sandbox",
  event_id: "sbe_1",
  shop_id: "shop_a",
  intent_id: "pi_a",
  payment_id: "sbp_a",
  refund_id: null,
  amount: 100n,
  currency: "CNY",
};
const refund: KnownRefund = { id: "re_a", intent_id: "pi_a", amount: 100n, state: "paying" };
const refunded: Fact = { ...paid, type: "refunded", event_id: "sbe_2", refund_id: "re_a" };
const known = (
  intents: readonly KnownIntent[],
  refunds: readonly KnownRefund[] = [],
  event_ids: readonly string[] = [],
): Known => ({
  intents: new Map(intents.map((one) => [one.id, one])),
  refunds: new Map(refunds.map((one) => [one.id, one])),
  event_ids: new Set(event_ids),
});

test("a payment is captured once; a voided one late", () => {
  expect(decideFacts([paid, paid, { ...paid, event_id: "sbe_9" }], known([intent]))).toEqual([
    { kind: "captured", late: false },
    { kind: "repeated" },
    { kind: "repeated" },
  ]);
  expect(decideFacts([paid], known([{ ...intent, state: "voided" }]))).toEqual([{ kind: "captured", late: true }]);
  expect(decideFacts([paid], known([intent], [], ["sbe_1"]))).toEqual([{ kind: "repeated" }]);
});

test("paid and paid back in one batch", () => {
  expect(
    decideFacts(
      [{ ...refunded, event_id: "sbe_0" }, refunded],
      known([{ ...intent, state: "captured", payment_id: "sbp_a" }], [refund]),
    ),
  ).toEqual([{ kind: "refunded", refund_id: "re_a" }, { kind: "repeated" }]);
});

test.each<[string, Partial<Fact>, string]>([
  ["unknown intent", { intent_id: "pi_other" }, "intent_unknown"],
  ["another provider", { provider: "other" }, "intent_unknown"],
  ["too little", { amount: 99n }, "amount_differs"],
  ["too much", { amount: 101n }, "amount_differs"],
  ["wrong currency", { currency: "USD" }, "amount_differs"],
  ["another payment", { payment_id: "sbp_other" }, "payment_differs"],
])("refuses %s, whatever the state", (_, change, why) => {
  for (const state of intentStates) {
    const mine = known([{ ...intent, state, payment_id: "sbp_a" }], [refund]);
    expect(decideFacts([{ ...paid, ...change }], mine)).toEqual([{ kind: "refused", why }]);
    expect(decideFacts([{ ...refunded, ...change }], mine)).toEqual([{ kind: "refused", why }]);
  }
});

test("refuses a refund that is not ours, of another intent, or of another amount", () => {
  const mine = known([{ ...intent, state: "captured" }], [refund, { ...refund, id: "re_b", intent_id: "pi_b" }]);
  expect(decideFacts([{ ...refunded, refund_id: "re_x" }], mine)).toEqual([{ kind: "refused", why: "refund_unknown" }]);
  expect(decideFacts([{ ...refunded, refund_id: "re_b" }], mine)).toEqual([{ kind: "refused", why: "refund_unknown" }]);
  expect(decideFacts([{ ...refunded, amount: 99n }], mine)).toEqual([{ kind: "refused", why: "amount_differs" }]);
});

test("property: however facts are repeated, shuffled and batched, each intent is captured once and refunded once at most", () => {
  const fact = fc.record({
    id: fc.nat({ max: 3 }),
    type: fc.constantFrom("paid" as const, "refunded" as const),
    event: fc.option(fc.nat({ max: 5 })),
  });
  const before = fc.constantFrom("requires_payment" as const, "voided" as const, "captured" as const);
  fc.assert(
    fc.property(
      fc.array(fact, { maxLength: 30 }),
      fc.array(before, { minLength: 4, maxLength: 4 }),
      (facts, states) => {
        const intents = states.map((state, index) => ({ ...intent, id: `pi_${index}`, state }));
        // A refund exists only of what is captured; facts about refunds of the others name one we do not know.
        const refunds = states.flatMap((state, index) =>
          state === "captured" ? [{ ...refund, id: `re_${index}`, intent_id: `pi_${index}` }] : [],
        );
        const verdicts = decideFacts(
          facts.map(({ id, type, event }) => ({
            ...paid,
            type,
            intent_id: `pi_${id}`,
            event_id: event === null ? null : `sbe_${id}_${type}_${event}`,
            refund_id: type === "refunded" ? `re_${id}` : null,
          })),
          known(intents, refunds),
        );
        for (const [index, state] of states.entries()) {
          const mine = verdicts.filter((_, at) => facts[at]?.id === index);
          const told = (type: Fact["type"]) => facts.some((one) => one.id === index && one.type === type);
          expect(mine.filter((verdict) => verdict.kind === "captured")).toEqual(
            state !== "captured" && told("paid") ? [{ kind: "captured", late: state === "voided" }] : [],
          );
          expect(mine.filter((verdict) => verdict.kind === "refunded")).toHaveLength(
            state === "captured" && told("refunded") ? 1 : 0,
          );
          expect(mine.filter((verdict) => verdict.kind === "refused")).toHaveLength(
            state === "captured" ? 0 : facts.filter((one) => one.id === index && one.type === "refunded").length,
          );
        }
      },
    ),
  );
});
