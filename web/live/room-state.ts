import type { ChatLine } from "../../contract/chat.ts";
import type { LiveSession, SessionState } from "../../contract/live.ts";
import type { ChannelItem } from "../../contract/socket.ts";

/** What stands in the chat: a line, somebody's purchase, or a line of mine on its way. */
export type ChatEntry =
  | { readonly kind: "line"; readonly key: string; readonly line: ChatLine }
  | {
      readonly kind: "bought";
      readonly key: string;
      readonly name: string;
      readonly title: string;
      readonly quantity: number;
    }
  | {
      readonly kind: "mine";
      readonly key: string;
      readonly name: string;
      readonly text: string;
      readonly failure: string | null;
    };

export interface RoomState {
  readonly entries: readonly ChatEntry[];
  /** null: not heard yet, take the session's own number. */
  readonly viewers: number | null;
  readonly likes: number | null;
  readonly session: {
    readonly id: string;
    readonly state: SessionState;
    readonly end_reason: LiveSession["end_reason"];
    readonly resume_by: string | null;
  } | null;
  /** undefined: not heard yet. */
  readonly pinned_product_id: string | null | undefined;
  /** Units left by variant, where newer than the bag. */
  readonly stock: ReadonlyMap<string, number>;
  /** Raised when the bag or the session changed and must be read again. */
  readonly stale: number;
  /** Numbers purchases, which have no id of their own. */
  readonly count: number;
}

/** More lines than this are forgotten, oldest first. */
export const entries_max = 100;

export const emptyRoom: RoomState = {
  entries: [],
  viewers: null,
  likes: null,
  session: null,
  pinned_product_id: undefined,
  stock: new Map(),
  stale: 0,
  count: 0,
};

/**
 * The room after a delivery. `fresh` asks for the bag and the session to be read again; lines already seen stay, while
 * purchases, which have no id to tell them apart, are taken from the delivery alone.
 */
export function heard(
  state: RoomState,
  delivery: { readonly items: readonly ChannelItem[]; readonly fresh: boolean },
): RoomState {
  const start = delivery.fresh
    ? {
        ...state,
        stale: state.stale + 1,
        stock: new Map<string, number>(),
        entries: state.entries.filter(({ kind }) => kind !== "bought"),
      }
    : state;
  return delivery.items.reduce(withItem, start);
}

function withItem(state: RoomState, item: ChannelItem): RoomState {
  switch (item.t) {
    case "chat":
      return withLine(state, item.line);
    case "viewers":
      return { ...state, viewers: item.count };
    case "likes":
      // My own hearts are counted at once; the room's total may not have them yet.
      return { ...state, likes: Math.max(item.total, state.likes ?? 0) };
    case "pin":
      return { ...state, pinned_product_id: item.product_id };
    case "bag":
      return { ...state, stale: state.stale + 1 };
    case "stock":
      return { ...state, stock: new Map(state.stock).set(item.variant_id, item.available) };
    case "session": {
      const another = item.session_id !== state.session?.id;
      const session = {
        id: item.session_id,
        state: item.state,
        end_reason: item.end_reason,
        resume_by: item.resume_by,
      };
      return {
        ...state,
        session,
        stale: another || item.state !== state.session?.state ? state.stale + 1 : state.stale,
        // Its hearts and what its host talks about are its own.
        ...(another && state.session !== null ? { likes: null, pinned_product_id: undefined } : {}),
      };
    }
    case "bought": {
      const entry: ChatEntry = {
        kind: "bought",
        key: `bought-${state.count}`,
        name: item.name,
        title: item.title,
        quantity: item.quantity,
      };
      return { ...withEntry(state, entry), count: state.count + 1 };
    }
    default:
      return state;
  }
}

function withEntry(state: RoomState, entry: ChatEntry): RoomState {
  return { ...state, entries: [...state.entries, entry].slice(-entries_max) };
}

function withLine(state: RoomState, line: ChatLine): RoomState {
  if (state.entries.some((entry) => entry.key === line.id)) return state;
  return withEntry(state, { kind: "line", key: line.id, line });
}

/** Lines said before I came, oldest first; they go before what is known. */
export function withPast(state: RoomState, lines: readonly ChatLine[]): RoomState {
  const known = new Set(state.entries.map(({ key }) => key));
  const past = lines
    .filter(({ id }) => !known.has(id))
    .map((line): ChatEntry => ({ kind: "line", key: line.id, line }));
  return past.length === 0 ? state : { ...state, entries: [...past, ...state.entries].slice(-entries_max) };
}

/** My line appears before the server took it. */
export function saying(
  state: RoomState,
  mine: { readonly key: string; readonly name: string; readonly text: string },
): RoomState {
  return withEntry(
    { ...state, entries: state.entries.filter(({ key }) => key !== mine.key) },
    { kind: "mine", ...mine, failure: null },
  );
}

/** The server took it: the real line stands where mine stood, once, even if the room's copy came first. */
export function said(state: RoomState, key: string, line: ChatLine): RoomState {
  const already = state.entries.some((entry) => entry.key === line.id);
  const entries = already
    ? state.entries.filter((entry) => entry.key !== key)
    : state.entries.map((entry): ChatEntry => (entry.key === key ? { kind: "line", key: line.id, line } : entry));
  return { ...state, entries };
}

export function notSaid(state: RoomState, key: string, failure: string): RoomState {
  return {
    ...state,
    entries: state.entries.map((entry) => (entry.key === key && entry.kind === "mine" ? { ...entry, failure } : entry)),
  };
}

/** Forgets a line of mine that was not taken. */
export function unsaid(state: RoomState, key: string): RoomState {
  return { ...state, entries: state.entries.filter((entry) => entry.key !== key) };
}
