import { sendCopied } from "../../kernel/copy.ts";
import { limits } from "../../kernel/limits.ts";
import type { Turn } from "../../kernel/intake.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { refused, reused, answerSaved, isRepeat, type Candidate, type Decided } from "./candidate.ts";
import { asExpected, draftOrder, pagesOnce, type Draft, type Wish } from "./draft.ts";
import { asksForPromotion } from "./pricing.ts";
import type { ReadFacts } from "./read-batch-facts.ts";
import { keepPagesFirst, makeOrders, writeMade, type Placed, type Survivor, type WriteParts } from "./write-orders.ts";

/** The stock is not enough for everybody, or what was decided is too old by now: nothing is written, and the batch is decided in its turn. */
class InTurn extends Error {}

/** Batches that are written, or about to be, and wait for their turn, each on a connection of its own. */
export class AheadOf {
  #count = 0;
  readonly #max: number;

  /** At most so many that those whose turn it is find a connection: half of the pool is left to everybody else. */
  constructor(pool_connections: number) {
    this.#max = Math.floor((pool_connections - 1) / 2);
  }
  async with<T>(act: () => Promise<T>): Promise<T | null> {
    if (this.#count >= this.#max) return null;
    this.#count += 1;
    try {
      return await act();
    } finally {
      this.#count -= 1;
    }
  }
}

/**
 * Places a batch whose members need nothing that is limited but stock: their rows are written before its turn, while the batch before
 * still has the stock, and in its turn the units are taken with one question, for all or for nobody. So most of the work of one
 * batch runs beside that of another, and what only one may do at a time is short. Null where it cannot be done so: then
 * nothing stands, and the batch is to be decided member by member in its turn. Whose units all are there is whom
 * deciding in order of arrival would have let in: everybody.
 */
export async function placeAhead(
  parts: WriteParts & { readonly ahead: AheadOf },
  turn: Turn,
  facts: ReadFacts,
  candidates: readonly Candidate[],
  at: Date,
): Promise<Decided | null> {
  const { ctx, deps } = parts;
  const { shop_id } = facts;
  const outcomes: Decided = new Map();
  const known = candidates.filter((one) => one.claim.state === "known").map((one) => one.wish);
  await answerSaved(ctx.db.gathered, shop_id, known, outcomes);
  const survivors = plainOnes(facts, candidates, outcomes);
  if (survivors === null) return null;
  if (survivors.length === 0) return outcomes;
  await keepPagesFirst(parts, shop_id, survivors);
  const placed = await parts.ahead.with(() =>
    ctx.db
      .transact(async (tx): Promise<Placed[]> => {
        const made = makeOrders(parts, facts, survivors, at);
        const lines = made.flatMap((one) => one.lines);
        const written = await writeMade(parts, tx, shop_id, made, at);
        await deps.inventory.writeReservations(tx, shop_id, lines);
        await sendCopied(tx);
        ctx.reach("orders.place: written, stock not taken");
        await turn.begin();
        if (ctx.clock.nowMs() - at.getTime() > limits.order_facts_ms_max) throw new InTurn();
        if (!(await deps.inventory.takeWritten(tx, shop_id, lines))) throw new InTurn();

        return written;
      })
      .catch((error: unknown) => {
        if (error instanceof InTurn || isRepeat(error)) return null;
        throw error;
      }),
  );
  if (placed === null) return null;
  for (const one of placed) outcomes.set(one.wish, { ok: true, value: { placed: one } });
  return outcomes;
}

/**
 * The members that are still to be decided, all of them drafted; those that are refused whatever stock there is get their outcome. Null
 * where one of them needs more than stock.
 */
function plainOnes(facts: ReadFacts, candidates: readonly Candidate[], outcomes: Decided): Survivor[] | null {
  const page = pagesOnce();
  const survivors: Survivor[] = [];
  for (const { wish, order_id, claim } of candidates) {
    if (outcomes.has(wish)) continue;
    if (claim.state === "elsewhere") {
      outcomes.set(wish, reused());
      continue;
    }
    // Claimed before, but no order stands under it: whoever claimed it may be placing it now.
    if (claim.state === "known") return null;
    const draft = draftOrder(wish, facts, facts.moments.get(wish) ?? null, page);
    if (!(draft instanceof Refusal) && !isPlain(wish, draft)) return null;
    const expected = draft instanceof Refusal ? draft : asExpected(wish, draft);
    if (expected instanceof Refusal) outcomes.set(wish, refused(expected));
    else survivors.push({ wish, draft: expected, order_id });
  }
  return survivors;
}

const isPlain = (wish: Wish, draft: Draft): boolean =>
  !asksForPromotion(wish) && draft.lines.every((line) => line.limit_per_buyer === null);
