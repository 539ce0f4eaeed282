import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ChatTables, LineRow } from "./tables.ts";

/** Lines of all rooms in one statement. */
export async function insertLines(tx: Tx, lines: readonly LineRow[]): Promise<void> {
  await sql`insert into chat.line (room_id, line_id, session_id, account_id, role, body, at)
    select * from unnest(${lines.map((one) => one.room_id)}::text[], ${lines.map((one) => one.line_id)}::text[], ${lines.map((one) => one.session_id)}::text[], ${lines.map((one) => one.account_id)}::text[],
      ${lines.map((one) => one.role)}::text[], ${lines.map((one) => one.body)}::text[], ${lines.map((one) => one.at)}::timestamptz[])`.execute(
    tx,
  );
}

/** Lines of a session, newest first; `before` is the id of the last line already seen. */
export async function newestLines(
  reader: Reader,
  session: { room_id: string; session_id: string },
  count: number,
  before?: string,
): Promise<LineRow[]> {
  let query = reader
    .$extendTables<ChatTables>()
    .selectFrom("chat.line")
    .selectAll()
    .where("room_id", "=", session.room_id)
    .where("session_id", "=", session.session_id);
  if (before !== undefined) query = query.where("line_id", "<", before);
  return query.orderBy("line_id", "desc").limit(count).execute();
}
