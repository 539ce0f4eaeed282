import type { StreamKey } from "../../../contract/media.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { KeyAlarm } from "./key-alarm.ts";
import type { MediaAccounts } from "./media.ts";
import * as store from "./store.ts";
import { hintOf, newSecret, secretPurpose, wireStreamKey } from "./stream-key.ts";

/**
 * Makes a verified host's new key and ends the old one in the same transaction. The only time the secret is seen.
 * Refuses `verification_required`.
 */
export async function rotateStreamKey(
  ctx: Context,
  accounts: MediaAccounts,
  alarm: KeyAlarm,
  account_id: string,
): Promise<StreamKey> {
  const at = ctx.clock.now();
  const secret = newSecret(ctx.random);
  return ctx.db.transact(async (tx) => {
    const verified = await accounts.verified(tx, "host", [account_id], at);
    if (!verified.has(account_id)) refuse("verification_required");
    await endCurrentKey(tx, alarm, account_id, at);
    await store.forgetOldKeys(tx, account_id, limits.stream_keys_kept_per_account_max - 1);
    const row = {
      account_id,
      id: newId(ctx, "key"),
      secret_index: ctx.seal.index(secret, secretPurpose),
      hint: hintOf(secret),
      created_at: at,
      revoked_at: null,
      last_used_at: null,
    };
    await store.insertKey(tx, row);
    return wireStreamKey(row, ctx.rtmp_url, secret);
  });
}

/** Ends the account's key, if it has one; encoders that use it are cut off once that is committed. */
export async function revokeStreamKey(ctx: Context, alarm: KeyAlarm, account_id: string): Promise<void> {
  await ctx.db.transact((tx) => endCurrentKey(tx, alarm, account_id, ctx.clock.now()));
}

async function endCurrentKey(tx: Tx, alarm: KeyAlarm, account_id: string, at: Date): Promise<void> {
  await store.lockKeys(tx, account_id);
  const key_id = await store.revokeCurrentKey(tx, account_id, at);
  if (key_id !== null) await alarm.ring(tx, { account_id, key_id });
}
