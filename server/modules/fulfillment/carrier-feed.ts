import { CarrierReport } from "../../../contract/fulfillment.ts";
import type { z } from "zod";
import { assert } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { signatureHeader, verifySignature } from "../payments/index.ts";

/** Kept by both sides of the sandbox carrier, as a real one's dashboard would show them. */
export const sandboxCarrierSecrets = { api: "carriers.sandbox.api", webhook: "carriers.sandbox.webhook" } as const;
export const carrierSignatureHeader = "carrier-signature";

/** A parcel we want to hear of. */
export interface Tracked {
  /** `shop_…/ship_…`: comes back with every report. */
  readonly reference: string;
  readonly carrier: string;
  readonly tracking_number: string;
}

/** Somebody outside who knows where parcels are: a carrier, or one who asks all of them. Its wire format: docs/api/carriers.md. */
export interface CarrierFeed {
  readonly name: string;
  /** Asks to be told of a parcel; the same reference again replaces its number. Null where nobody is to be asked. */
  readonly follow: ((parcel: Tracked) => Promise<void>) | null;
  /** A signed report; refuses webhook_signature, webhook_replayed, webhook_unknown. */
  read(headers: Headers, body: Uint8Array, at: Date): z.infer<typeof CarrierReport>;
}

/**
 * The feed of this deployment: the one at CARRIER_URL; without it the sandbox carrier while developing, and in production nobody, so that
 * sellers write down by hand what they know.
 */
export function createCarrierFeed(ctx: Context): CarrierFeed | null {
  const { carrier_url, carrier_secret, env } = ctx.config;
  if (carrier_url !== null) {
    assert(carrier_secret !== null, "the configuration has both or none");
    return feedAt(ctx, { name: "feed", url: carrier_url, api: carrier_secret, webhook: carrier_secret });
  }
  if (env === "production") return null;
  return feedAt(ctx, {
    name: "sandbox",
    // A test says what a carrier says itself.
    url: env === "development" ? `${ctx.public_url}/sandbox/carrier` : null,
    api: ctx.seal.derive(sandboxCarrierSecrets.api),
    webhook: ctx.seal.derive(sandboxCarrierSecrets.webhook),
  });
}

function feedAt(
  ctx: Context,
  feed: { readonly name: string; readonly url: string | null; readonly api: string; readonly webhook: string },
): CarrierFeed {
  const { url } = feed;
  return {
    name: feed.name,
    follow: url === null ? null : (parcel) => follow(ctx, url, feed.api, parcel),
    read(headers, body, at) {
      const verdict = verifySignature(
        feed.webhook,
        headers.get(carrierSignatureHeader),
        body,
        at,
        limits.webhook_age_ms_max,
      );
      if (verdict === "invalid") refuse("webhook_signature");
      if (verdict === "stale") refuse("webhook_replayed");
      const report = CarrierReport.safeParse(parseJson(body));
      return report.success ? report.data : refuse("webhook_unknown");
    },
  };
}

async function follow(ctx: Context, url: string, secret: string, parcel: Tracked): Promise<void> {
  const body = JSON.stringify({ object: "tracking", ...parcel });
  const abort = new AbortController();
  const cancel = ctx.clock.after(limits.payment_provider_answer_ms_max, () => abort.abort());
  try {
    const response = await fetch(`${url}/v1/trackings`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [carrierSignatureHeader]: signatureHeader(secret, ctx.clock.now(), body),
      },
      body,
      redirect: "error",
      signal: abort.signal,
    });
    await response.body?.cancel();
    // The job tries again; a carrier that does not know the number will not know it later either.
    if (!response.ok && response.status !== 404 && response.status !== 422)
      throw new Error(`the carrier feed answered ${response.status}`);
  } finally {
    cancel();
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return null;
  }
}
