import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { SenderError, type Contact } from "../accounts/index.ts";
import { linkOf } from "./item.ts";
import { mailOf } from "./mail-message.ts";
import type { NotificationParts } from "./parts.ts";
import { openSubscription, pushRequest, vapidKeys, type VapidKeys } from "./push-message.ts";
import { claimDeliveries, deleteSubscriptions, handOver, itemsByKey, settleDelivery, subscriptionsOf } from "./store.ts";
import type { DeliveryRow, ItemRow, SubscriptionRow } from "./tables.ts";
import { wordsOf, type Words } from "./words.ts";

/**
 * What became of one delivery. `gone`: the browser has withdrawn; its subscription goes too. `open`: a mail that another
 * has taken, or nobody knows whether it went out.
 */
type Outcome = "sent" | "again" | "dropped" | "gone" | "open";

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
    // No more than is sent at once, so that nothing waits in a taker's hands until the taker is given up.
    const limit = limits.deliveries_at_once_max;
    const claim = { at, stuck_at, limit, attempts_max: limits.delivery_attempts_max };
    const due = await ctx.db.transact((tx) => claimDeliveries(tx, claim));
    if (due.length === 0) return;
    const load = await loadFor(parts, due);
    await Promise.all(due.map((row) => sendOne(parts, keys, load, row)));
  }
}

/** Whatever is wrong with one keeps no other from being sent or settled. */
async function sendOne(parts: NotificationParts, keys: VapidKeys, load: Load, row: DeliveryRow): Promise<void> {
  const { log } = parts.ctx;
  let outcome: Outcome;
  try {
    outcome = await send(parts, keys, load, row);
  } catch (error) {
    log.error({ err: error, item_id: row.item_id, target: row.target }, "a delivery failed; it will be tried again");
    outcome = "again";
  }
  if (outcome === "open") return;
  try {
    await settle(parts, row, outcome);
  } catch (error) {
    // It is taken again when its taker is given up; a mail that may have gone out is not.
    log.error({ err: error, item_id: row.item_id, outcome }, "a delivery could not be settled");
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
  if (row.target === "mail") return sendMail(parts, row, item, words, contact);
  // They have seen it meanwhile: a push would only be noise.
  if (item.read_at !== null) return "dropped";
  const browser = load.browsers.get(row.target);
  if (browser === undefined) return "dropped";
  // Signed out there: what is pushed would be read by whoever uses the browser now.
  if (!load.sessions.has(browser.auth_session_id)) return "gone";
  return sendPush(parts, keys, item, words, browser);
}

async function sendMail(
  parts: NotificationParts,
  row: DeliveryRow,
  item: ItemRow,
  words: Words,
  contact: Contact,
): Promise<Outcome> {
  const { locale, email } = contact;
  if (email === null) return "dropped";
  const mail = mailOf(parts.ctx, item, words, { locale, email });
  if (!(await parts.ctx.db.transact((tx) => handOver(tx, row)))) return "open";
  try {
    return (await parts.accounts.mail(mail)) === "sent" ? "sent" : "dropped";
  } catch (error) {
    if (!(error instanceof SenderError)) {
      parts.ctx.log.error({ err: error, item_id: item.id }, "nobody knows whether a mail went out");
      return "open";
    }
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

async function settle({ ctx }: NotificationParts, row: DeliveryRow, outcome: Exclude<Outcome, "open">): Promise<void> {
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
