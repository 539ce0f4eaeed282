import { useCallback, useEffect, useMemo, useReducer } from "react";
import { ensureAccount } from "../api/account.ts";
import { ApiError, call } from "../api/client.ts";
import { freshKey } from "../api/browser.ts";
import { useCall, useRefresh } from "../api/hooks.ts";
import { socket, useChannel } from "../api/live.ts";
import type { Delivery } from "../api/socket.ts";
import { merged } from "./merged-room.ts";
import { emptyRoom, heard, notSaid, said, saying, unsaid, withPast, type RoomState } from "./room-state.ts";

const past_lines = 30;

/** A change of the room's state, as a function: the reducers in room-state.ts are the only ones used. */
type Change = (state: RoomState) => RoomState;
const reduce = (state: RoomState, change: Change): RoomState => change(state);

/** A room as read from the API, kept up to date by its channel. */
export function useRoom(room_id: string) {
  const query = useCall("getRoom", { params: { room_id } });
  const [live, apply] = useReducer(reduce, emptyRoom);
  const refresh = useRefresh();
  useChannel(`room:${room_id}`, (delivery: Delivery) => apply((state) => heard(state, delivery)));
  useEffect(() => {
    if (live.stale > 0) refresh("getRoom");
  }, [live.stale, refresh]);

  const session_id = query.data?.session?.id;
  useEffect(() => {
    if (session_id === undefined) return;
    // Decoration, not state: without it the chat merely starts empty.
    void call("listChat", { params: { session_id }, query: { limit: past_lines } })
      .then(({ data }) => apply((state) => withPast(state, data.toReversed())))
      .catch(() => undefined);
  }, [session_id]);

  const room = useMemo(() => (query.data === undefined ? undefined : merged(query.data, live)), [query.data, live]);
  const say = useCallback(
    async (text: string, key: string = freshKey()) => {
      const account = await ensureAccount();
      apply((state) => saying(state, { key, name: account?.name ?? "", text }));
      try {
        const line = await socket.say(room_id, text);
        apply((state) => said(state, key, line));
      } catch (error) {
        const reason = error instanceof ApiError ? error.error.message : String(error);
        apply((state) => notSaid(state, key, reason));
      }
    },
    [room_id],
  );
  const forget = useCallback((key: string) => apply((state) => unsaid(state, key)), []);
  /** My heart counts at once on my own screen. */
  const liked = useCallback(
    (count: number, known: number) =>
      apply((state) => ({ ...state, likes: Math.max(state.likes ?? 0, known) + count })),
    [],
  );
  return {
    room,
    error: query.error,
    retry: query.refetch,
    entries: live.entries,
    resume_by: live.session?.resume_by ?? null,
    say,
    forget,
    liked,
  };
}
