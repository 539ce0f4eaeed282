import { fanRoutes } from "../../../contract/fans.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { handle } from "../../kernel/routing.ts";
import type { Accounts } from "../accounts/index.ts";
import { followHost, unfollowHost } from "./follow-host.ts";
import { fansListeners } from "./listeners.ts";
import * as store from "./store.ts";

/** What fans asks of the module below. */
export interface FansDeps {
  readonly accounts: Pick<Accounts, "hosts">;
}

export interface Fans {
  /** Accounts that follow each host, each counted once; a host nobody follows has 0. A follow counts as soon as its event is heard. */
  followerCounts(reader: Reader, host_ids: readonly string[]): Promise<Map<string, number>>;
  /** Which of these hosts the account follows. */
  following(reader: Reader, account_id: string, host_ids: readonly string[]): Promise<Set<string>>;
  /** Everybody the account follows, the newest first; at most `follows_per_account_max`. */
  follows(reader: Reader, account_id: string): Promise<readonly { readonly host_id: string; readonly since: Date }[]>;
  /**
   * For each host and instant: which of these accounts began to follow before it, and still do. Read where a follow is
   * written, so that it counts as soon as it is answered; who left and came back follows from then on.
   */
  followedBefore(
    reader: Reader,
    asked: readonly { readonly host_id: string; readonly before: Date }[],
    account_ids: readonly string[],
  ): Promise<readonly ReadonlySet<string>[]>;
  /** How many began to follow a host from `from` until before `until`, and still do. */
  gained(reader: Reader, host_id: string, from: Date, until: Date): Promise<number>;
  /** A host's fans in the order of their ids, behind `after`. */
  followersPage(reader: Reader, host_id: string, after: string | null, limit: number): Promise<readonly string[]>;
  readonly part: ModulePart;
}

/** Who follows whom: README.md. */
export function createFans(ctx: Context, deps: FansDeps): Fans {
  return {
    async followerCounts(reader, host_ids) {
      const counts = new Map(host_ids.map((id) => [id, 0]));
      if (host_ids.length === 0) return counts;
      for (const row of await store.selectReach(reader, host_ids)) counts.set(row.account_id, Number(row.followers));
      return counts;
    },
    async following(reader, account_id, host_ids) {
      if (host_ids.length === 0) return new Set();
      return new Set((await store.selectFollows(reader, account_id, host_ids)).map((row) => row.host_id));
    },
    follows: (reader, account_id) => store.selectFollows(reader, account_id),
    async followedBefore(reader, asked, account_ids) {
      if (asked.length === 0 || account_ids.length === 0) return asked.map(() => new Set());
      const rows = await store.selectFollowsBetween(
        reader,
        account_ids,
        asked.map((one) => one.host_id),
      );
      return asked.map(
        ({ host_id, before }) =>
          new Set(rows.filter((row) => row.host_id === host_id && row.since < before).map((row) => row.account_id)),
      );
    },
    gained: (reader, host_id, from, until) => store.countGained(reader, host_id, from, until),
    followersPage: (reader, host_id, after, limit) => store.selectFans(reader, host_id, after, limit),
    part: {
      routes: [
        handle(fanRoutes.followHost, ({ caller, params }) => followHost(ctx, deps, caller.account_id, params.host_id)),
        handle(fanRoutes.unfollowHost, ({ caller, params }) =>
          unfollowHost(ctx, deps, caller.account_id, params.host_id),
        ),
      ],
      listeners: fansListeners(),
      personal: {
        name: "fans",
        async exportOf(reader, account_id) {
          const follows = await store.selectFollows(reader, account_id);
          return { follows: follows.map(({ host_id, since }) => ({ host_id, since: since.toISOString() })) };
        },
        async erase(tx, account_id) {
          for (const { host_id } of await store.selectFollows(tx, account_id))
            if (await store.deleteFollow(tx, account_id, host_id))
              await ctx.outbox.emit(tx, [{ type: "host.unfollowed", account_id, host_id }]);
        },
      },
    },
  };
}
