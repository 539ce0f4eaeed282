import { createECDH } from "node:crypto";
import webPush from "web-push";
import { z } from "zod";
import { assert } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Seal } from "../../kernel/seal.ts";
import type { SubscriptionRow } from "./tables.ts";
import type { Words } from "./words.ts";

const purpose = "notifications.push_subscription";
const ttl_s = 24 * 3600;
/** "Is live" tomorrow is no use to anybody. */
const live_ttl_s = 30 * 60;

/** What a browser hands over when it subscribes. */
export const Subscription = z.object({
  endpoint: z.string(),
  keys: z.object({ p256dh: z.string(), auth: z.string() }),
});
export type Subscription = z.infer<typeof Subscription>;

export interface VapidKeys {
  readonly public_key: string;
  readonly private_key: string;
}

/**
 * The key pair that browsers subscribe to and push services know us by (RFC 8292), made from the deployment's secret: the
 * same after every start, and nothing to store. A scalar outside the curve's order is skipped.
 */
export function vapidKeys(seal: Seal): VapidKeys {
  for (let round = 0; round < 8; round += 1) {
    const ecdh = createECDH("prime256v1");
    try {
      ecdh.setPrivateKey(Buffer.from(seal.derive(`vapid ${round}`), "hex"));
    } catch {
      continue;
    }
    return {
      public_key: ecdh.getPublicKey().toString("base64url"),
      private_key: ecdh.getPrivateKey().toString("base64url").padStart(43, "A"),
    };
  }
  assert(false, "one of eight numbers is a key");
}

/** True for keys that a browser could have made: a point on the curve and sixteen bytes. */
export function hasUsableKeys({ keys }: Subscription): boolean {
  if (Buffer.from(keys.auth, "base64url").length !== 16) return false;
  const ours = createECDH("prime256v1");
  ours.generateKeys();
  try {
    ours.computeSecret(Buffer.from(keys.p256dh, "base64url"));
    return Buffer.from(keys.p256dh, "base64url").length === 65;
  } catch {
    return false;
  }
}

const purposeOf = (account_id: string): string => `${purpose} ${account_id}`;

export function sealSubscription(seal: Seal, account_id: string, subscription: Subscription) {
  return {
    endpoint_index: seal.index(subscription.endpoint, purpose),
    content_sealed: seal.seal(JSON.stringify(subscription), purposeOf(account_id)),
  };
}

export function openSubscription(seal: Seal, row: SubscriptionRow): Subscription {
  return Subscription.parse(JSON.parse(seal.open(row.content_sealed, purposeOf(row.account_id))));
}

/** The address push services may write to about our pushes. */
function subjectOf(ctx: Context): string {
  if (ctx.public_url.startsWith("https:")) return ctx.public_url;
  return `mailto:${/<([^>]+)>/.exec(ctx.config.mail_from)?.[1] ?? ctx.config.mail_from}`;
}

/**
 * The request that carries an item to a browser: encrypted for it alone (RFC 8291), signed by us. In it only what the
 * screen shows; `tag` lets a push that came twice be shown once.
 */
export function pushRequest(
  ctx: Context,
  keys: VapidKeys,
  subscription: Subscription,
  item: { id: string; link: string; words: Words; urgent: boolean; fleeting: boolean },
): { headers: Record<string, string>; body: Uint8Array } {
  const payload = JSON.stringify({ ...item.words, link: item.link, tag: item.id });
  const made = webPush.generateRequestDetails(subscription, payload, {
    vapidDetails: { subject: subjectOf(ctx), publicKey: keys.public_key, privateKey: keys.private_key },
    contentEncoding: "aes128gcm",
    TTL: item.fleeting ? live_ttl_s : ttl_s,
    urgency: item.urgent ? "high" : "normal",
  });
  const headers = Object.entries(made.headers as Readonly<Record<string, string | number>>);
  return { headers: Object.fromEntries(headers.map(([name, value]) => [name, String(value)])), body: made.body };
}
