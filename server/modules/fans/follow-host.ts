import type { Following } from "../../../contract/fans.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { FansDeps } from "./index.ts";
import * as store from "./store.ts";

/** Follows a host; again changes nothing and tells nobody. Refuses `follow_self`, `not_found` (no such host), `follow_limit`. */
export async function followHost(
  ctx: Context,
  deps: FansDeps,
  account_id: string,
  host_id: string,
): Promise<Following> {
  if (account_id === host_id) refuse("follow_self");
  return ctx.db.transact(async (tx) => {
    if (!(await deps.accounts.hosts(tx, [host_id])).has(host_id)) refuse("not_found");
    await store.lockFollower(tx, account_id);
    const [known] = await store.selectFollows(tx, account_id, [host_id]);
    if (known !== undefined) return wireFollowing(host_id, known.since);
    if ((await store.countFollows(tx, account_id)) >= limits.follows_per_account_max)
      refuse("follow_limit", { details: { max: limits.follows_per_account_max } });
    const since = ctx.clock.now();
    await store.insertFollow(tx, { account_id, host_id, since });
    await ctx.outbox.emit(tx, [{ type: "host.followed", account_id, host_id }]);
    return wireFollowing(host_id, since);
  });
}

/** Follows a host no longer, whatever has become of the host. Refuses `not_found` for who is neither followed nor a host. */
export async function unfollowHost(
  ctx: Context,
  deps: FansDeps,
  account_id: string,
  host_id: string,
): Promise<Following> {
  return ctx.db.transact(async (tx) => {
    await store.lockFollower(tx, account_id);
    if (await store.deleteFollow(tx, account_id, host_id))
      await ctx.outbox.emit(tx, [{ type: "host.unfollowed", account_id, host_id }]);
    else if (!(await deps.accounts.hosts(tx, [host_id])).has(host_id)) refuse("not_found");
    return wireFollowing(host_id, null);
  });
}

const wireFollowing = (host_id: string, since: Date | null): Following => ({
  object: "following",
  host_id,
  following: since !== null,
  since: since?.toISOString() ?? null,
});
