import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { deleteAllKeys } from "./api-keys/store.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { spendNow, type Rate } from "./rate-limit.ts";
import type { SignInDeps } from "./sign-in.ts";
import { deleteOtherSessions, lockName, selectPasswordHash } from "./store.ts";

const per_account: Rate = {
  name: "password_changes_per_account",
  max: limits.sign_in_fails_per_identifier_and_network_per_hour_max,
  window_ms: 3600_000,
};

/**
 * Whoever has a password proves it to change it; every other device is signed out, and every API key ends: a stranger who
 * was signed in may have made one. Refuses password_wrong, rate_limited.
 */
export async function setPassword(
  { ctx, auth, authenticator }: SignInDeps,
  caller: { account_id: string; auth_session_id: string },
  given: { password: string; current_password?: string | undefined },
): Promise<void> {
  await spendNow(ctx, per_account, caller.account_id);
  const before = await selectPasswordHash(ctx.db.reader, caller.account_id);
  if (
    before !== null &&
    !(given.current_password !== undefined && (await verifyPassword(before, given.current_password)))
  )
    refuse("password_wrong", { param: "current_password" });
  const passwordHash = await hashPassword(given.password);
  await ctx.db.transact(async (tx) => {
    await lockName(tx, `password.${caller.account_id}`);
    // Somebody else changed it while we were hashing: what was proven is no longer the password.
    if ((await selectPasswordHash(tx, caller.account_id)) !== before)
      refuse("password_wrong", { param: "current_password" });
    await auth.setPassword(tx, caller.account_id, passwordHash);
    await deleteOtherSessions(tx, caller.account_id, caller.auth_session_id);
    await deleteAllKeys(tx, caller.account_id);
    await authenticator.changed(tx, caller.account_id);
    if (before !== null)
      await ctx.outbox.emit(tx, [{ type: "account.password_changed", account_id: caller.account_id }]);
  });
}
