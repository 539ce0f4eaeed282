import type { Tx } from "../../kernel/db.ts";
import { openStates } from "./intent.ts";
import { lockIntents, voidIntents as writeVoided } from "./store.ts";
import type { IntentRow } from "./tables.ts";

/** See `Payments.void`. */
export async function voidIntents(
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
  at: Date,
): Promise<Set<string>> {
  if (order_ids.length === 0) return new Set();
  const intents = await lockIntents(tx, shop_id, { order_ids });
  const open = intents.filter((intent) => openStates.includes(intent.state));
  const ended = Map.groupBy(open, (intent: IntentRow) => (intent.expires_at <= at ? "expired" : "voided"));
  for (const [state, theirs] of ended)
    await writeVoided(
      tx,
      shop_id,
      theirs.map((intent) => intent.id),
      state,
      at,
    );
  return new Set(
    intents
      .filter((intent) => intent.state === "captured" || intent.state === "refunded")
      .map((intent) => intent.order_id),
  );
}
