import { ApiError, type Call } from "../../contract/client.ts";
import type { Hand } from "./hand-clock.ts";
import type { Market, Person } from "./market.ts";
import type { Model } from "./model.ts";
import type { Process } from "./process.ts";
import type { Provider } from "./provider.ts";

/** Everything a deed may touch. */
export interface Stage {
  readonly market: Market;
  readonly model: Model;
  readonly provider: Provider;
  readonly hand: Hand;
  readonly processes: Process[];
  /** Stands in for an encoder: a session that was prepared is on air. */
  onAir(session_id: string): Promise<void>;
  /** How many orders and after-sales are not at their end. */
  countOpen(): Promise<number>;
  /** Wishes sent to two servers at once that were granted by one and refused by the other: wrong, unless something else happened meanwhile. */
  readonly contradictions: string[];
  /** What is wrong already, before anybody looks into the database. */
  readonly wrong: string[];
}

/** What came of a request: an answer, a refusal, or nothing (then nobody knows). */
export type Answer<T> =
  | { kind: "answer"; value: T }
  | { kind: "refused"; code: string }
  | { kind: "nothing"; why: string };

/** In real time; nothing of ours takes so long, faults or not. */
const hung_ms = 20_000;

export async function ask<T>(stage: Stage, what: string, act: (signal: AbortSignal) => Promise<T>): Promise<Answer<T>> {
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), hung_ms);
  try {
    return { kind: "answer", value: await act(abort.signal) };
  } catch (error) {
    if (abort.signal.aborted) stage.wrong.push(`${what} got no answer within ${hung_ms / 1000} s`);
    if (!(error instanceof ApiError)) return { kind: "nothing", why: String(error) };
    if (error.error.code === "internal") stage.wrong.push(`${what} ran into a bug`);
    return error.status === 0 || error.status >= 500
      ? { kind: "nothing", why: `${error.status} ${error.error.code}` }
      : { kind: "refused", code: error.error.code };
  } finally {
    clearTimeout(timer);
  }
}

export const said = (answer: Answer<unknown>): string =>
  answer.kind === "refused" ? answer.code : answer.kind === "nothing" ? `nothing: ${answer.why}` : answer.kind;
export const at = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];

export const callAs = (process: Process, person: Person): Call => process.call(person.token);
