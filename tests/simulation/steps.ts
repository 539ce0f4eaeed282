import { faultPoints, type FaultPoint } from "../../server/kernel/fault-points.ts";
import { chanceOf, type Chance } from "./chance.ts";
import type { Armed, FaultKind } from "./process.ts";
import { moods, type Mood } from "./provider.ts";

/**
 * What may happen in a market. A number that names somebody or something (`buyer`, `order`, …) is a pick: it is taken
 * modulo what there is when its turn comes, so that steps depend on the seed alone and any subset of them can be played.
 */
export type Op =
  /** `again`: the key of an earlier wish with the same content. `clash`: an earlier key with other content. `gone`: the client hangs up after so many ms. */
  | {
      do: "place";
      buyer: number;
      goods: number;
      quantity: number;
      key: "new" | "again" | "clash";
      gone: number | null;
      /** Of which flash sale; absent: off the shelf. */
      sale?: number;
      /** Sent at every server at once. */
      twin?: boolean;
      /** With which held coupons of the buyer; absent: none. */
      coupons?: readonly number[];
    }
  /** Placed, paid and told of. */
  | { do: "buy"; buyer: number; goods: number; quantity: number; sale?: number; coupons?: readonly number[] }
  | { do: "repeat"; wish: number }
  | { do: "begin"; order: number }
  | { do: "pay"; order: number; late: boolean }
  | { do: "notice"; which: number; how: "once" | "twice" | "both" | "lost" }
  | { do: "cancel"; order: number }
  /** `part`: one unit leaves by itself. */
  | { do: "ship"; order: number; part?: boolean }
  | { do: "receive"; order: number }
  | { do: "refund"; order: number }
  /** A purchase at two shops. */
  | { do: "checkout"; buyer: number; goods: number; quantity: number; again: boolean }
  /** The buyer looks at a purchase at two shops and goes on with it. */
  | { do: "basket"; which: number; deed: "take_rest" | "pay" | "cancel" | "look" }
  | { do: "apply"; order: number; way: number; reason: number; amount: number; quantity: number }
  /** One side of an after-sale does one of the things it may do now. */
  | { do: "bargain"; matter: number; side: number; action: number; amount: number }
  | { do: "restock"; goods: number; change: number }
  | { do: "deliver" }
  | { do: "work"; jobs: number }
  /** A host announces a flash sale, which opens so many seconds later. */
  | {
      do: "announce";
      goods: number;
      price: number;
      quantity: number;
      per_buyer_max: number;
      ahead_s: number;
      /** Time goes by until it opens. */
      wait: boolean;
      duration_s: number | null;
    }
  | { do: "end_sale"; sale: number }
  | { do: "offer"; shop: number; platform: boolean; value: number; count: number; per_person_max: number }
  /** `twice`: at every server at once, under one key. */
  | { do: "claim"; coupon: number; buyer: number; twice: boolean }
  /** Somebody of a shop, or an operator, does something about its money. */
  | { do: "draw"; shop: number; deed: (typeof moneyDeeds)[number]; pick: number }
  | { do: "cron"; name: (typeof crons)[number] }
  | { do: "turn"; ms: number }
  | { do: "mood"; mood: Mood; calls: number }
  | { do: "late_refunds" }
  | { do: "cut"; after: number }
  | { do: "skew"; ms: number };
export type Deed = Op["do"];
const moneyDeeds = ["account", "ask", "cancel", "rhythm", "deposit", "decide", "hold", "release"] as const;
/** What runs by itself and moves money, goods or promises. */
export const crons = [
  "payments.sweep",
  "payouts.sweep",
  "payouts.rhythm",
  "sandbox.tell_of_transfers",
  "promotion.tell_expiring",
] as const;

