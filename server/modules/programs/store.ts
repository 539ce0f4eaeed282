import type { Reader, Tx } from "../../kernel/db.ts";
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

/** Forgets policies that have not begun. */
export async function deletePoliciesAfter(tx: Tx, at: Date): Promise<void> {
  await tx.$extendTables<ProgramsTables>().deleteFrom("programs.policy").where("valid_from", ">", at).execute();
}

/** Adds a policy. Two decisions in one millisecond are one policy, the later one. */
export async function putPolicy(tx: Tx, row: PolicyRow): Promise<void> {
  const { id: _, valid_from: __, ...rules } = row;
  await tx
    .$extendTables<ProgramsTables>()
    .insertInto("programs.policy")
    .values(row)
    .onConflict((conflict) => conflict.column("valid_from").doUpdateSet(rules))
    .execute();
}
