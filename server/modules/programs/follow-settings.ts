import type { Context } from "../../kernel/context.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import type { Version } from "../settings/index.ts";
import { deletePoliciesAfter, policyAt, putPolicy } from "./store.ts";
import type { PolicyRow } from "./tables.ts";

const rules = [
  "take_rate_permille",
  "settlement_days",
  "unpaid_close_minutes",
  "flash_unpaid_close_minutes",
  "auto_receive_days",
] as const;

/**
 * Writes a dated policy for each version of the settings that changes fees or deadlines. Policies that have begun stay
 * as they are, since orders were quoted by them; those still to come are written anew.
 */
export async function followSettings(ctx: Context, tx: Tx, versions: readonly Version[]): Promise<void> {
  const first = present(versions[0], "there is a version that holds now");
  await deletePoliciesAfter(tx, first.valid_from);
  let before: PolicyRow = present(await policyAt(tx, first.valid_from), "a policy holds at any time since the first");
  for (const { valid_from, values } of versions) {
    const { take_rate_permille, settlement_days, unpaid_close_minutes, flash_unpaid_close_minutes, auto_receive_days } =
      values;
    const next: PolicyRow = {
      id: newId(ctx, "policy"),
      name: before.name,
      take_rate_permille,
      settlement_days,
      unpaid_close_minutes,
      flash_unpaid_close_minutes,
      auto_receive_days,
      valid_from,
    };
    if (rules.every((rule) => next[rule] === before[rule])) continue;
    await putPolicy(tx, next);
    before = next;
  }
}
