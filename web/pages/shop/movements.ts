import type { LedgerAccountKind, TransferPhase } from "../../../contract/ledger.ts";
import type { Answer } from "../../api/hooks.ts";
import { entryName, type EntryName } from "../work/entry-name.ts";

type Entry = Answer<"listShopEntries">["data"][number];

/** Where a shop's money may be. Those outside its accounts are what the ledger does not show to a shop. */
export type MoneyPlace = LedgerAccountKind | "buyer" | "bank" | "owner";

/** One thing that happened to a shop's money, as its people think of it: a payout is one, whatever steps it took. */
export interface Movement {
  readonly key: string;
  readonly name: EntryName;
  /** Where a promise has come to; posted: it moved at once. */
  readonly state: TransferPhase;
  /** In minor units: what came to the shop or left it. Nothing came or left (`inside`): how much changed its place. */
  readonly amount: number;
  readonly currency: Entry["amount"]["currency"];
  readonly inside: boolean;
  readonly from: readonly MoneyPlace[];
  readonly to: readonly MoneyPlace[];
  readonly order_id: string | null;
  /** When each phase began, oldest first; one where there were no steps. */
  readonly steps: readonly { readonly phase: TransferPhase; readonly at: string }[];
}

const own: ReadonlySet<LedgerAccountKind> = new Set(["escrow", "shop", "deposit", "receivable"]);

/** What an entry speaks of, whether it moved, is promised, or was called off. */
function spoken({ phase, amount, pending }: Entry): number {
  if (phase === "posted" || phase === "kept") return amount.amount;
  return phase === "pending" ? pending.amount : -pending.amount;
}

/** Entries, newest first, as movements, newest first; of one account only where one is named. */
export function movementsOf(entries: readonly Entry[], account: "all" | LedgerAccountKind): Movement[] {
  const groups = Map.groupBy(entries, (entry) => entry.deposit_id ?? entry.resolves ?? entry.transfer_id);
  return [...groups].flatMap(([key, group]) => {
    const [newest] = group;
    if (newest === undefined) return [];
    const ended = group.some((entry) => entry.phase === "kept" || entry.phase === "dropped");
    const sums = new Map<LedgerAccountKind, number>();
    for (const entry of group)
      if (!(ended && entry.phase === "pending"))
        sums.set(entry.account, (sums.get(entry.account) ?? 0) + spoken(entry));
    const moved = [...sums].filter(([, amount]) => amount !== 0);
    if (moved.length === 0) return [];
    const sum = (of: typeof moved) => of.reduce((total, [, amount]) => total + amount, 0);
    const out = moved.filter(([, amount]) => amount < 0);
    const into = moved.filter(([, amount]) => amount > 0);
    const net = account === "all" ? sum(moved.filter(([name]) => own.has(name))) : inSense(account, sum(moved));
    const inside = net === 0;
    const outside = outsideOf(newest);
    const places = (of: typeof moved): MoneyPlace[] => of.map(([name]) => (name === "payout" ? "bank" : name));
    return [
      {
        key,
        name: group.every((entry) => entry.deposit_id !== null) ? "deposit_paid" : entryName(newest),
        state: newest.phase,
        amount: inside ? sum(into) : net,
        currency: newest.amount.currency,
        inside,
        from: account !== "all" ? [] : sum(moved) > 0 ? [...places(out), outside] : places(out),
        to: account !== "all" ? [] : sum(moved) < 0 ? [...places(into), outside] : places(into),
        order_id: newest.order_id,
        steps: stepsOf(group),
      },
    ];
  });
}

/** The platform's share is the shop's cost, and a debt is told as people mean it. */
function inSense(account: LedgerAccountKind, amount: number): number {
  return account === "platform" || account === "receivable" ? -amount : amount;
}

/** Who stands on the side that a shop's books do not show. */
function outsideOf(entry: Entry): MoneyPlace {
  if (entry.deposit_id !== null) return "owner";
  return entry.kind === "subsidy" ? "subsidy" : "buyer";
}

function stepsOf(group: readonly Entry[]): Movement["steps"] {
  const steps = new Map(group.map(({ transfer_id, phase, at }) => [transfer_id, { phase, at }]));
  const told = [...steps.values()].toReversed();
  return told.some((step) => step.phase !== "posted") ? told : told.slice(-1);
}
