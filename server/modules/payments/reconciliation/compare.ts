import { createHash } from "node:crypto";
import type {
  DifferenceNote,
  DifferenceRule,
  MovementSide,
  ReconciliationTotals,
} from "../../../../contract/reconciliation.ts";
import type { LineState, Statement, StatementLine } from "../statement.ts";
import { feeOf, movementKey, type FeeRate, type OurMovement, type OurState } from "./movement.ts";

/** What a provider's statement of a day is compared with. */
export interface Comparison {
  readonly statement: Statement;
  /** By key: what we know of the movements the statement names, and those it should name. */
  readonly ours: ReadonlyMap<string, OurMovement>;
  /** Keys of ours that belong into this day's statement. */
  readonly expected: ReadonlySet<string>;
  /** By key: another day whose statement had it. */
  readonly elsewhere: ReadonlyMap<string, string>;
  /** What was agreed with the provider; null: fees are not compared. */
  readonly fee: FeeRate | null;
  /** The market's; sums are of this one. */
  readonly currency: string;
}

export interface Difference {
  readonly fingerprint: string;
  readonly rule: DifferenceRule;
  readonly kind: OurMovement["kind"] | null;
  readonly movement_id: string | null;
  readonly shop_id: string | null;
  readonly order_id: string | null;
  readonly here: MovementSide | null;
  readonly there: MovementSide | null;
  readonly row: { readonly number: number | null; readonly text: string; readonly why: DifferenceNote } | null;
}

export interface Compared {
  readonly differences: readonly Difference[];
  /** Movements of ours that this statement has. */
  readonly matched: readonly Pick<OurMovement, "kind" | "id">[];
  readonly totals: ReconciliationTotals;
}

/** A line of the statement beside what we have of it. */
interface Pair {
  readonly line: StatementLine;
  readonly ours: OurMovement | undefined;
  /** Where it stands already: this statement, or another day. */
  readonly before: string | null;
  readonly fee: FeeRate | null;
}
interface Known extends Pair {
  readonly ours: OurMovement;
}
const isKnown = (pair: Pair): pair is Known => pair.ours !== undefined;

/** Which states of ours agree with what the provider says. A refund may have been paid since its statement was made. */
const agreeing: Readonly<Record<LineState, readonly OurState[]>> = {
  done: ["done"],
  pending: ["pending", "done"],
  failed: ["failed"],
};

interface Rule {
  readonly rule: DifferenceRule;
  readonly differs: (pair: Pair) => boolean;
  /** Where this differs nothing else of the pair can be compared. */
  readonly last?: true;
}

/** The rules of a line, in the order they are looked at. */
export const pairRules: readonly Rule[] = [
  { rule: "found_twice", differs: ({ before }) => before !== null, last: true },
  { rule: "missing_here", differs: ({ ours }) => ours === undefined, last: true },
  {
    rule: "payment_differs",
    differs: (pair) =>
      isKnown(pair) &&
      pair.ours.payment_id !== null &&
      pair.line.payment_id !== "" &&
      pair.ours.payment_id !== pair.line.payment_id,
  },
  { rule: "state_differs", differs: (pair) => isKnown(pair) && !agreeing[pair.line.state].includes(pair.ours.state) },
  {
    rule: "currency_differs",
    differs: (pair) => isKnown(pair) && pair.line.currency !== pair.ours.currency,
    last: true,
  },
  { rule: "amount_differs", differs: (pair) => isKnown(pair) && pair.line.amount !== pair.ours.amount },
  { rule: "fee_differs", differs: ({ line, fee }) => fee !== null && !isAgreedFee(line, fee) },
  { rule: "books_differ", differs: (pair) => isKnown(pair) && booksDiffer(pair.ours) },
];

/** A minor unit of rounding is nobody's. Of a refund the provider may give its fee back, or keep it. */
function isAgreedFee(line: StatementLine, rate: FeeRate): boolean {
  if (line.fee === null || line.state !== "done") return true;
  const agreed = feeOf(rate, line.amount);
  const [least, most] = line.kind === "payment" ? [agreed, agreed] : [-agreed, 0n];
  return line.fee >= least - 1n && line.fee <= most + 1n;
}

function booksDiffer(ours: OurMovement): boolean {
  return ours.state === "done" && ours.booked !== null && ours.booked !== ours.amount;
}

