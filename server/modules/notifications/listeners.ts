import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { listener, type Heard, type Listener } from "../../kernel/outbox.ts";
import { hearOrderLife, lifeWords } from "./hear-order-life.ts";
import { hearPayments, paymentWords } from "./hear-payments.ts";
import { hearAftersales } from "./tell-of-aftersales.ts";
import { channelsOf, type ItemParams, type NewItem } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { putGrowingItem, settingsOf, tallyFollowers } from "./store.ts";
import { beginFanOut } from "./tell-followers.ts";
import { tellUnread, writeItems } from "./write-items.ts";

type OrderWord = Heard<
  "order.placed" | "order.paid" | "order.closed" | "order.shipped" | "order.received" | "order.refunded"
>;
type AccountWord = Heard<
  | "verification.decided"
  | "account.signed_in"
  | "account.password_changed"
  | "account.export_ready"
  | "account.deletion_asked"
>;

/** What people are told of. Each listener's words are written once, whatever is heard twice. */
export function notificationListeners(parts: NotificationParts): Listener[] {
  return [
    listener(
      "notifications.tell_of_orders",
      ["order.placed", "order.paid", "order.closed", "order.shipped", "order.received", "order.refunded"],
      (tx, events) => hearOrders(parts, tx, events),
    ),
    listener("notifications.tell_of_order_life", lifeWords, (tx, events) => hearOrderLife(parts, tx, events)),
    listener("notifications.tell_of_payments", paymentWords, (tx, events) => hearPayments(parts, tx, events)),
    listener(
      "notifications.tell_of_aftersales",
      ["aftersale.applied", "aftersale.changed", "aftersale.succeeded", "aftersale.closed", "aftersale.due_soon"],
      (tx, events) => hearAftersales(parts, tx, events),
    ),
    listener(
      "notifications.tell_of_accounts",
      [
        "verification.decided",
        "account.signed_in",
        "account.password_changed",
        "account.export_ready",
        "account.deletion_asked",
      ],
      (tx, events) => writeItems(parts, tx, events.map(itemOfAccount)),
    ),
    listener("notifications.tell_of_reviews", ["review.written", "review.appended", "review.replied"], (tx, events) =>
      hearReviews(parts, tx, events),
    ),
    listener("notifications.tell_of_coupons", ["coupon.expiring"], (tx, events) =>
      writeItems(parts, tx, events.map(itemOfCoupon)),
    ),
    listener("notifications.tell_of_messages", ["message.sent"], (tx, events) => hearMessages(parts, tx, events)),
    listener("notifications.tell_of_sessions", ["session.started", "session.soon"], (tx, events) =>
      hearSessions(parts, tx, events),
    ),
    listener(
      "notifications.tell_of_changed_plans",
      ["session.rescheduled", "session.cancelled", "session.lapsed"],
      (tx, events) => hearChangedPlans(parts, tx, events),
    ),
    listener("notifications.tell_of_followers", ["host.followed"], (tx, events) => hearFollows(parts, tx, events)),
  ];
}

async function hearOrders(parts: NotificationParts, tx: Tx, events: readonly OrderWord[]): Promise<void> {
  const untitled = events.filter((event) => !("title" in event));
  const titles = (await parts.ports.orderTitles?.(tx, untitled)) ?? new Map<string, string>();
  const sold = events.filter((event) => event.type in shopKinds);
  const staff =
    (await parts.ports.staffOf?.(tx, [...new Set(sold.map((event) => event.shop_id))])) ??
    new Map<string, ReadonlySet<string>>();
  const items: NewItem[] = [];
  for (const event of events) {
    const params: ItemParams = {
      order_id: event.order_id,
      shop_id: event.shop_id,
      title: "title" in event ? event.title : (titles.get(event.order_id) ?? ""),
      ...("total" in event ? { amount: event.type === "order.refunded" ? event.amount : event.total } : {}),
      ...("quantity" in event ? { quantity: event.quantity } : {}),
    };
    const buyers = buyerKindOf(event);
    if (buyers !== null)
      items.push({
        account_id: event.buyer_id,
        kind: buyers,
        cause: causeOf(buyers, event),
        params,
        at: event.at,
      });
    const kind = event.type in shopKinds ? shopKinds[event.type as keyof typeof shopKinds] : null;
    if (kind !== null)
      for (const account_id of staff.get(event.shop_id) ?? [])
        items.push({ account_id, kind, cause: causeOf(kind, event), params, at: event.at });
  }
  await writeItems(parts, tx, items);
}

