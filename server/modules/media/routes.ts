import { mediaRoutes } from "../../../contract/media.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import type { KeyAlarm } from "./key-alarm.ts";
import type { MediaAccounts } from "./media.ts";
import { revokeStreamKey, rotateStreamKey } from "./rotate-stream-key.ts";
import * as store from "./store.ts";
import { wireStreamKey } from "./stream-key.ts";
import { createTurns } from "./turns.ts";
import { uploadPicture } from "./upload-picture.ts";

export function storedMediaRoutes(ctx: Context, accounts: MediaAccounts, alarm: KeyAlarm): readonly BoundRoute[] {
  const turns = createTurns({
    at_once_max: limits.picture_decodes_at_once_max,
    waiting_max: limits.picture_decodes_waiting_max,
  });
  return [
    handle(mediaRoutes.createPicture, (call) => uploadPicture(ctx, turns, call.caller.account_id, call.body)),
    handle(mediaRoutes.getStreamKey, async (call) => {
      const row = await store.selectCurrentKey(ctx.db.reader, call.caller.account_id);
      return {
        object: "stream_key_status" as const,
        key: row === undefined ? null : wireStreamKey(row, ctx.rtmp_url, null),
        server_url: ctx.rtmp_url,
      };
    }),
    handle(mediaRoutes.rotateStreamKey, (call) => rotateStreamKey(ctx, accounts, alarm, call.caller.account_id)),
    handle(mediaRoutes.revokeStreamKey, async (call) => {
      await revokeStreamKey(ctx, alarm, call.caller.account_id);
      return { object: "revoked" as const };
    }),
  ];
}
