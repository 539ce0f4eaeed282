import type { z } from "zod";
import type { ChannelItem, Position, ServerFrame } from "../../contract/socket.ts";
import { accountChannel, roomChannel, studioChannel, type Channel } from "../kernel/channel.ts";
import { limits } from "../kernel/limits.ts";
import { refuse } from "../kernel/refusal.ts";
import type { Chat } from "../modules/chat/index.ts";
import type { Live } from "../modules/live/index.ts";
import type { Person } from "./socket-client.ts";

/** What entering channels needs of the modules. */
export interface JoinDeps {
  readonly channel: Channel;
  readonly live: Pick<Live, "onAir" | "presentRoom" | "presentStudio" | "mayEnterStudio" | "studioSince" | "watch">;
  readonly chat: Pick<Chat, "backlog">;
}

/** A channel somebody may enter, and what its present state is. */
interface Entrance {
  /** Its name inside the server. */
  readonly channel: string;
  /** What the modules know of the present, states only; lines of before this process. */
  readonly present: readonly ChannelItem[];
  /** May they be told this of the past? */
  readonly shows: (item: ChannelItem) => boolean;
  /** Does what the channel remembers of this kind belong to the present? */
  readonly adds: (item: ChannelItem) => boolean;
  /** The room that is being watched by being here, or null. */
  readonly watches: string | null;
}

/** Refuses `sign_in_required`, or `not_found` for a room that is not there or not theirs to see behind. */
export async function entranceOf(deps: JoinDeps, person: Person, wireName: string): Promise<Entrance> {
  if (wireName === "account") {
    if (person.caller === null) refuse("sign_in_required");
    return {
      channel: accountChannel(person.caller.account_id),
      present: [],
      shows: () => true,
      adds: () => false,
      watches: null,
    };
  }
  const roomId = wireName.slice(wireName.indexOf(":") + 1);
  return wireName.startsWith("studio:") ? studioEntrance(deps, person, roomId) : roomEntrance(deps, roomId);
}

async function studioEntrance(deps: JoinDeps, person: Person, roomId: string): Promise<Entrance> {
  if (person.caller === null) refuse("sign_in_required");
  if (!(await deps.live.mayEnterStudio(roomId, person.caller.account_id))) refuse("not_found");
  // What was sold before the open session may be another shop's business.
  const since = (await deps.live.studioSince(roomId, person.caller.account_id))?.toISOString() ?? "";
  return {
    channel: studioChannel(roomId),
    present: await deps.live.presentStudio(roomId),
    shows: (item) => item.t !== "studio_order" || item.at >= since,
    adds: (item) => item.t === "studio_order",
    watches: null,
  };
}

async function roomEntrance(deps: JoinDeps, roomId: string): Promise<Entrance> {
  const onAir = await deps.live.onAir(roomId);
  const lines = onAir === undefined ? [] : await deps.chat.backlog(onAir);
  const present = (await deps.live.presentRoom(roomId)) ?? refuse("not_found");
  return {
    channel: roomChannel(roomId),
    present: [...present, ...lines.map((line): ChannelItem => ({ t: "chat", line }))],
    shows: () => true,
    adds: (item) => item.t === "chat" && onAir !== undefined && item.line.at >= onAir.started_at.toISOString(),
    watches: roomId,
  };
}

const replaced = new Set(["viewers", "likes", "pin", "session", "encoder"]);

/**
 * The answer to a join, true at this very moment: whoever listens from here on gets every item once. With a position
 * that is still known, what was missed; else the present state, the newest lines last.
 */
export function joinedFrame(
  deps: JoinDeps,
  entrance: Entrance,
  wireName: string,
  since: z.infer<typeof Position> | undefined,
): ServerFrame {
  const { epoch, offset } = deps.channel.position(entrance.channel);
  const missed = since === undefined ? null : deps.channel.after(entrance.channel, since);
  const shown = (items: readonly object[]) => (items as readonly ChannelItem[]).filter(entrance.shows);
  const items =
    missed !== null && !missed.gap
      ? shown(missed.items)
      : presentItems(entrance, shown(deps.channel.remembered(entrance.channel)));
  return { t: "joined", channel: wireName, epoch, offset, gap: missed?.gap ?? false, items: [...items] };
}

/** What the channel remembers is newer than what was read before; it has the last word on states. */
function presentItems(entrance: Entrance, remembered: readonly ChannelItem[]): ChannelItem[] {
  const states = new Map<string, ChannelItem>();
  for (const item of [...entrance.present, ...remembered]) if (replaced.has(item.t)) states.set(item.t, item);
  const added = [...entrance.present.filter((item) => !replaced.has(item.t)), ...remembered.filter(entrance.adds)];
  return [...states.values(), ...added.slice(-limits.chat_lines_for_newcomers_max)];
}