async function hearReviews(
  parts: NotificationParts,
  tx: Tx,
  events: readonly Heard<"review.written" | "review.appended" | "review.replied">[],
): Promise<void> {
  const staff =
    (await parts.ports.staffOf?.(tx, [...new Set(events.map((event) => event.shop_id))])) ??
    new Map<string, ReadonlySet<string>>();
  const items = events.flatMap((event): NewItem[] => {
    const { shop_id, order_id, title, at } = event;
    const params: ItemParams = { shop_id, order_id, title };
    if (event.type === "review.replied")
      return [
        {
          account_id: event.buyer_id,
          kind: "review_replied",
          cause: `review_replied:${event.event_id}`,
          params,
          at,
        },
      ];
    const what = event.type === "review.appended" ? "appended" : "written";
    return [...(staff.get(shop_id) ?? [])].map((account_id) => ({
      account_id,
      kind: "shop_review_written",
      cause: `shop_review_${what}:${event.review_id}`,
      params: { ...params, what, count: event.stars },
      at,
    }));
  });
  await writeItems(parts, tx, items);
}

/** Once until it is read: a side with unread messages knows already. */
async function hearMessages(parts: NotificationParts, tx: Tx, events: readonly Heard<"message.sent">[]): Promise<void> {
  const first = events.filter((event) => event.first_unread);
  const asked = first.filter((event) => event.from === "buyer").map((event) => event.shop_id);
  const staff = (await parts.ports.staffOf?.(tx, [...new Set(asked)])) ?? new Map<string, ReadonlySet<string>>();
  await writeItems(
    parts,
    tx,
    first.flatMap(({ event_id, shop_id, conversation_id, buyer_id, from, at }) => {
      const told = from === "shop" ? [buyer_id] : [...(staff.get(shop_id) ?? [])];
      const kind = from === "shop" ? ("message_received" as const) : ("shop_message_received" as const);
      const params = { shop_id, conversation_id };
      return told.map((account_id): NewItem => ({ account_id, kind, cause: `message:${event_id}`, params, at }));
    }),
  );
}

const shopKinds = {
  "order.placed": "shop_order_placed",
  "order.paid": "shop_order_paid",
  "order.refunded": "shop_order_refunded",
} as const;

/** An order may be refunded in parts, each its own cause; everything else happens to it once. */
const causeOf = (kind: string, event: OrderWord): string =>
  event.type === "order.refunded" ? `${kind}:${event.event_id}` : `${kind}:${event.order_id}`;

/** What the buyer is told; nothing of what they just did themselves. */
function buyerKindOf(event: OrderWord) {
  switch (event.type) {
    case "order.placed":
      return null;
    case "order.paid":
      return "order_paid" as const;
    case "order.shipped":
      return "order_shipped" as const;
    case "order.received":
      return "order_received" as const;
    case "order.refunded":
      return "order_refunded" as const;
    case "order.closed":
      return event.reason === "unpaid_expired" ? ("order_closed" as const) : null;
  }
}

/** Once for each coupon: its cause is the coupon that is held. */
function itemOfCoupon({
  account_id,
  held_coupon_id,
  of_shop,
  product_id,
  ...event
}: Heard<"coupon.expiring">): NewItem {
  return {
    account_id,
    kind: "coupon_expiring",
    cause: `coupon_expiring:${held_coupon_id}`,
    params: {
      title: event.title,
      when: event.expires_at,
      ...(of_shop === null ? {} : { shop_id: of_shop }),
      ...(product_id === null ? {} : { product_id }),
    },
    at: event.at,
  };
}

