import type { Picture } from "../../../contract/media.ts";
import type { Context } from "../../kernel/context.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { decodePicture } from "./decode-picture.ts";
import { objectKeyOf, pictureSizes, wirePicture } from "./picture.ts";
import * as store from "./store.ts";
import type { Turns } from "./turns.ts";

const hour_ms = 3600_000;

/**
 * Keeps a picture for an account. Files first, then the row that makes them a picture: what breaks in between leaves
 * files that nobody can name. Refuses `rate_limited`, `picture_too_large`, `picture_unreadable`.
 */
export async function uploadPicture(
  ctx: Context,
  turns: Turns,
  account_id: string,
  bytes: Uint8Array,
): Promise<Picture> {
  await countTry(ctx, account_id);
  const decoded = await turns.take(() => decodePicture(bytes));
  const row = {
    account_id,
    id: newId(ctx, "pic"),
    width: decoded.width,
    height: decoded.height,
    created_at: ctx.clock.now(),
  };
  for (const size of pictureSizes) await ctx.objects.put(objectKeyOf(row.id, size), decoded.files[size]);
  await ctx.db.transact((tx) => store.insertPicture(tx, row));
  return wirePicture(row);
}

/** Every try counts, since decoding is what costs; it is counted for good before the work begins. */
async function countTry(ctx: Context, account_id: string): Promise<void> {
  const nowMs = ctx.clock.nowMs();
  const began_at = new Date(nowMs - (nowMs % hour_ms));
  const tries = await ctx.db.transact((tx) => store.countUpload(tx, account_id, began_at));
  if (tries > limits.pictures_per_account_per_hour_max) {
    refuse("rate_limited", { details: { seconds: Math.ceil((began_at.getTime() + hour_ms - nowMs) / 1000) } });
  }
}
