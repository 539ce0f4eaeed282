import type { Order } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { isDatabaseAway, isDatabaseBusy, type Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { Intake, type Outcome, type Turn } from "../../kernel/intake.ts";
import { limits } from "../../kernel/limits.ts";
import { randomText } from "../../kernel/random.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { WireTextOf } from "../../kernel/wire-text.ts";
import { shelfOf, wantedOf } from "./allotment.ts";
import {
  answerSaved,
  isHeldElsewhere,
  isRepeat,
  keyOfWish,
  refused,
  reused,
  type Candidate,
  type Decided,
} from "./candidate.ts";
import { claim, settleClaims } from "./claims/claim-keys.ts";
import type { OrderDeps } from "./deps.ts";
import { sealDelivery } from "./delivery.ts";
import { asExpected, draftOrder, pagesOnce, type Draft, type Wish } from "./draft.ts";
import { firstAnswers, ReadAnswer } from "./first-answer.ts";
import { lockProductLimits, type ProductLimits } from "./limits/product-limit.ts";
import { AheadOf, placeAhead } from "./place-ahead.ts";
import { lockPricing, type BatchPricing } from "./pricing.ts";
import { readBatchFacts, type ReadFacts } from "./read-batch-facts.ts";
import { readOrdersAsPlaced } from "./read-orders.ts";
import { refuseSoldOut, tooLate } from "./refuse-sold-out.ts";
import { waitBriefly } from "./store.ts";
import { sealerOnce, writeOrders, type Survivor, type WriteParts } from "./write-orders.ts";

/** A wish on its way through the intake. */
interface Member {
  readonly shop_id: string;
  readonly wish: Wish;
}
type PlaceParts = WriteParts & { readonly ahead: AheadOf };
/** What the lane of those who come too late is called after its shop. */
const late_lane = " late";

/**
 * Placing orders through the kernel's intake: one lane per shop, one transaction per batch, each caller its own answer
 * (DESIGN §3). However many wishes a batch has, it asks the database about twenty questions, most of them at once.
 */
export function createOrderIntake(
  ctx: Context,
  deps: OrderDeps,
): { place(shop_id: string, wish: Wish): Promise<WireTextOf<Order>>; readonly waiting_count: number } {
  const parts: PlaceParts = {
    ctx,
    deps,
    sealOnce: sealerOnce((delivery) => sealDelivery(ctx.seal, delivery), limits.deliveries_sealed_max),
    keptPages: new Set(),
    nonce: randomText(ctx.random, 24),
    ahead: new AheadOf(ctx.config.database_pool),
  };
  const intake = new Intake<Member, WireTextOf<Order>>({
    batch_max: limits.order_batch_max,
    queue_max: limits.intake_queue_per_lane_max,
    // Who comes too late for what is sold out waits for nobody who still gets something.
    laneOf: (member) => `${member.shop_id}${tooLate(deps, member.wish) === null ? "" : late_lane}`,
    run: (lane, members, turn) =>
      placeBatch(
        { parts, shop_id: lane.endsWith(late_lane) ? lane.slice(0, -late_lane.length) : lane, turn },
        members.map((member) => member.wish),
      ),
    // Halves of a batch that waited too long for the stock would wait as long again.
    isShared: (error) => isDatabaseAway(error) || isDatabaseBusy(error),
    reach: ctx.reach,
  });
  return {
    place: (shop_id, wish) => intake.submit({ shop_id, wish }),
    get waiting_count() {
      return intake.waiting_count;
    },
  };
}

/** A batch on its way: the shop's, and its place among those of its lane. */
interface Batch {
  readonly parts: PlaceParts;
  readonly shop_id: string;
  readonly turn: Turn;
}

/** Places what can be placed and answers everyone. Whoever comes with a key of an earlier member gets that member's answer. */
async function placeBatch(batch: Batch, wishes: readonly Wish[]): Promise<Outcome<WireTextOf<Order>>[]> {
  const leaders = new Map<string, Wish>();
  for (const wish of wishes) if (!leaders.has(keyOfWish(wish))) leaders.set(keyOfWish(wish), wish);
  const led = [...leaders.values()];
  // Who has to be asked once more, because an earlier member of the same key is refused, still has their place in this batch.
  const once = wishes.every((wish) => wish.fingerprint === leaders.get(keyOfWish(wish))?.fingerprint);
  const first: Batch = once ? batch : { ...batch, turn: { begin: () => batch.turn.begin(), end: () => undefined } };
  const outcomes = new Map<Wish, Outcome<WireTextOf<Order>>>(
    (await answer(first, led)).map((outcome, index) => [present(led[index], "an outcome for each"), outcome]),
  );
  const again: Wish[] = [];
  for (const wish of wishes) {
    const leader = present(leaders.get(keyOfWish(wish)), "every key has a leader");
    const outcome = present(outcomes.get(leader), "every leader has an outcome");
    if (wish.fingerprint === leader.fingerprint) outcomes.set(wish, outcome);
    else if (outcome.ok) outcomes.set(wish, reused());
    // A refusal keeps nothing, so another content may use the key.
    else again.push(wish);
  }
  if (again.length > 0)
    for (const [index, outcome] of (await placeBatch(batch, again)).entries())
      outcomes.set(present(again[index], "an outcome for each"), outcome);
  return wishes.map((wish) => present(outcomes.get(wish), "every wish has an outcome"));
}

/** Those who come too late for what is known to be sold out are refused without a transaction; the others are placed. */
async function answer(batch: Batch, wishes: readonly Wish[]): Promise<Outcome<WireTextOf<Order>>[]> {
  const late = await refuseSoldOut(batch.parts.ctx, batch.parts.deps, wishes);
  const rest = wishes.filter((wish) => !late.has(wish));
  const placed = new Map(
    (rest.length === 0 ? [] : await placeAll(batch, rest)).map((outcome, index) => [rest[index], outcome]),
  );
  return wishes.map((wish) => {
    const refusal = late.get(wish);
    return refusal === undefined ? present(placed.get(wish), "an outcome for each") : refused(refusal);
  });
}

/**
 * Claims the keys, places in one transaction, and answers with what was written. If something fails after the commit the
 * intake tries halves again, and they find their orders saved: placing is safe to repeat by its keys.
 */
async function placeAll(
  { parts, shop_id, turn }: Batch,
  wishes: readonly Wish[],
): Promise<Outcome<WireTextOf<Order>>[]> {
  const { ctx, deps } = parts;
  const rows = wishes.map((wish) => ({
    account_id: wish.buyer_id,
    order_id: newId(ctx, "ord"),
    shop_id,
    idempotency_key: wish.idempotency_key,
    fingerprint: wish.fingerprint,
  }));
  const asked_at = ctx.clock.now();
  // The claims are committed before the orders are (claims/claim-keys.ts); the facts need neither.
  const [claims, early] = await Promise.all([claim(ctx, rows), readBatchFacts(ctx, deps, shop_id, wishes, asked_at)]);
  const candidates = wishes.map((wish, index) => ({
    wish,
    order_id: present(rows[index], "a row for each").order_id,
    claim: present(claims[index], "a claim for each"),
  }));
  // What was asked so far needs no locks: the batch before may still be writing.
  const ahead = await placeAhead(parts, turn, early, candidates, asked_at);
  const { facts, decided } =
    ahead === null
      ? await placeInTurn(parts, turn, { facts: early, at: asked_at }, candidates)
      : { facts: early, decided: ahead };
  const outcomes = wishes.map((wish) => present(decided.get(wish), "every wish is decided"));
  turn.end();
  ctx.reach("orders.place: committed, not filed");
  await settleClaims(
    ctx,
    rows.filter((_, index) => outcomes[index]?.ok === false && claims[index]?.state === "fresh"),
    rows.flatMap((row, index) => {
      const outcome = outcomes[index];
      if (outcome?.ok !== true) return [];
      const order_id = "placed" in outcome.value ? row.order_id : outcome.value.order_id;
      return claims[index]?.order_id === order_id ? [] : [{ ...row, order_id }];
    }),
  );
  ctx.reach("orders.place: filed, not answered");
  const saved = outcomes.flatMap((outcome) =>
    outcome.ok && !("placed" in outcome.value) ? [{ shop_id, order_id: outcome.value.order_id }] : [],
  );
  const orders = new Map(
    (await readOrdersAsPlaced(ctx, deps, ctx.db.gathered, saved)).map((order) => [order.id, order]),
  );
  const answers = firstAnswers(ctx.config.currency, facts, parts.nonce);
  return outcomes.map((outcome) => {
    if (!outcome.ok) return outcome;
    const stands = outcome.value;
    return {
      ok: true,
      value:
        "placed" in stands
          ? answers.of(stands.placed)
          : new ReadAnswer(present(orders.get(stands.order_id), "a placed order can be read")),
    };
  });
}

/** Decides a batch member by member, alone in its lane. Who waited long (a lock held elsewhere) is decided by what holds now. */
async function placeInTurn(
  parts: WriteParts,
  turn: Turn,
  early: { readonly facts: ReadFacts; readonly at: Date },
  candidates: readonly Candidate[],
): Promise<{ facts: ReadFacts; decided: Decided }> {
  await turn.begin();
  const { ctx, deps } = parts;
  const at = ctx.clock.now();
  const facts =
    at.getTime() - early.at.getTime() > limits.order_facts_ms_max
      ? await readBatchFacts(
          ctx,
          deps,
          early.facts.shop_id,
          candidates.map((one) => one.wish),
          at,
        )
      : early.facts;
  return { facts, decided: await placeOnce(parts, facts, candidates, at) };
}

async function placeOnce(
  parts: WriteParts,
  facts: ReadFacts,
  candidates: readonly Candidate[],
  at: Date,
): Promise<Decided> {
  let all = candidates;
  let repeated = false;
  for (let tries = 1; ; tries += 1)
    try {
      return await parts.ctx.db.transact((tx) => placeInTransaction(parts, tx, facts, all, at));
    } catch (error) {
      if (isRepeat(error) && !repeated) {
        repeated = true;
        all = all.map((one) =>
          one.claim.state === "fresh" ? { ...one, claim: { ...one.claim, state: "known" } } : one,
        );
      } else if (!isHeldElsewhere(error) || tries >= limits.order_key_tries_max) throw error;
    }
}

/** Saved answers first; then lock, decide, write. */
async function placeInTransaction(
  parts: WriteParts,
  tx: Tx,
  facts: ReadFacts,
  candidates: readonly Candidate[],
  at: Date,
): Promise<Decided> {
  const { deps } = parts;
  const { shop_id } = facts;
  const outcomes: Decided = new Map();
  const known = new Set(candidates.filter((one) => one.claim.state === "known").map((one) => one.wish));
  await answerSaved(tx, shop_id, [...known], outcomes);
  const page = pagesOnce();
  const members: { readonly candidate: Candidate; readonly draft: Draft }[] = [];
  for (const candidate of candidates) {
    const { wish } = candidate;
    if (outcomes.has(wish)) continue;
    if (candidate.claim.state === "elsewhere") {
      outcomes.set(wish, reused());
      continue;
    }
    const draft = draftOrder(wish, facts, facts.moments.get(wish) ?? null, page);
    if (draft instanceof Refusal) outcomes.set(wish, refused(draft));
    else members.push({ candidate, draft });
  }
  if (members.length > 0) {
    const pricing = await lockPricing(
      deps,
      tx,
      shop_id,
      members.map(({ candidate, draft }) => [candidate.wish, draft] as const),
      at,
    );
    const limited = await lockProductLimits(
      deps,
      tx,
      shop_id,
      members.map(({ candidate, draft }) => ({ wish: candidate.wish, lines: draft.lines })),
    );
    const stock = await deps.inventory.lock(
      tx,
      shop_id,
      // A flash sale's units are set aside: they are counted in it and not on the shelf.
      [
        ...new Set(
          members
            .filter(({ candidate }) => candidate.wish.fields.flash_sale_id === null)
            .flatMap(({ draft }) => draft.lines.map((line) => line.variant_id)),
        ),
      ].toSorted(),
    );
    // Another process may have placed under the same key while this one waited for the locks.
    await answerSaved(
      tx,
      shop_id,
      members.map(({ candidate }) => candidate.wish).filter((wish) => known.has(wish)),
      outcomes,
    );
    const shelf = shelfOf(new Map([...stock].map(([variant_id, row]) => [variant_id, row.available])));
    const survivors: Survivor[] = [];
    const turnedAway: Wish[] = [];
    for (const { candidate, draft } of members) {
      if (outcomes.has(candidate.wish)) continue;
      const decided = admit(shelf, pricing, limited, candidate.wish, draft);
      if (decided instanceof Refusal) {
        outcomes.set(candidate.wish, refused(decided));
        turnedAway.push(candidate.wish);
      } else survivors.push({ wish: candidate.wish, draft: decided, order_id: candidate.order_id });
    }
    // So it may under a key that this process claimed first: the other found no order under it and was quicker to the stock.
    await answerSaved(
      tx,
      shop_id,
      turnedAway.filter((wish) => !known.has(wish)),
      outcomes,
    );
    // Somebody may have written an order under a key that is known, and wait for the stock that is held here.
    if (survivors.some(({ wish }) => known.has(wish))) await waitBriefly(tx);
    for (const placed of await writeOrders(parts, tx, facts, pricing, survivors, at))
      outcomes.set(placed.wish, { ok: true, value: { placed } });
  }
  return outcomes;
}

/** One member's turn, in order of arrival: what it costs now, and whether there is stock for it. */
function admit(
  shelf: ReturnType<typeof shelfOf>,
  pricing: BatchPricing,
  limited: ProductLimits,
  wish: Wish,
  draft: Draft,
): Draft | Refusal {
  const over = limited.refuse(wish, draft.lines);
  if (over !== null) return over;
  const priced = pricing.price(wish, draft);
  const expected = priced instanceof Refusal ? priced : asExpected(wish, priced);
  if (expected instanceof Refusal) return expected;
  const share = shelf.take(wantedOf(expected.flash_sale_id === null ? expected.lines : []));
  if (!share.ok)
    return new Refusal("sold_out", {
      param: `lines.${expected.lines.findIndex((line) => line.variant_id === share.variant_id)}.quantity`,
      details: { available: share.available },
    });
  limited.take(wish, expected.lines);
  pricing.take(wish, expected);
  return expected;
}
