import type { z } from "zod";
import type { ShippingTemplateFields } from "../../../contract/shops.ts";
import type { Context } from "../../kernel/context.ts";
import { errorCodeOf } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { ShippingTemplateRow } from "./shipping.ts";
import * as store from "./store.ts";

type Fields = z.output<typeof ShippingTemplateFields>;

const contentOf = (fields: Fields) => ({
  name: fields.name,
  base_fee: BigInt(fields.base_fee),
  item_fee: BigInt(fields.item_fee),
  free_from: fields.free_from === null ? null : BigInt(fields.free_from),
  rules: fields.rules,
});

/** Adds a template. Refuses `shipping_template_limit`. Whether the caller may is asked before. */
export async function addTemplate(ctx: Context, shop_id: string, fields: Fields): Promise<ShippingTemplateRow> {
  const at = ctx.clock.now();
  return ctx.db.transact(async (tx) => {
    (await store.lockShop(tx, shop_id)) ?? refuse("not_found");
    if ((await store.selectShopTemplates(tx, shop_id)).length >= limits.shipping_templates_per_shop_max)
      refuse("shipping_template_limit", { details: { max: limits.shipping_templates_per_shop_max } });
    const row = { shop_id, id: newId(ctx, "tpl"), ...contentOf(fields), created_at: at, updated_at: at };
    await store.saveTemplate(tx, row);
    return row;
  });
}

/** Changes a template. Refuses `not_found`. */
export async function changeTemplate(
  ctx: Context,
  key: { shop_id: string; template_id: string },
  fields: Fields,
): Promise<ShippingTemplateRow> {
  return ctx.db.transact(async (tx) => {
    const before = (await store.lockTemplate(tx, key.shop_id, key.template_id)) ?? refuse("not_found");
    const row = { ...before, ...contentOf(fields), updated_at: ctx.clock.now() };
    await store.saveTemplate(tx, row);
    return row;
  });
}

/** Removes a template. Refuses `not_found`, and `shipping_template_used` while a product names it: its foreign key says so. */
export async function removeTemplate(ctx: Context, key: { shop_id: string; template_id: string }): Promise<void> {
  try {
    await ctx.db.transact(async (tx) => {
      (await store.lockTemplate(tx, key.shop_id, key.template_id)) ?? refuse("not_found");
      await store.deleteTemplate(tx, key.shop_id, key.template_id);
    });
  } catch (error) {
    if (errorCodeOf(error) === "23503") refuse("shipping_template_used");
    throw error;
  }
}
