import type { NotificationChannel, NotificationKind } from "../../../contract/notifications.ts";
import { notificationKinds } from "../../../contract/notifications.ts";

/**
 * What an item is about: ids, titles of goods and sessions, amounts, times. Never a person's name, number or address;
 * people are named by `host_id` or `shop_id` and looked up when the words are made.
 */
export interface ItemParams {
  readonly order_id?: string;
  readonly conversation_id?: string;
  readonly aftersale_id?: string;
  readonly shop_id?: string;
  readonly host_id?: string;
  readonly room_id?: string;
  readonly session_id?: string;
  readonly product_id?: string;
  /** Of a product or a session. */
  readonly title?: string;
  readonly quantity?: number;
  /** Minor units, as text. */
  readonly amount?: string;
  /** A closed list of words of ours, such as `host` or `approved`. */
  readonly what?: string;
  /** What a refund was for, where the words differ: one of payments' causes. */
  readonly refund_cause?: string;
  readonly approved?: boolean;
  readonly device?: string;
  readonly count?: number;
  /** ISO 8601. */
  readonly when?: string;
}

/** Something to tell one account. The same cause tells it once. */
export interface NewItem {
  readonly account_id: string;
  readonly kind: NotificationKind;
  /** `order_shipped:ord_…`: unique per account, for ever. */
  readonly cause: string;
  readonly params: ItemParams;
  readonly at: Date;
}

export type Channels = Readonly<Record<NotificationChannel, boolean>>;

/** Which channels a kind takes, given what somebody chose; what is locked stays on whatever was stored. */
export function channelsOf(kind: NotificationKind, chosen: Channels | undefined): Channels {
  const { on, locked } = notificationKinds[kind];
  const stays = (channel: NotificationChannel): boolean => (locked as readonly string[]).includes(channel);
  const wanted = chosen ?? on;
  return {
    in_app: stays("in_app") || wanted.in_app,
    push: stays("push") || wanted.push,
    mail: stays("mail") || wanted.mail,
  };
}

/** May a mail of this kind be switched off by the link in it? */
export function isUnsubscribable(kind: NotificationKind): boolean {
  return !(notificationKinds[kind].locked as readonly string[]).includes("mail");
}

const isOrder = (id: string | undefined): id is string => id?.startsWith("ord_") === true;

/** The web app's path that shows what an item is about. */
export function linkOf(kind: NotificationKind, params: ItemParams): string {
  switch (kind) {
    case "order_paid":
    case "order_shipped":
    case "order_received":
    case "order_closed":
    case "order_refunded":
    case "order_refund_failed":
    case "parcel_moved":
    case "order_partly_shipped":
    case "order_receipt_soon":
    case "order_address_answered":
    case "order_delay_asked":
    case "order_compensated":
    case "invoice_issued":
      return `/orders/${params.order_id ?? ""}`;
    case "payment_failed":
      // A shop's deposit is paid for like an order, but is none.
      return isOrder(params.order_id) ? `/orders/${params.order_id}` : `/sell/money?shop=${params.shop_id ?? ""}`;
    case "refund_failed":
      return isOrder(params.order_id) ? `/desk/orders?open=${params.order_id}` : "/desk/money";
    case "coupon_expiring":
      // There it can be used: its one product, its shop, else the wallet, which leads on.
      if (params.product_id !== undefined) return `/products/${params.product_id}`;
      return params.shop_id === undefined ? "/me/coupons" : `/shops/${params.shop_id}`;
    case "aftersale_changed":
    case "aftersale_due":
      return `/aftersales/${params.aftersale_id ?? ""}`;
    case "shop_aftersale_changed":
    case "shop_aftersale_due":
      return `/sell/aftersales/${params.aftersale_id ?? ""}?shop=${params.shop_id ?? ""}`;
    case "dispute_opened":
    case "dispute_due":
      return `/desk/aftersales/${params.aftersale_id ?? ""}`;
    case "host_live":
      return `/rooms/${params.room_id ?? ""}`;
    case "host_soon":
    case "host_rescheduled":
    case "host_cancelled":
      return `/rooms/${params.room_id ?? ""}`;
    case "host_followed":
      return "/studio";
    case "shop_order_placed":
    case "shop_order_paid":
    case "shop_order_refunded":
    case "shop_refund_failed":
    case "shop_ship_near":
    case "shop_ship_late":
    case "shop_address_asked":
    case "shop_ask_ended":
    case "shop_reminded":
    case "shop_compensated":
    case "shop_invoice_requested":
      return `/sell/orders/${params.order_id ?? ""}?shop=${params.shop_id ?? ""}`;
    case "review_replied":
      return "/me/reviews";
    case "message_received":
      return `/messages/${params.shop_id ?? ""}`;
    case "shop_message_received":
      return `/sell/messages/${params.conversation_id ?? ""}?shop=${params.shop_id ?? ""}`;
    case "shop_review_written":
      return `/sell/reviews?shop=${params.shop_id ?? ""}`;
    case "payout_paid":
    case "payout_failed":
    case "payouts_held":
    case "deposit_low":
    case "receivable_opened":
      return `/sell/money?shop=${params.shop_id ?? ""}`;
    case "settlement_held":
      return `/sell/orders/${params.order_id ?? ""}?shop=${params.shop_id ?? ""}`;
    case "ledger_wrong":
      return "/desk/money";
    case "statement_differs":
    case "statement_missing":
      return `/desk/statements/${params.what ?? ""}/${params.when ?? ""}`;
    case "verification_decided":
      return params.what === "seller" ? "/sell" : "/studio";
    case "security_sign_in":
    case "security_password":
      return "/me";
    case "account_export":
    case "account_deletion":
      return "/me/privacy";
  }
}
