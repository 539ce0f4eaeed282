import { flashSaleRoutes } from "../../../contract/flash-sales.ts";
import { promotionRoutes } from "../../../contract/promotion.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { handle, keyOf, type BoundRoute } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import { claimCoupon } from "./coupons/claim-coupon.ts";
import { listOffers, offerCoupon, stopOffer } from "./coupons/offer-coupon.ts";
import { offeredCoupons, walletOf } from "./coupons/show-coupons.ts";
import { announceSale, createSale, endSale } from "./flash/run-sale.ts";
import { hostSales, roomSales, sessionSales } from "./flash/show-sales.ts";
import type { PromotionParts } from "./promotion.ts";
import type { FlashSaleRow } from "./tables.ts";

const listOf = <T>(data: T[]) => ({ object: "list" as const, data, has_more: false, next_cursor: null });

/** Does something once per account and key, in one transaction. */
function keyed<T>(
  { ctx }: PromotionParts,
  call: Parameters<typeof keyOf>[0] & {
    readonly caller: { readonly account_id: string };
    readonly params: unknown;
    readonly body: unknown;
  },
  route: string,
  act: (tx: Tx) => Promise<T>,
): Promise<T> {
  return ctx.db.transact((tx) =>
    once(
      tx,
      ctx.clock,
      {
        account_id: call.caller.account_id,
        key: keyOf(call),
        content: { route, params: call.params, body: call.body },
      },
      () => act(tx),
    ),
  );
}

export function promotionModuleRoutes(parts: PromotionParts): BoundRoute[] {
  return [...flashRoutes(parts), ...couponRoutes(parts)];
}

function flashRoutes(parts: PromotionParts): BoundRoute[] {
  const { ctx } = parts;
  const forHost = async (tx: Tx, row: FlashSaleRow) =>
    present((await hostSales(parts, tx, [row]))[0], "one for each row");
  return [
    handle(flashSaleRoutes.listRoomFlashSales, async ({ caller, params }) => ({
      ...listOf(await roomSales(parts, params.room_id, caller?.account_id ?? null)),
      server_time: ctx.clock.now().toISOString(),
    })),
    handle(flashSaleRoutes.listSessionFlashSales, async ({ caller, params }) =>
      listOf(await ctx.db.transact((tx) => sessionSales(parts, tx, caller.account_id, params.session_id))),
    ),
    handle(flashSaleRoutes.createFlashSale, (call) =>
      keyed(parts, call, "createFlashSale", async (tx) =>
        forHost(tx, await createSale(parts, tx, call.caller.account_id, call.params.session_id, call.body)),
      ),
    ),
    handle(flashSaleRoutes.announceFlashSale, (call) =>
      keyed(parts, call, "announceFlashSale", async (tx) =>
        forHost(tx, await announceSale(parts, tx, call.caller.account_id, call.params.flash_sale_id, call.body)),
      ),
    ),
    handle(flashSaleRoutes.endFlashSale, ({ caller, params }) =>
      ctx.db.transact(async (tx) => forHost(tx, await endSale(parts, tx, caller.account_id, params.flash_sale_id))),
    ),
  ];
}

function couponRoutes(parts: PromotionParts): BoundRoute[] {
  const { ctx, shops, accounts } = parts;
  const audited = (tx: Tx, account_id: string, action: string, subject_id: string) =>
    accounts.audit(tx, [{ account_id, action, subject_id, reason: null }]);
  return [
    handle(promotionRoutes.listCoupons, async ({ caller, query }) =>
      listOf(await offeredCoupons(parts, query, caller?.account_id ?? null)),
    ),
    handle(promotionRoutes.claimCoupon, (call) =>
      keyed(parts, call, "claimCoupon", (tx) => claimCoupon(parts, tx, call.caller.account_id, call.params.coupon_id)),
    ),
    handle(promotionRoutes.listHeldCoupons, ({ caller, query }) => walletOf(parts, caller.account_id, query)),
    handle(promotionRoutes.listShopCoupons, async ({ caller, params, query }) => {
      await shops.requireStaff(ctx.db.reader, params.shop_id, caller.account_id, "products");
      return listOffers(parts, params.shop_id, query);
    }),
    handle(promotionRoutes.createShopCoupon, (call) =>
      keyed(parts, call, "createShopCoupon", async (tx) => {
        await shops.requireStaff(tx, call.params.shop_id, call.caller.account_id, "products");
        return offerCoupon(parts, tx, call.params.shop_id, call.caller.account_id, call.body);
      }),
    ),
    handle(promotionRoutes.stopShopCoupon, ({ caller, params }) =>
      ctx.db.transact(async (tx) => {
        await shops.requireStaff(tx, params.shop_id, caller.account_id, "products");
        return stopOffer(parts, tx, params.shop_id, params.coupon_id);
      }),
    ),
    handle(promotionRoutes.listPlatformCoupons, ({ query }) => listOffers(parts, null, query)),
    handle(promotionRoutes.createPlatformCoupon, (call) =>
      keyed(parts, call, "createPlatformCoupon", async (tx) => {
        const coupon = await offerCoupon(parts, tx, null, call.caller.account_id, call.body);
        await audited(tx, call.caller.account_id, "promotion.coupon_offered", coupon.id);
        return coupon;
      }),
    ),
    handle(promotionRoutes.stopPlatformCoupon, ({ caller, params }) =>
      ctx.db.transact(async (tx) => {
        const coupon = await stopOffer(parts, tx, null, params.coupon_id);
        await audited(tx, caller.account_id, "promotion.coupon_stopped", coupon.id);
        return coupon;
      }),
    ),
  ];
}
