import type { Context } from "../../../kernel/context.ts";
import type { PersonalData } from "../../../kernel/module.ts";
import { noteClosure } from "../close-shop.ts";
import { selectShops, selectShopsOf } from "../store.ts";
import { leaveShops } from "./store.ts";

/** A shop's name and papers are public and stay with its orders; its owner's account is a name of nobody's by then. */
export const personalShops = (ctx: Context): PersonalData => ({
  name: "shops",
  async exportOf(reader, account_id) {
    const works = await selectShopsOf(reader, account_id);
    const shops = new Map(
      (
        await selectShops(
          reader,
          works.map((row) => row.shop_id),
        )
      ).map((shop) => [shop.shop_id, shop]),
    );
    return {
      works_for: works.map(({ shop_id, part, since }) => {
        const shop = shops.get(shop_id);
        return { shop_id, name: shop?.name, intro: shop?.intro, state: shop?.state, part, since };
      }),
    };
  },
  async erase(tx, account_id, at) {
    for (const shop_id of await leaveShops(tx, account_id, at)) await noteClosure(ctx, tx, closureByOwner(shop_id, account_id, at));
  },
});

/** Shown to who works there and to operators, whose languages differ. */
const closureByOwner = (shop_id: string, by: string, at: Date) => ({
  shop_id,
  by,
  at,
  reason: "店主已注销账号 / The owner deleted their account",
});