/** One thing done at one process. */
export type Act = Op & { at: number };
/** What happens at once, and where something breaks meanwhile. */
export interface Step {
  readonly acts: readonly Act[];
  readonly fault: (Armed & { at: number }) | null;
}
/** A whole run: everything that is decided. */
export interface Plan {
  readonly seed: number;
  /** Processes on the one database. */
  readonly processes: 1 | 2;
  /** Whether PostgreSQL may be killed; then it is one of our own that flushes as ever. */
  readonly postgres_dies: boolean;
  readonly steps: readonly Step[];
}

const minute_ms = 60_000;
const day_ms = 24 * 60 * minute_ms;
const turns_ms = [
  20,
  300,
  1_000,
  5_000,
  30_000,
  ...[1, 2, 5, 6, 10, 16, 60].map((minutes) => minutes * minute_ms),
  ...[1, 3, 7, 11].map((days) => days * day_ms),
];
const anything = 1 << 20;

const weights: Readonly<Record<Deed, number>> = {
  place: 16,
  buy: 14,
  repeat: 6,
  begin: 16,
  pay: 18,
  notice: 18,
  cancel: 5,
  ship: 7,
  receive: 5,
  refund: 5,
  checkout: 5,
  basket: 7,
  apply: 6,
  bargain: 14,
  restock: 3,
  announce: 4,
  end_sale: 1,
  offer: 2,
  claim: 6,
  draw: 8,
  deliver: 8,
  work: 6,
  cron: 4,
  turn: 8,
  mood: 3,
  late_refunds: 2,
  cut: 2,
  skew: 1,
};

function opOf(chance: Chance, deed: Deed): Op {
  const any = () => chance.int(anything);
  switch (deed) {
    case "place":
      return {
        do: deed,
        buyer: any(),
        goods: any(),
        quantity: chance.once(70) ? 1 : 1 + chance.int(5),
        key: chance.weighted({ new: 85, again: 10, clash: 5 }),
        gone: chance.once(6) ? chance.int(12) : null,
        ...(chance.once(25) ? { sale: any() } : {}),
        ...(chance.once(25) ? { coupons: chance.once(70) ? [any()] : [any(), any()] } : {}),
      };
    case "buy":
      return {
        do: deed,
        buyer: any(),
        goods: any(),
        quantity: chance.once(60) ? 1 : 1 + chance.int(3),
        ...(chance.once(20) ? { sale: any() } : {}),
        ...(chance.once(30) ? { coupons: [any()] } : {}),
      };
    case "repeat":
      return { do: deed, wish: any() };
    case "ship":
      return { do: deed, order: any(), ...(chance.once(35) ? { part: true } : {}) };
    case "begin":
    case "cancel":
    case "receive":
    case "refund":
      return { do: deed, order: any() };
    case "pay":
      return { do: deed, order: any(), late: chance.once(15) };
    case "notice":
      return { do: deed, which: any(), how: chance.weighted({ once: 60, twice: 12, both: 14, lost: 14 }) };
    case "checkout":
      return { do: deed, buyer: any(), goods: any(), quantity: 1 + chance.int(3), again: chance.once(15) };
    case "basket":
      return { do: deed, which: any(), deed: chance.weighted({ pay: 50, take_rest: 20, look: 20, cancel: 10 }) };
    case "apply":
      return { do: deed, order: any(), way: any(), reason: any(), amount: any(), quantity: any() };
    case "bargain":
      return { do: deed, matter: any(), side: any(), action: any(), amount: any() };
    case "restock":
      return { do: deed, goods: any(), change: chance.once(80) ? 1 + chance.int(6) : -1 - chance.int(3) };
    case "announce":
      return {
        do: deed,
        goods: any(),
        price: any(),
        quantity: 1 + chance.int(8),
        per_buyer_max: 1 + chance.int(2),
        ahead_s: chance.once(60) ? 3 : 3 + chance.int(60),
        wait: chance.once(75),
        duration_s: chance.once(50) ? 30 + chance.int(600) : null,
      };
    case "end_sale":
      return { do: deed, sale: any() };
    case "offer":
      return {
        do: deed,
        shop: any(),
        platform: chance.once(35),
        value: any(),
        count: 1 + chance.int(6),
        per_person_max: 1 + chance.int(2),
      };
    case "claim":
      return { do: deed, coupon: any(), buyer: any(), twice: chance.once(30) };
    case "draw":
      return {
        do: deed,
        shop: any(),
        deed: chance.weighted({
          ask: 40,
          account: 8,
          cancel: 10,
          rhythm: 10,
          deposit: 8,
          decide: 16,
          hold: 4,
          release: 6,
        }),
        pick: any(),
      };
    case "work":
      return { do: deed, jobs: 1 + chance.int(4) };
    case "cron":
      return { do: deed, name: chance.pick(crons) };
    case "turn":
      return { do: deed, ms: chance.pick(turns_ms) };
    case "mood":
      return { do: deed, mood: chance.pick(moods), calls: 1 + chance.int(3) };
    case "cut":
      return { do: deed, after: chance.int(15) };
    case "skew":
      return { do: deed, ms: chance.int(4_000) - 2_000 };
    case "deliver":
    case "late_refunds":
      return { do: deed };
  }
}

