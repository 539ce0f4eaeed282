import type { NotificationKind } from "../../../contract/notifications.ts";
import type { Tx } from "../../kernel/db.ts";
import type { NewItem } from "../notifications/index.ts";
import type { PayoutParts } from "./parts.ts";

export interface ShopWord {
  readonly shop_id: string;
  readonly kind: NotificationKind;
  /** Unique for ever: the same cause tells the same person once. */
  readonly cause: string;
  readonly params: NewItem["params"];
}

/** Tells everybody of a shop who may see its money. */
export async function tellShops(
  { ctx, shops, notify }: Pick<PayoutParts, "ctx" | "shops" | "notify">,
  tx: Tx,
  words: readonly ShopWord[],
): Promise<void> {
  if (words.length === 0) return;
  const staff = await shops.staffOf(tx, [...new Set(words.map((word) => word.shop_id))], "money");
  const at = ctx.clock.now();
  await notify(
    tx,
    words.flatMap(({ shop_id, kind, cause, params }) =>
      [...(staff.get(shop_id) ?? [])].map((account_id) => ({
        account_id,
        kind,
        cause,
        params: { shop_id, ...params },
        at,
      })),
    ),
  );
}
