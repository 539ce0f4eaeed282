import type { Tx } from "../../kernel/db.ts";
import type { Heard } from "../../kernel/outbox.ts";
import { end } from "./end-session.ts";
import type { LiveParts } from "./live-parts.ts";
import { isWatched } from "./session.ts";
import { lockSession, watchedSessions } from "./store.ts";
import type { SessionRow } from "./tables.ts";

/** Whoever may not act may not be on air: broadcasts of suspended hosts end, and the host reads why. */
export async function endOfSuspended(
  live: LiveParts,
  tx: Tx,
  events: readonly Heard<"account.suspended">[],
): Promise<void> {
  const reasons = await live.accounts.suspended(tx, [...new Set(events.map((event) => event.account_id))]);
  await endAll(live, tx, (row) => reasons.get(row.host_id));
}

/** Nothing of a closed shop is on sale, so nobody broadcasts for it. */
export async function endOfClosed(live: LiveParts, tx: Tx, events: readonly Heard<"shop.closed">[]): Promise<void> {
  const reasons = await live.shops.closures(tx, [...new Set(events.map((event) => event.shop_id))]);
  await endAll(live, tx, (row) => reasons.get(row.shop_id));
}

/** Ends every broadcast there is a reason for. A measure lifted before it was heard leaves none. */
async function endAll(live: LiveParts, tx: Tx, reasonOf: (row: SessionRow) => string | undefined): Promise<void> {
  for (const seen of await watchedSessions(tx)) {
    const stop_reason = reasonOf(seen);
    if (stop_reason === undefined) continue;
    const row = await lockSession(tx, seen);
    if (row !== undefined && isWatched(row.state)) await end(live, tx, row, { reason: "operator", stop_reason });
  }
}
