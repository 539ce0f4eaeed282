import { shopRoutes } from "../../../contract/shops.ts";
import type { ShopAsk } from "../../../contract/permissions.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { addStaff, readStaff, removeStaff, setPermissions } from "./keep-staff.ts";
import { addTemplate, changeTemplate, removeTemplate } from "./keep-templates.ts";
import { changeLook, changeShop, openShop } from "./open-shop.ts";
import { wireSeller } from "./seller.ts";
import { refusalOf } from "./permission.ts";
import { wireTemplate } from "./shipping.ts";
import { wireShop } from "./shop.ts";
import type { ShopDeps } from "./shops.ts";
import * as store from "./store.ts";
import type { ShopRow, StaffRow } from "./tables.ts";

export function shopsRoutes(ctx: Context, deps: ShopDeps): readonly BoundRoute[] {
  const page = async (reader: Reader, rows: readonly ShopRow[], parts: ReadonlyMap<string, StaffRow>) => {
    const logos = await deps.media.pictures(
      reader,
      rows.flatMap((row) => [row.logo_picture_id ?? [], row.banner_picture_id ?? []].flat()),
    );
    return rows.map((row) => wireShop(row, logos, parts.get(row.shop_id) ?? null));
  };
  const one = async (row: ShopRow, account_id: string | undefined) => {
    const staff = account_id === undefined ? [] : await store.selectStaff(ctx.db.reader, [row.shop_id]);
    const me = staff.find((member) => member.account_id === account_id);
    const [shop] = await page(ctx.db.reader, [row], new Map(me === undefined ? [] : [[row.shop_id, me]]));
    return shop ?? refuse("not_found");
  };
  const allow = async (call: { caller: { account_id: string }; params: { shop_id: string } }, ask: ShopAsk) => {
    const staff = await store.selectStaff(ctx.db.reader, [call.params.shop_id]);
    if (staff.length === 0) refuse("not_found");
    const refusal = refusalOf(
      staff.find((member) => member.account_id === call.caller.account_id),
      ask,
    );
    if (refusal !== null) throw refusal;
  };
  const find = async (shop_id: string): Promise<ShopRow> =>
    (await store.selectShops(ctx.db.reader, [shop_id]))[0] ?? refuse("not_found");

  return [
    handle(shopRoutes.createShop, async (call) =>
      one(await openShop(ctx, deps, call.caller.account_id, call.body), call.caller.account_id),
    ),
    handle(shopRoutes.listMyShops, async (call) => {
      const mine = await store.selectShopsOf(ctx.db.reader, call.caller.account_id);
      const rows = await store.selectShops(
        ctx.db.reader,
        mine.map((row) => row.shop_id),
      );
      const oldestFirst = rows.toSorted((a, b) => (a.shop_id < b.shop_id ? -1 : 1));
      const data = await page(ctx.db.reader, oldestFirst, new Map(mine.map((row) => [row.shop_id, row])));
      return { object: "list" as const, data, has_more: false, next_cursor: null };
    }),
    handle(shopRoutes.getShop, async (call) => {
      return one(await find(call.params.shop_id), call.caller?.account_id);
    }),
    handle(shopRoutes.updateShop, async (call) =>
      one(await changeShop(ctx, deps, call.caller.account_id, call.params.shop_id, call.body), call.caller.account_id),
    ),
    handle(shopRoutes.getSeller, async (call) => {
      const row = await find(call.params.shop_id);
      return wireSeller(row.shop_id, await deps.accounts.sellerIdentity(ctx.db.reader, row.owner_id, ctx.clock.now()));
    }),
    handle(shopRoutes.listStaff, async (call) => {
      const data = await readStaff(deps, ctx.db.reader, call.caller.account_id, call.params.shop_id);
      return { object: "list" as const, data, has_more: false, next_cursor: null };
    }),
    handle(shopRoutes.addStaff, (call) =>
      addStaff(ctx, deps, call.caller.account_id, { ...call.params, ...call.body }),
    ),
    handle(shopRoutes.removeStaff, async (call) => {
      await removeStaff(ctx, call.caller.account_id, call.params);
      return { object: "deleted" as const, id: call.params.account_id };
    }),
    handle(shopRoutes.setStaffPermissions, (call) =>
      setPermissions(ctx, deps, call.caller.account_id, { ...call.params, ...call.body }),
    ),
    handle(shopRoutes.setShopLook, async (call) => {
      await allow(call, "settings");
      const { account_id } = call.caller;
      return one(await changeLook(ctx, deps, account_id, call.params.shop_id, call.body), account_id);
    }),
    handle(shopRoutes.listShippingTemplates, async (call) => {
      await allow(call, "member");
      const rows = await store.selectShopTemplates(ctx.db.reader, call.params.shop_id);
      const data = rows.map((row) => wireTemplate(row, ctx.config.currency));
      return { object: "list" as const, data, has_more: false, next_cursor: null };
    }),
    handle(shopRoutes.createShippingTemplate, async (call) => {
      await allow(call, "settings");
      return wireTemplate(await addTemplate(ctx, call.params.shop_id, call.body), ctx.config.currency);
    }),
    handle(shopRoutes.updateShippingTemplate, async (call) => {
      await allow(call, "settings");
      return wireTemplate(await changeTemplate(ctx, call.params, call.body), ctx.config.currency);
    }),
    handle(shopRoutes.deleteShippingTemplate, async (call) => {
      await allow(call, "settings");
      await removeTemplate(ctx, call.params);
      return { object: "deleted" as const, id: call.params.template_id };
    }),
  ];
}
