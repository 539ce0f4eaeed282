import type { Tx } from "../../kernel/db.ts";
import { lockIntents, voidIntents as writeVoided } from "./store.ts";

/** See `Payments.void`. */
export async function voidIntents(
  tx: Tx,
  shop_id: string,
  order_ids: readonly string[],
  at: Date,
): Promise<Set<string>> {
  if (order_ids.length === 0) return new Set();
  const intents = await lockIntents(tx, shop_id, { order_ids });
  const open = intents.filter((intent) => intent.state === "requires_payment");
  if (open.length > 0)
    await writeVoided(
      tx,
      shop_id,
      open.map((intent) => intent.id),
      at,
    );
  return new Set(
    intents
      .filter((intent) => intent.state === "captured" || intent.state === "refunded")
      .map((intent) => intent.order_id),
  );
}
