import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { SenderError, type Contact } from "../accounts/index.ts";
import { linkOf } from "./item.ts";
import { mailOf } from "./mail-message.ts";
import type { NotificationParts } from "./parts.ts";
import { openSubscription, pushRequest, vapidKeys, type VapidKeys } from "./push-message.ts";
import { claimDeliveries, deleteSubscriptions, itemsByKey, settleDelivery, subscriptionsOf } from "./store.ts";
import type { DeliveryRow, ItemRow, SubscriptionRow } from "./tables.ts";
import { wordsOf, type Words } from "./words.ts";

/** What became of one delivery. `gone`: the browser has withdrawn; its subscription goes too. */
type Outcome = "sent" | "again" | "dropped" | "gone";

interface Load {
  readonly items: ReadonlyMap<string, ItemRow>;
  readonly contacts: ReadonlyMap<string, Contact>;
  readonly browsers: ReadonlyMap<string, SubscriptionRow>;
  readonly sessions: ReadonlySet<string>;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * Sends what is due until nothing is. Claimed in one transaction, sent outside of any, settled in another: two of these
 * at once never send the same. What failed is tried again later, further and further apart, and given up in the end.
 */
export async function sendDeliveries(parts: NotificationParts): Promise<void> {
  const { ctx } = parts;
  const keys = vapidKeys(ctx.seal);
  for (;;) {
    const at = ctx.clock.now();
    const stuck_at = new Date(at.getTime() + limits.delivery_stuck_ms);
    const due = await ctx.db.transact((tx) => claimDeliveries(tx, at, stuck_at, limits.deliveries_per_claim_max));
    if (due.length === 0) return;
    const load = await loadFor(parts, due);
    for (let from = 0; from < due.length; from += limits.deliveries_at_once_max)
      await Promise.all(
        due
          .slice(from, from + limits.deliveries_at_once_max)
          .map(async (row) => settle(parts, row, await send(parts, keys, load, row))),
      );
  }
}

async function loadFor(parts: NotificationParts, due: readonly DeliveryRow[]): Promise<Load> {
  const { reader } = parts.ctx.db;
  const people = [...new Set(due.map((row) => row.account_id))];
  const items = await itemsByKey(reader, due);
  const browsers = await subscriptionsOf(reader, people);
  const hosts = [...new Set(items.flatMap((item) => item.params.host_id ?? []))];
  const publicHosts = await parts.accounts.publicAccounts(reader, hosts);
  return {
    items: new Map(items.map((item) => [item.id, item])),
    contacts: await parts.accounts.contacts(reader, people),
    browsers: new Map(browsers.map((one) => [one.id, one])),
    sessions: await parts.accounts.liveSessions(
      reader,
      browsers.map((one) => one.auth_session_id),
    ),
    names: new Map([...publicHosts].map(([id, one]) => [id, one.name])),
  };
}

async function send(parts: NotificationParts, keys: VapidKeys, load: Load, row: DeliveryRow): Promise<Outcome> {
  const item = load.items.get(row.item_id);
  const contact = load.contacts.get(row.account_id);
  if (item === undefined || contact === undefined) return "dropped";
  const words = wordsOf(contact.locale, item.kind, item.params, {
    host_name: load.names.get(item.params.host_id ?? "") ?? "",
    currency: parts.ctx.config.currency,
    time_zone: parts.ctx.config.time_zone,
  });
  if (row.target === "mail") return sendMail(parts, item, words, contact);
  // They have seen it meanwhile: a push would only be noise.
  if (item.read_at !== null) return "dropped";
  const browser = load.browsers.get(row.target);
  if (browser === undefined) return "dropped";
  // Signed out there: what is pushed would be read by whoever uses the browser now.
  if (!load.sessions.has(browser.auth_session_id)) return "gone";
  return sendPush(parts, keys, item, words, browser);
}

async function sendMail(parts: NotificationParts, item: ItemRow, words: Words, contact: Contact): Promise<Outcome> {
  if (contact.email === null) return "dropped";
  try {
    const { locale, email } = contact;
    return (await parts.accounts.mail(mailOf(parts.ctx, item, words, { locale, email }))) === "sent"
      ? "sent"
      : "dropped";
  } catch (error) {
    if (!(error instanceof SenderError)) throw error;
    parts.ctx.log.warn({ item_id: item.id, reason: error.reason }, "a mail was not taken; it will be tried again");
    return "again";
  }
}

async function sendPush(
  { ctx, push }: NotificationParts,
  keys: VapidKeys,
  item: ItemRow,
  words: Words,
  browser: SubscriptionRow,
): Promise<Outcome> {
  const subscription = openSubscription(ctx.seal, browser);
  const { headers, body } = pushRequest(ctx, keys, subscription, {
    id: item.id,
    link: linkOf(item.kind, item.params),
    words,
    urgent: item.kind.startsWith("security_") || item.kind.startsWith("host_"),
    fleeting: item.kind === "host_live" || item.kind === "host_soon",
  });
  try {
    return outcomeOf(await push.post(subscription.endpoint, headers, body));
  } catch (error) {
    ctx.log.warn({ err: error, item_id: item.id }, "a push service did not answer; it will be tried again");
    return "again";
  }
}

/** What a push service's status means (RFC 8030): gone for good, too much for now, or ours to give up. */
export function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return "sent";
  if (status === 404 || status === 410) return "gone";
  return status === 408 || status === 429 || status >= 500 || status === 0 ? "again" : "dropped";
}

async function settle({ ctx }: NotificationParts, row: DeliveryRow, outcome: Outcome): Promise<void> {
  await ctx.db.transact(async (tx) => {
    if (outcome === "gone") await deleteSubscriptions(tx, row.account_id, [row.target]);
    const tired = outcome === "again" && row.attempts >= limits.delivery_attempts_max;
    const state = outcome === "sent" ? "sent" : outcome === "again" && !tired ? "waiting" : "dropped";
    await settleDelivery(tx, { ...row, state, next_at: nextAt(ctx, row.attempts) });
  });
}

function nextAt(ctx: Context, attempts: number): Date {
  const pauseMs = Math.min(limits.delivery_retry_ms * 2 ** (attempts - 1), limits.delivery_retry_ms_max);
  return new Date(ctx.clock.nowMs() + pauseMs);
}
