/** Where in a channel's stream somebody is. */
export interface Position {
  readonly epoch: string;
  readonly offset: number;
}

/** One flush of a channel: everything published since the last, built once for all listeners. */
export interface Flush {
  readonly channel: string;
  /** Of the last item. */
  readonly offset: number;
  readonly items: readonly object[];
}

/**
 * Fleeting words (law 2): chat on screen, counts, stock ticks. Numbered, so that a client that comes back gets what it
 * missed, or the truth that it is gone. Items published under the same `replaces` key in one flush collapse into the
 * last. The memory version and a remote one sit side by side and pass the same tests.
 */
export interface Channel {
  publish(channel: string, item: object, replaces?: string): void;
  /** Called once per flush, a few times a second. */
  listen(channel: string, hear: (flush: Flush) => void): () => void;
  position(channel: string): Position;
  /** What came after `since`; `gap` where that is no longer known. */
  after(channel: string, since: Position): { readonly gap: boolean; readonly items: readonly object[] };
  stop(): void;
}