/** A crowd at one shelf: the moment after "three, two, one". */
function crowd(chance: Chance): Op[] {
  const goods = chance.int(anything);
  const many = 4 + chance.int(13);
  // Everybody wants the same; half of the crowds come for the newest flash sale.
  const sale = chance.once(50) ? { sale: goods } : {};
  return Array.from({ length: many }, () => {
    const twin = chance.once(20) ? { twin: true } : {};
    return { ...opOf(chance, "place"), goods, ...sale, ...twin } as Op;
  });
}

const near: Readonly<Partial<Record<Deed, readonly string[]>>> = {
  place: ["intake", "orders.place"],
  repeat: ["intake", "orders.place"],
  buy: ["orders.place", "payments.begin", "payments.webhook", "ledger.post"],
  checkout: ["orders.checkout", "orders.place"],
  basket: ["orders.checkout", "payments.begin"],
  begin: ["payments.begin"],
  notice: ["payments.webhook", "ledger.post"],
  work: ["payments.refund", "payouts.send"],
  deliver: ["outbox", "timers", "ledger.post"],
};

/** The points that a deed may come by: most faults are meant for what happens meanwhile. */
const pointsNear = (deed: Deed): readonly FaultPoint[] =>
  faultPoints.filter((point) => ["db.transact", ...(near[deed] ?? [])].some((name) => point.startsWith(`${name}:`)));

function stepOf(chance: Chance, plan: Omit<Plan, "steps">): Step {
  const count = chance.weighted({ one: 50, two: 30, four: 20 });
  const alone = { one: 1, two: 2, four: 4 }[count];
  const ops = chance.once(12)
    ? [...crowd(chance), ...(chance.once(40) ? [opOf(chance, chance.weighted(weights))] : [])]
    : Array.from({ length: alone }, () => opOf(chance, chance.weighted(weights)));
  const acts = ops.map((op) => ({ ...op, at: chance.int(plan.processes) }));
  const kinds: Partial<Record<FaultKind, number>> = {
    kill: 70,
    cut: 30,
    ...(plan.postgres_dies ? { postgres: 25 } : {}),
  };
  const fault = chance.once(20)
    ? {
        at: chance.int(plan.processes),
        point: chance.once(70) ? chance.pick(pointsNear(chance.pick(ops).do)) : chance.pick(faultPoints),
        nth: chance.once(60) ? 1 : 1 + chance.int(8),
        kind: chance.weighted<FaultKind>(kinds),
      }
    : null;
  return { acts, fault };
}

/** Everything that is decided of a run, from its seed alone. */
export function planOf(seed: number, steps: number, options: { postgres_dies?: boolean } = {}): Plan {
  const chance = chanceOf(seed);
  const head = {
    seed,
    processes: chance.once(50) ? (2 as const) : (1 as const),
    postgres_dies: options.postgres_dies ?? false,
  };
  return { ...head, steps: Array.from({ length: steps }, () => stepOf(chance, head)) };
}
