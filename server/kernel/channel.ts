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
 * missed, or the truth that it is gone. An item published under a `replaces` key is the state of a thing: a later one
 * under the same key takes its place, in the flush and in what is remembered, so that whoever returns gets the newest
 * only. The memory version and a remote one sit side by side and pass the same tests.
 */
export interface Channel {
  publish(channel: string, item: object, replaces?: string): void;
  /** Called once per flush, a few times a second; a listener that throws is logged and does not stop the others. */
  listen(channel: string, hear: (flush: Flush) => void): () => void;
  /** Where the last flush ended. What is published after it comes with a later offset. */
  position(channel: string): Position;
  /** What came after `since` and was not replaced, oldest first; `gap` where some of that is no longer known. */
  after(channel: string, since: Position): { readonly gap: boolean; readonly items: readonly object[] };
  /** What is remembered up to `position`, oldest first: the newest state of things, and the newest of the rest. */
  remembered(channel: string): readonly object[];
  /** Names of the channels beginning with `prefix` that somebody listens to in this process. */
  heard(prefix: string): readonly string[];
  stop(): void;
}

/** What happens in a room, for everybody who watches. */
export const roomChannel = (roomId: string): string => `room:${roomId}`;
/** For the host and the shop's staff. */
export const studioChannel = (roomId: string): string => `studio:${roomId}`;
/** For one person, on all their devices. */
export const accountChannel = (accountId: string): string => `account:${accountId}`;
