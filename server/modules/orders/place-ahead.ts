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
  const { ctx } = parts;
  const { shop_id } = facts;
  const outcomes: Decided = new Map();
  const known = candidates.filter((one) => one.claim.state === "known").map((one) => one.wish);
  await answerSaved(ctx.db.gathered, shop_id, known, outcomes);
  const dearer: Wish[] = [];
  const survivors = plainOnes(facts, candidates, outcomes, dearer);
  if (survivors === null || isShort(facts, survivors)) return null;
  if (survivors.length > 0 && !(await writeAndTake(parts, turn, facts, survivors, at, outcomes))) return null;
  // Under a key that this process claimed first another may have placed by older facts.
  await answerSaved(ctx.db.gathered, shop_id, dearer, outcomes);
  return outcomes;
}

/** Writes the survivors and takes their units in turn: all of them, or false, and nothing stands. */
async function writeAndTake(
  parts: WriteParts & { readonly ahead: AheadOf },
  turn: Turn,
  facts: ReadFacts,
  survivors: readonly Survivor[],
  at: Date,
  outcomes: Decided,
): Promise<boolean> {
  const { ctx, deps } = parts;
  const { shop_id } = facts;
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
        if (!(await beginsInTime(parts, turn, at))) throw new InTurn();
        if (!(await deps.inventory.takeWritten(tx, shop_id, lines))) throw new InTurn();
        return written;
      })
      .catch((error: unknown) => {
        if (error instanceof InTurn || isRepeat(error)) return null;
        throw error;
      }),
  );
  for (const one of placed ?? []) outcomes.set(one.wish, { ok: true, value: { placed: one } });
  return placed !== null;
}

/**
 * Waits for the turn as long as the facts hold, and not longer: PostgreSQL cannot see that whoever waits for what is written here waits
 * for somebody who waits for their turn, and a cycle of them would last until a statement's time is over.
 */
async function beginsInTime({ ctx }: WriteParts, turn: Turn, at: Date): Promise<boolean> {
  const left = (): number => limits.order_facts_ms_max - (ctx.clock.nowMs() - at.getTime());
  let cancel = (): void => undefined;
  const late = new Promise<boolean>((resolve) => (cancel = ctx.clock.after(Math.max(0, left()), () => resolve(false))));
  const begun = await Promise.race([turn.begin().then(() => true), late]);
  cancel();
  return begun && left() >= 0;
}

/** True where more is asked for than there was a moment ago: it would be written for nothing. */
function isShort({ available }: ReadFacts, survivors: readonly Survivor[]): boolean {
  const wanted = new Map<string, number>();
  for (const { variant_id, quantity } of survivors.flatMap(({ draft }) => draft.lines))
    wanted.set(variant_id, (wanted.get(variant_id) ?? 0) + quantity);
  return [...wanted].some(([variant_id, quantity]) => quantity > (available.get(variant_id) ?? 0));
}

/**
 * The members that are still to be decided, all of them drafted; those that are refused whatever stock there is get their outcome, and
 * `dearer` are those whose price is another by now. Null where one of them needs more than stock.
 */
function plainOnes(
  facts: ReadFacts,
  candidates: readonly Candidate[],
  outcomes: Decided,
  dearer: Wish[],
): Survivor[] | null {
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
    if (expected instanceof Refusal) {
      outcomes.set(wish, refused(expected));
      if (!(draft instanceof Refusal)) dearer.push(wish);
    } else survivors.push({ wish, draft: expected, order_id });
  }
  return survivors;
}

const isPlain = (wish: Wish, draft: Draft): boolean =>
  !asksForPromotion(wish) && draft.lines.every((line) => line.limit_per_buyer === null);
