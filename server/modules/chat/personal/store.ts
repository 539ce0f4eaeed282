import { sql } from "kysely";
import type { Reader } from "../../../kernel/db.ts";

/** Everything somebody said, the newest first. Reads the whole archive: for exports alone. */
export async function linesOf(
  db: Reader,
  account_id: string,
  limit: number,
): Promise<{ room_id: string; session_id: string; body: string; at: Date }[]> {
  return (
    await sql<{
      room_id: string;
      session_id: string;
      body: string;
      at: Date;
    }>`select room_id, session_id, body, at from chat.line where account_id = ${account_id} order by line_id desc limit ${limit}`.execute(
      db,
    )
  ).rows;
}
