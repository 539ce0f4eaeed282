import { present } from "../../kernel/assert.ts";
import type { Reader } from "../../kernel/db.ts";
import type { Quote } from "./policy.ts";
import { policyAt } from "./store.ts";

/**
 * See `Programs.quote`. Everyone has the same policy until there are programs that shops join. `settlementDays` is the
 * deployment's own (SETTLEMENT_DAYS), null where the policy's holds.
 */
export async function quoteFees(
  settlementDays: number | null,
  reader: Reader,
  shop_ids: readonly string[],
  at: Date,
): Promise<Map<string, Quote>> {
  const {
    id,
    name,
    valid_from: _,
    settlement_days,
    ...rules
  } = present(await policyAt(reader, at), "a policy holds at any time since the first");
  const quote: Quote = {
    ...rules,
    settlement_days: settlementDays ?? settlement_days,
    policy_id: id,
    policy: name,
  };
  return new Map(shop_ids.map((shop_id) => [shop_id, quote]));
}
