import type { ChatLine } from "../../../contract/chat.ts";
import type { PublicAccount } from "../../../contract/accounts.ts";
import type { Reader } from "../../kernel/db.ts";
import type { LineRow } from "./tables.ts";

/** What chat asks of accounts: how people are called. Names are not kept with the lines. */
export interface Names {
  publicAccounts(reader: Reader, accountIds: readonly string[]): Promise<Map<string, PublicAccount>>;
}

/** Lines as the contract shows them, with the names people have now; an account that is gone has none. */
export async function showLines(names: Names, reader: Reader, rows: readonly LineRow[]): Promise<ChatLine[]> {
  const authors = await names.publicAccounts(reader, [...new Set(rows.map((row) => row.account_id))]);
  return rows.map((row) => ({
    id: row.line_id,
    object: "chat_line",
    account_id: row.account_id,
    name: authors.get(row.account_id)?.name ?? "",
    role: row.role,
    text: row.body,
    at: row.at.toISOString(),
  }));
}
