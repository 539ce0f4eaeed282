import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, text } from "./lists.ts";
import { remarkFlags } from "./order-life.ts";
import { Order } from "./orders.ts";

const ofOrder = z.object({ order_id: idOf("ord") });
const ofShopsOrder = z.object({ shop_id: idOf("shop"), order_id: idOf("ord") });
const reason = text(limits.ask_reason_chars_max);

/** What buyer and shop do with an order between payment and receipt besides shipping it. */
export const askRoutes = {
  askAddress: route({
    id: "askAddress",
    method: "POST",
    path: "/v1/orders/:order_id/asks/address",
    summary: "Ask the shop to send a paid order to another of one's addresses, before anything of it has left",
    access: "viewer",
    idempotency: "required",
    params: ofOrder,
    body: z.strictObject({ address_id: idOf("addr"), reason: reason.default("") }),
    response: Order,
    errors: [
      "not_found",
      "order_state",
      "refund_running",
      "ask_open",
      "ask_limit",
      "address_missing",
      "region_not_served",
      "region_unknown",
      "freight_differs",
    ],
  }),
  withdrawAsk: route({
    id: "withdrawAsk",
    method: "POST",
    path: "/v1/orders/:order_id/asks/:ask_id/withdraw",
    summary: "Take back what one asked of the shop",
    access: "viewer",
    idempotency: "required",
    params: ofOrder.extend({ ask_id: idOf("ask") }),
    response: Order,
    errors: ["not_found", "ask_ended"],
  }),
  answerDelay: route({
    id: "answerDelay",
    method: "POST",
    path: "/v1/orders/:order_id/asks/:ask_id/answer",
    summary: "Agree that the shop ships later, or not",
    access: "viewer",
    idempotency: "required",
    params: ofOrder.extend({ ask_id: idOf("ask") }),
    body: z.strictObject({ accept: z.boolean() }),
    response: Order,
    errors: ["not_found", "ask_ended"],
  }),
  askDelay: route({
    id: "askDelay",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/:order_id/asks/delay",
    summary: "Ask the buyer to agree to a later date of dispatch",
    access: "merchant",
    permission: "orders",
    idempotency: "required",
    params: ofShopsOrder,
    body: z.strictObject({ ship_by: Instant, reason: text(limits.ask_reason_chars_max, 1) }),
    response: Order,
    errors: ["not_found", "not_yours", "order_state", "refund_running", "ask_open", "ask_limit", "delay_invalid"],
  }),
  answerAddress: route({
    id: "answerAddress",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/:order_id/asks/:ask_id/answer",
    summary: "Send it to the address the buyer asked for, or not; the fee stays as it was paid",
    access: "merchant",
    permission: "orders",
    idempotency: "required",
    params: ofShopsOrder.extend({ ask_id: idOf("ask") }),
    body: z.strictObject({ accept: z.boolean(), reason: reason.default("") }),
    response: Order,
    errors: ["not_found", "not_yours", "ask_ended"],
  }),
  remindShop: route({
    id: "remindShop",
    method: "POST",
    path: "/v1/orders/:order_id/remind",
    summary: "Remind the shop to ship, once a day",
    access: "viewer",
    idempotency: "required",
    params: ofOrder,
    response: Order,
    errors: ["not_found", "order_state", "refund_running", "reminded_too_soon"],
  }),
  extendReceipt: route({
    id: "extendReceipt",
    method: "POST",
    path: "/v1/orders/:order_id/extend",
    summary: "More time before receipt confirms itself, once",
    access: "viewer",
    idempotency: "required",
    params: ofOrder,
    response: Order,
    errors: ["not_found", "order_state", "receipt_extended"],
  }),
  remarkOrder: route({
    id: "remarkOrder",
    method: "PUT",
    path: "/v1/shops/:shop_id/orders/:order_id/remark",
    summary: "The shop's own note on an order and its color; the buyer never sees it",
    access: "merchant",
    permission: "orders",
    params: ofShopsOrder,
    body: z.strictObject({ flag: z.enum(remarkFlags), text: text(limits.shop_remark_chars_max) }),
    response: Order,
    errors: ["not_found", "not_yours"],
  }),
} as const;
