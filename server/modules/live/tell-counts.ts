import type { ChannelItem } from "../../../contract/socket.ts";
import { roomChannel, studioChannel } from "../../kernel/channel.ts";
import type { LiveParts } from "./live-parts.ts";
import { stateKeyOf } from "./tell-room.ts";

/** Tells every room whose numbers changed. Called once a second. */
export function tellCounts(live: LiveParts): void {
  for (const change of live.audience.changes()) {
    const items: ChannelItem[] = [];
    if (change.viewers !== null) items.push({ t: "viewers", count: change.viewers });
    if (change.likes !== null) items.push({ t: "likes", total: change.likes });
    for (const item of items) live.ctx.channel.publish(roomChannel(change.room_id), item, stateKeyOf(item));
  }
}

const studioPrefix = studioChannel("");

/** Tells every studio that listens how its encoder does. Called once a second. */
export function tellEncoders(live: LiveParts): void {
  for (const name of live.ctx.channel.heard(studioPrefix)) {
    const item = encoderItem(live, name.slice(studioPrefix.length));
    live.ctx.channel.publish(name, item, stateKeyOf(item));
  }
}

export function encoderItem(live: LiveParts, roomId: string): Extract<ChannelItem, { t: "encoder" }> {
  const { connected, width, height, fps, bitrate_kbps } = encoderOf(live, roomId);
  return { t: "encoder", connected, width, height, fps, bitrate_kbps };
}

/** What the encoder of a room sends; nothing but nulls while none does. */
export function encoderOf(
  live: Pick<LiveParts, "hub" | "fed">,
  roomId: string,
): {
  connected: boolean;
  width: number | null;
  height: number | null;
  fps: number | null;
  bitrate_kbps: number | null;
  dropped_frames: number;
  keyframe_interval_ms: number | null;
  sound: boolean;
} {
  const stream = live.hub.get(roomId);
  if (stream === null || !live.fed.has(roomId))
    return {
      connected: false,
      width: null,
      height: null,
      fps: null,
      bitrate_kbps: null,
      dropped_frames: 0,
      keyframe_interval_ms: null,
      sound: false,
    };
  const { width, height, fps, bitrate_kbps, dropped_frames, keyframe_interval_ms, sound } = stream.stats();
  return { connected: true, width, height, fps, bitrate_kbps, dropped_frames, keyframe_interval_ms, sound };
}
