import { ApiError } from "../../contract/client.ts";

/** The key of the last attempt, what it was for, and how it failed if it did. */
export interface KeptKey {
  readonly key: string;
  readonly request: string;
  readonly failure?: unknown;
}

/**
 * The key for the next attempt. The same request keeps its key as long as we do not know what became of it (no answer,
 * or the server broke while answering); a definite no, or another request, starts afresh.
 */
export function keyAfter(last: KeptKey | null, request: string, fresh: () => string): KeptKey {
  const keep = last !== null && last.request === request && last.failure !== undefined && isUnknown(last.failure);
  return { key: keep ? last.key : fresh(), request };
}

function isUnknown(failure: unknown): boolean {
  return !(failure instanceof ApiError) || failure.error.type === "unavailable" || failure.error.type === "internal";
}
