import { assert, present } from "./assert.ts";
import type { Reach } from "./fault-points.ts";
import { Refusal } from "./refusal.ts";

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
   * that a faulty member fails alone: whatever threw must have left nothing behind.
   */
  readonly run: (lane: string, items: readonly I[]) => Promise<readonly Outcome<O>[]>;
  /** True for errors that are not one member's fault (PostgreSQL is away): everyone in the batch gets it at once. */
  readonly isShared: (error: unknown) => boolean;
  readonly reach?: Reach;
}

interface Waiting<I, O> {
  readonly item: I;
  readonly resolve: (value: O) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The kernel's intake (law 4). While one batch of a lane is being written the next gathers; it leaves as soon as the
 * previous one is back. A caller gets its own answer. A call when nobody waits is a batch of one, without delay.
 */
export class Intake<I, O> {
  readonly #settings: IntakeSettings<I, O>;
  readonly #lanes = new Map<string, { waiting: Waiting<I, O>[]; busy: boolean }>();

  constructor(settings: IntakeSettings<I, O>) {
    this.#settings = settings;
  }

  /** Resolves with the member's value; rejects with its refusal, or with the bug it ran into. */
  submit(item: I): Promise<O> {
    const lane = this.#settings.laneOf(item);
    const state = this.#lanes.get(lane) ?? { waiting: [], busy: false };
    this.#lanes.set(lane, state);
    if (state.waiting.length >= this.#settings.queue_max)
      return Promise.reject(new Refusal("queue_full", { details: { seconds: 1 } }));
    return new Promise((resolve, reject) => {
      state.waiting.push({ item, resolve, reject });
      if (!state.busy) void this.#work(lane, state);
    });
  }

  /** Members waiting in all lanes. */
  get waiting_count(): number {
    let count = 0;
    for (const state of this.#lanes.values()) count += state.waiting.length;
    return count;
  }

  async #work(lane: string, state: { waiting: Waiting<I, O>[]; busy: boolean }): Promise<void> {
    state.busy = true;
    // Callers of this turn of the event loop travel together.
    await Promise.resolve();
    while (state.waiting.length > 0) await this.#run(lane, state.waiting.splice(0, this.#settings.batch_max));
    state.busy = false;
    this.#lanes.delete(lane);
  }

  async #run(lane: string, members: readonly Waiting<I, O>[]): Promise<void> {
    try {
      const outcomes = await this.#settings.run(
        lane,
        members.map((member) => member.item),
      );
      this.#settings.reach?.("intake: batch run, not answered");
      assert(outcomes.length === members.length, "every member of a batch gets an outcome");
      for (const [index, member] of members.entries()) {
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
      await this.#run(lane, members.slice(0, middle));
      await this.#run(lane, members.slice(middle));
    }
  }
}
