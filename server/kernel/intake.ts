import { assert, present } from "./assert.ts";
import type { Reach } from "./fault-points.ts";
import { Refusal } from "./refusal.ts";
import { setImmediate as nextTurn } from "node:timers/promises";

/** What became of one member of a batch. */
export type Outcome<O> = { readonly ok: true; readonly value: O } | { readonly ok: false; readonly refusal: Refusal };

export interface IntakeSettings<I, O> {
  readonly batch_max: number;
  /** Members waiting in one lane; beyond it a caller is refused with `queue_full`. */
  readonly queue_max: number;
  /** Members of one lane go in order, one batch at a time: a shop's id. */
  readonly laneOf: (item: I) => string;
  /**
   * One transaction for the whole batch; one outcome per member, in order. An unexpected error bisects the batch, so
   * that a faulty member fails alone: whatever threw must have left nothing behind. Batches of a lane run one after the
   * other, unless `run` says by its turn which part of it must.
   */
  readonly run: (lane: string, items: readonly I[], turn: Turn) => Promise<readonly Outcome<O>[]>;
  /** True for errors that are not one member's fault (PostgreSQL is away): everyone in the batch gets it at once. */
  readonly isShared: (error: unknown) => boolean;
  readonly reach?: Reach;
}

/**
 * A batch's place among those of its lane. What `run` does before `begin` may overlap the batch before it, what it does after
 * `end` the one behind it; between the two it is alone, in the order of arrival.
 */
export interface Turn {
  /** Resolves once the batch before has ended. Asked again it resolves at once. */
  begin(): Promise<void>;
  end(): void;
}

interface Lane<I, O> {
  waiting: Waiting<I, O>[];
  /** A batch gathers what it will be decided by; the next leaves once that is done. */
  preparing: boolean;
  /** Batches that are not answered yet. */
  under_way: number;
  /** Resolves once the youngest batch has ended its turn. */
  ended: Promise<void>;
}

/** Members answered in one turn of the event loop: some milliseconds' work. */
const answered_at_once = 32;

interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (value: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The kernel's intake (law 4). While one batch of a lane is being written the next gathers; it leaves as soon as the
 * previous one is back, or has begun what only one may do at a time. A caller gets its own answer. A call when nobody waits
 * is a batch of one, without delay.
 */
export class Intake<I, O> {
  readonly #settings: IntakeSettings<I, O>;
  readonly #lanes = new Map<string, Lane<I, O>>();

  constructor(settings: IntakeSettings<I, O>) {
    this.#settings = settings;
  }

  /** Resolves with the member's value; rejects with its refusal, or with the bug it ran into. */
  submit(item: I): Promise<O> {
    const name = this.#settings.laneOf(item);
    const lane = this.#lanes.get(name) ?? { waiting: [], preparing: false, under_way: 0, ended: Promise.resolve() };
    this.#lanes.set(name, lane);
    if (lane.waiting.length >= this.#settings.queue_max)
      return Promise.reject(new Refusal("queue_full", { details: { seconds: 1 } }));
    return new Promise((resolve, reject) => {
      lane.waiting.push({ item, resolve, reject });
      if (!lane.preparing) void this.#work(name, lane);
    });
  }

  /** Members waiting in all lanes. */
  get waiting_count(): number {
    let count = 0;
    for (const lane of this.#lanes.values()) count += lane.waiting.length;
    return count;
  }

  async #work(name: string, lane: Lane<I, O>): Promise<void> {
    lane.preparing = true;
    // Callers of this turn of the event loop travel together.
    await Promise.resolve();
    while (lane.waiting.length > 0) {
      const before = lane.ended;
      const begun = Promise.withResolvers<null>();
      const ended = Promise.withResolvers<null>();
      lane.ended = ended.promise.then(() => undefined);
      lane.under_way += 1;
      const turn: Turn = {
        async begin() {
          await before;
          begun.resolve(null);
        },
        end: () => void before.then(() => ended.resolve(null)),
      };
      const over = (): void => {
        begun.resolve(null);
        turn.end();
      };
      void this.#run(name, lane.waiting.splice(0, this.#settings.batch_max), turn, over).then(() => {
        over();
        lane.under_way -= 1;
        if (lane.under_way === 0 && !lane.preparing) this.#lanes.delete(name);
      });
      await begun.promise;
    }
    lane.preparing = false;
    if (lane.under_way === 0) this.#lanes.delete(name);
  }

  /** Never rejects: whatever happens is its members' answer. */
  async #run(
    name: string,
    members: readonly Waiting<I, O>[],
    turn: Turn,
    over: () => void = () => undefined,
  ): Promise<void> {
    try {
      const outcomes = await this.#settings.run(
        name,
        members.map((member) => member.item),
        turn,
      );
      this.#settings.reach?.("intake: batch run, not answered");
      assert(outcomes.length === members.length, "every member of a batch gets an outcome");
      // The next batch does not wait until everybody has heard.
      over();
      for (const [index, member] of members.entries()) {
        // The batch behind this one waits for answers of PostgreSQL, which come between turns of the event loop only.
        if (index > 0 && index % answered_at_once === 0) await nextTurn();
        const outcome = present(outcomes[index], "an outcome for each member");
        if (outcome.ok) member.resolve(outcome.value);
        else member.reject(outcome.refusal);
      }
    } catch (error) {
      if (members.length === 1 || this.#settings.isShared(error)) {
        for (const member of members) member.reject(error);
        return;
      }
      const middle = members.length >> 1;
      // The turn is the whole batch's: it is over once both halves are through, not before the second has had its place.
      const half: Turn = { begin: () => turn.begin(), end: () => undefined };
      await this.#run(name, members.slice(0, middle), half);
      await this.#run(name, members.slice(middle), half);
    }
  }
}
