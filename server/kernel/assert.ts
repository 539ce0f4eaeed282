/** Thrown by `assert`: a bug of ours, never something the world did. Answered with 500 and logged with the request id. */
export class AssertionFailed extends Error {
  override readonly name = "AssertionFailed";
}

/** What must be true here. Stays on in production (law 6). */
export function assert(condition: unknown, message: string): asserts condition {
  if (condition !== true && !condition) throw new AssertionFailed(message);
}

/** Narrows away null and undefined where their presence would be a bug. */
export function present<T>(value: T | null | undefined, message: string): T {
  if (value === null || value === undefined) throw new AssertionFailed(message);
  return value;
}

/** For the end of a switch over a closed union. */
export function unreachable(value: never): never {
  throw new AssertionFailed(`unreachable: ${JSON.stringify(value)}`);
}
