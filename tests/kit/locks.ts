import { sql } from "kysely";
import type { TestContext } from "./context.ts";

/** How many connections wait for somebody else's lock now. */
export async function waitingForLocks({ ctx }: { readonly ctx: TestContext }): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(ctx.db.reader);
  return rows[0]?.count ?? 0;
}
