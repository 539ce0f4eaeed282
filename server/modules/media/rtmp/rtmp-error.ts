/** What a peer sent broke the protocol or one of our limits: its connection is closed and `message` says why. */
export class RtmpError extends Error {
  override readonly name = "RtmpError";
}

/** Throws `RtmpError` unless the peer kept to the rule; `message` tells the peer's engineer what was wrong. */
export function demand(kept: boolean, message: string): asserts kept {
  if (!kept) throw new RtmpError(message);
}