function itemOfAccount(event: AccountWord): NewItem {
  const { account_id, at } = event;
  const when = at.toISOString();
  const base = { account_id, at };
  switch (event.type) {
    case "verification.decided":
      return {
        ...base,
        kind: "verification_decided",
        cause: `verification:${event.event_id}`,
        params: { what: event.kind, approved: event.approved },
      };
    case "account.signed_in":
      return {
        ...base,
        kind: "security_sign_in",
        cause: `sign_in:${event.auth_session_id}`,
        params: { device: event.device, when },
      };
    case "account.password_changed":
      return { ...base, kind: "security_password", cause: `password:${event.event_id}`, params: { when } };
    case "account.export_ready":
      return { ...base, kind: "account_export", cause: `export:${event.export_id}`, params: {} };
    case "account.deletion_asked":
      return {
        ...base,
        kind: "account_deletion",
        cause: `deletion:${event.event_id}`,
        params: { when: event.due_at },
      };
  }
}

async function hearSessions(
  parts: NotificationParts,
  tx: Tx,
  events: readonly Heard<"session.started" | "session.soon">[],
): Promise<void> {
  const started = events.filter((event) => event.type === "session.started").map((event) => event.session_id);
  const titles =
    started.length === 0
      ? new Map<string, string>()
      : ((await parts.ports.sessionTitles?.(tx, started)) ?? new Map<string, string>());
  for (const event of events) {
    const { host_id, room_id, session_id, shop_id, at } = event;
    const soon = event.type === "session.soon";
    await beginFanOut(parts, tx, {
      host_id,
      kind: soon ? "host_soon" : "host_live",
      // One that was moved is soon once more.
      cause: soon ? `host_soon:${session_id}:${event.planned_at}` : `host_live:${session_id}`,
      params: {
        host_id,
        room_id,
        session_id,
        shop_id,
        title: soon ? event.title : (titles.get(session_id) ?? ""),
        ...(soon ? { when: event.planned_at } : {}),
      },
      at,
    });
  }
}

/** Only who asked to be reminded counted on it; followers were told of no time. */
async function hearChangedPlans(
  parts: NotificationParts,
  tx: Tx,
  events: readonly Heard<"session.rescheduled" | "session.cancelled" | "session.lapsed">[],
): Promise<void> {
  for (const event of events) {
    const { host_id, room_id, session_id, shop_id, title, planned_at, at } = event;
    const kind = event.type === "session.rescheduled" ? "host_rescheduled" : "host_cancelled";
    await beginFanOut(parts, tx, {
      host_id,
      kind,
      // It may be moved many times and is off once.
      cause: kind === "host_cancelled" ? `${kind}:${session_id}` : `${kind}:${event.event_id}`,
      params: { host_id, room_id, session_id, shop_id, title, when: planned_at },
      at,
    });
  }
}

/** One item per host and day that grows, however many come. */
async function hearFollows(parts: NotificationParts, tx: Tx, events: readonly Heard<"host.followed">[]): Promise<void> {
  const { ctx } = parts;
  const hosts = Map.groupBy(events, (event) => event.host_id);
  const chosen = new Map(
    (await settingsOf(tx, [...hosts.keys()]))
      .filter((row) => row.kind === "host_followed")
      .map((row) => [row.account_id, row]),
  );
  const alive = await parts.accounts.contacts(tx, [...hosts.keys()]);
  const told: string[] = [];
  for (const [host_id, mine] of [...hosts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!alive.has(host_id) || !channelsOf("host_followed", chosen.get(host_id)).in_app) continue;
    for (const [day, those] of Map.groupBy(mine, (event) => dayOf(event.at, ctx.config.time_zone))) {
      const followers = those.map((event) => event.account_id).filter((id) => id !== host_id);
      if (followers.length === 0) continue;
      const count = await tallyFollowers(tx, host_id, day, [...new Set(followers)]);
      const at = those.at(-1)?.at ?? ctx.clock.now();
      await putGrowingItem(tx, {
        account_id: host_id,
        id: newId(ctx, "ntf"),
        kind: "host_followed",
        cause: `host_followed:${day}`,
        params: { host_id, count },
        in_app: true,
        at,
      });
      told.push(host_id);
    }
  }
  await tellUnread(parts, tx, told);
}

/** The market's calendar day. */
function dayOf(at: Date, time_zone: string): string {
  return new Intl.DateTimeFormat("en-CA", { timeZone: time_zone }).format(at);
}
