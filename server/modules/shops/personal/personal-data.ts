import type { PersonalData } from "../../../kernel/module.ts";
import { selectShops, selectShopsOf } from "../store.ts";
import { leaveShops } from "./store.ts";

/** A shop's name and papers are public and stay with its orders; its owner's account is a name of nobody's by then. */
export const personalShops: PersonalData = {
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
  erase: (tx, account_id, at) => leaveShops(tx, account_id, at),
};
