import type { z } from "zod";
import type { AftersaleRules, ReturnAddress } from "../../../contract/aftersales.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { AftersaleParts } from "./deps.ts";
import { purposes } from "./purposes.ts";
import { saveShopRule, shopRules } from "./store.ts";

/** How a shop handles after-sales; a shop that said nothing is asked each time. */
export async function readRules(
  { ctx }: AftersaleParts,
  reader: Reader,
  shop_id: string,
): Promise<z.output<typeof AftersaleRules>> {
  const row = (await shopRules(reader, [shop_id])).get(shop_id);
  const sealed = row?.return_address_sealed ?? null;
  return {
    object: "aftersale_rules",
    shop_id,
    agree_unshipped_at_once: row?.agree_unshipped_at_once ?? false,
    return_address:
      sealed === null ? null : (JSON.parse(ctx.seal.open(sealed, purposes.address)) as z.output<typeof ReturnAddress>),
  };
}

export async function keepRules(
  { ctx }: AftersaleParts,
  tx: Tx,
  shop_id: string,
  fields: Pick<z.output<typeof AftersaleRules>, "agree_unshipped_at_once" | "return_address">,
): Promise<void> {
  await saveShopRule(tx, {
    shop_id,
    agree_unshipped_at_once: fields.agree_unshipped_at_once,
    return_address_sealed:
      fields.return_address === null ? null : ctx.seal.seal(JSON.stringify(fields.return_address), purposes.address),
    updated_at: ctx.clock.now(),
  });
}
