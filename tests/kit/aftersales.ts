import sharp from "sharp";
import { expect } from "vitest";
import type { Aftersale } from "../../contract/aftersales.ts";
import { newBuyer, newKey, pay, place, putOnSale, ship, type Buyer, type Person, type Trade } from "./trade.ts";

export const hour_ms = 3600_000;
export const day_ms = 24 * hour_ms;

export type Fields = { way: Aftersale["way"]; reason: Aftersale["reason"]; [more: string]: unknown };
export const quality: Fields = { way: "return_refund", reason: "quality" };
export const unshipped: Fields = { way: "refund_only", reason: "changed_mind" };
export const returnAddress = { name: "退货组", phone: "057188880000", text: "杭州市西湖区文三路 1 号" };
export const parcelBack = { carrier: "顺丰速运 SF Express", tracking_number: "SF1234567890" };

export type Stage = "to_ship" | "shipped" | "received";

/** What buyer, seller and operator say in after-sales of this market's shop. */
export interface Bargaining {
  readonly buyer: Buyer;
  /** A paid order of peaches; shipped and received where asked. */
  ordered(
    until?: Stage,
    options?: { quantity?: number; price?: number; shipping?: number; more?: object },
  ): Promise<{ peach: Awaited<ReturnType<typeof putOnSale>>; order: Awaited<ReturnType<typeof place>> }>;
  applying(order: { id: string }, body: Fields, by?: Person): object & { token: string; key: string };
  apply(order: { id: string }, body: Fields): Promise<Aftersale>;
  asBuyer(one: Pick<Aftersale, "id" | "version">, body: object): Asked;
  asSeller(one: Pick<Aftersale, "id" | "version">, body: object): Asked;
  asOperator(one: Pick<Aftersale, "id" | "version">, body: object): Asked;
  buyerActs(one: Pick<Aftersale, "id" | "version">, body: object): Promise<Aftersale>;
  sellerActs(one: Pick<Aftersale, "id" | "version">, body: object): Promise<Aftersale>;
  now(one: { id: string }): Promise<Aftersale>;
  /** Waits for it: a job of payments asks the provider in real time. */
  until(one: { id: string }, state: Aftersale["state"]): Promise<Aftersale>;
  picture(by: Person): Promise<string>;
}
type Asked = { token: string; key: string; params: Record<string, string>; body: object };

export async function bargain(trade: Trade): Promise<Bargaining> {
  const buyer = await newBuyer(trade);
  const { api } = trade;
  const asBuyer: Bargaining["asBuyer"] = (one, body) => ({
    token: buyer.token,
    key: newKey(),
    params: { aftersale_id: one.id },
    body: { version: one.version, ...body },
  });
  const asSeller: Bargaining["asSeller"] = (one, body) => ({
    token: trade.merchant.token,
    key: newKey(),
    params: { shop_id: trade.shop_id, aftersale_id: one.id },
    body: { version: one.version, ...body },
  });
  const applying: Bargaining["applying"] = (order, body, by = buyer) => ({
    token: by.token,
    key: newKey(),
    params: { order_id: order.id },
    body,
  });
  const now: Bargaining["now"] = (one) =>
    api.call("getAftersale", { token: buyer.token, params: { aftersale_id: one.id } });
  return {
    buyer,
    async ordered(until = "received", { quantity = 2, more = {}, ...options } = {}) {
      const peach = await putOnSale(trade, { stock: 5, ...options });
      const order = await place(trade, buyer, peach.variant_id, { quantity, more });
      await pay(trade, buyer, order);
      if (until !== "to_ship") await ship(trade, order);
      if (until === "received")
        await api.call("receiveOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id } });
      return { peach, order };
    },
    applying,
    apply: (order, body) => api.call("applyAftersale", applying(order, body)),
    asBuyer,
    asSeller,
    asOperator: (one, body) => ({ ...asBuyer(one, body), token: trade.operator.token }),
    buyerActs: (one, body) => api.call("actAsBuyer", asBuyer(one, body)),
    sellerActs: (one, body) => api.call("actAsSeller", asSeller(one, body)),
    now,
    async until(one, state) {
      await expect
        .poll(async () => (await trade.ctx.settle(), (await now(one)).state), { timeout: 20_000, interval: 100 })
        .toBe(state);
      return now(one);
    },
    async picture(by) {
      const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#884422" } })
        .jpeg()
        .toBuffer();
      return (await api.call("createPicture", { token: by.token, body: new Uint8Array(bytes) })).id;
    },
  };
}