/** Compares a statement with what we have. Pure; what is the same in two runs has the same fingerprint in both. */
export function compareStatement(comparison: Comparison): Compared {
  const { statement, ours, expected, elsewhere, fee } = comparison;
  const seen = new Set<string>();
  const matched = new Map<string, OurMovement>();
  const found: Omit<Difference, "fingerprint">[] = [];
  for (const line of statement.lines) {
    const id = idOfLine(line);
    const key = movementKey(line.kind, id);
    const before = id === "" ? null : seen.has(key) ? "" : (elsewhere.get(key) ?? null);
    const pair: Pair = { line, ours: ours.get(key), before, fee };
    if (id !== "" && line.state === "done") seen.add(key);
    for (const { rule, differs, last } of pairRules) {
      if (!differs(pair)) continue;
      found.push(differenceOf(rule, pair));
      if (last === true) break;
    }
    if (pair.ours !== undefined && before === null && line.state === "done") matched.set(key, pair.ours);
  }
  const missing = [...expected].flatMap((key) => {
    const one = ours.get(key);
    return one === undefined || seen.has(key) || elsewhere.has(key) ? [] : [one];
  });
  for (const one of missing) {
    found.push(ofOurs("missing_there", one, fee));
    if (booksDiffer(one)) found.push(ofOurs("books_differ", one, fee));
  }
  for (const { row, text, why } of statement.unreadable)
    found.push({ ...nothing, rule: "unreadable_row", row: { number: row, text, why } });
  for (const { what, said, read } of statement.sums)
    found.push({ ...nothing, rule: "sum_differs", row: { number: null, text: `${said} ≠ ${read}`, why: what } });
  return {
    differences: fingerprinted(found),
    matched: [...matched.values()].map(({ kind, id }) => ({ kind, id })),
    totals: totalsOf(comparison, [...matched.values(), ...missing]),
  };
}

const nothing = {
  kind: null,
  movement_id: null,
  shop_id: null,
  order_id: null,
  here: null,
  there: null,
  row: null,
} as const;

/** Ours, where the statement says it. */
export const idOfLine = (line: StatementLine): string =>
  line.kind === "payment" ? line.reference : (line.refund_id ?? "");

function differenceOf(rule: DifferenceRule, { line, ours, before, fee }: Pair): Omit<Difference, "fingerprint"> {
  const theirs = idOfLine(line) || line.payment_id;
  return {
    rule,
    kind: line.kind,
    movement_id: ours?.id ?? (theirs === "" ? null : theirs),
    shop_id: ours?.shop_id ?? null,
    order_id: ours?.order_id ?? null,
    here: ours === undefined ? null : sideOfOurs(ours, fee),
    there: {
      amount: Number(line.amount),
      currency: line.currency,
      state: line.state,
      fee: line.fee === null ? null : Number(line.fee),
      payment_id: line.payment_id === "" ? null : line.payment_id,
      at: line.at.toISOString(),
      booked: null,
    },
    row: before === null ? null : { number: null, text: before, why: "found_twice" },
  };
}

function ofOurs(rule: DifferenceRule, ours: OurMovement, fee: FeeRate | null): Omit<Difference, "fingerprint"> {
  const { kind, id: movement_id, shop_id, order_id } = ours;
  return { rule, kind, movement_id, shop_id, order_id, here: sideOfOurs(ours, fee), there: null, row: null };
}

function sideOfOurs(ours: OurMovement, fee: FeeRate | null): MovementSide {
  return {
    amount: Number(ours.amount),
    currency: ours.currency,
    state: ours.state,
    fee: fee === null || ours.kind === "refund" ? null : Number(feeOf(fee, ours.amount)),
    payment_id: ours.payment_id,
    at: ours.at?.toISOString() ?? null,
    booked: ours.booked === null ? null : Number(ours.booked),
  };
}

/** Two rows of the same words are two differences. */
function fingerprinted(found: readonly Omit<Difference, "fingerprint">[]): Difference[] {
  const times = new Map<string, number>();
  return found.map((one) => {
    const text = JSON.stringify(one);
    const nth = (times.get(text) ?? 0) + 1;
    times.set(text, nth);
    const fingerprint = createHash("sha256").update(`${text} ${nth}`).digest("hex").slice(0, 32);
    return { fingerprint, ...one };
  });
}

function totalsOf({ statement, currency }: Comparison, ours: readonly OurMovement[]): ReconciliationTotals {
  const sum = (all: readonly { kind: string; state: string; amount: bigint; currency: string }[], kind: string) => {
    const done = all.filter((one) => one.kind === kind && one.state === "done" && one.currency === currency);
    return { count: done.length, amount: Number(done.reduce((total, one) => total + one.amount, 0n)) };
  };
  const sides = (kind: OurMovement["kind"]) => ({ here: sum(ours, kind), there: sum(statement.lines, kind) });
  const fees = statement.lines
    .filter((line) => line.currency === currency)
    .reduce((total, line) => total + (line.fee ?? 0n), 0n);
  return { currency, payments: sides("payment"), refunds: sides("refund"), fees: Number(fees) };
}
