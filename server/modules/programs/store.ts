import type { Reader } from "../../kernel/db.ts";
import type { PolicyRow, ProgramsTables } from "./tables.ts";

/** The policy that holds at `at`: the newest that has begun. */
export function policyAt(reader: Reader, at: Date): Promise<PolicyRow | undefined> {
  return reader
    .$extendTables<ProgramsTables>()
    .selectFrom("programs.policy")
    .selectAll()
    .where("valid_from", "<=", at)
    .orderBy("valid_from", "desc")
    .limit(1)
    .executeTakeFirst();
}
