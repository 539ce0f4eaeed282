import { Hono } from "hono";
import { z } from "zod";
import type { TrackingCode } from "../../../../contract/order-life.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Job } from "../../../kernel/jobs.ts";
import { limits } from "../../../kernel/limits.ts";
import type { ModulePart } from "../../../kernel/module.ts";
import { carrierSignatureHeader, sandboxCarrierSecrets } from "../../../modules/fulfillment/index.ts";
import { signatureHeader, verifySignature } from "../../../modules/payments/index.ts";
import { readBody } from "../../read-body.ts";
import { moveTracking, putTracking, takeDue, type TrackingRow } from "./store.ts";

const stations: readonly { readonly code: TrackingCode; readonly text: string; readonly place: string }[] = [
  { code: "in_transit", text: "快件已揽收", place: "发货地营业部" },
  { code: "in_transit", text: "快件离开【发货地转运中心】，发往【收货地转运中心】", place: "发货地转运中心" },
  { code: "in_transit", text: "快件到达【收货地转运中心】", place: "收货地转运中心" },
  { code: "out_for_delivery", text: "快递员正在派送，请保持电话畅通", place: "收货地营业部" },
  { code: "delivered", text: "快件已签收，感谢使用", place: "收货地营业部" },
];
/** A whole way takes a few minutes, so that it can be watched. */
const station_ms = 45_000;
const attempts_max = 20;

const Tracking = z.strictObject({
  object: z.literal("tracking"),
  reference: z.string().regex(/^[\w/]{1,80}$/),
  carrier: z.string().min(1).max(80),
  tracking_number: z.string().min(1).max(60),
});

/** A carrier that carries nothing; see README.md. We talk to it over HTTP only, as to a real one. */
export function createSandboxCarrier(ctx: Context): { readonly app: Hono; readonly part: ModulePart } {
  const app = new Hono();
  const secret = ctx.seal.derive(sandboxCarrierSecrets.api);
  app.post("/v1/trackings", async (c) => {
    const body = await readBody(c.req.raw, limits.payment_provider_answer_bytes_max);
    const signature = c.req.header(carrierSignatureHeader) ?? null;
    const verdict = verifySignature(secret, signature, body, ctx.clock.now(), limits.webhook_age_ms_max);
    if (verdict !== "valid") return c.json({ error: `signature_${verdict}` }, 401);
    const fields = Tracking.safeParse(parseJson(body));
    if (!fields.success) return c.json({ error: "invalid" }, 422);
    const { reference, carrier, tracking_number } = fields.data;
    const next_at = new Date(ctx.clock.nowMs() + station_ms);
    await ctx.db.transact(async (tx) => {
      await putTracking(tx, { reference, carrier, tracking_number, step: 0, next_at, attempts: 0 });
      await ctx.jobs.add(tx, "sandbox.carry", {}, { start_after_s: station_ms / 1000 });
    });
    return c.json({ object: "tracking", reference });
  });
  return { app, part: { jobs: [carryJob(ctx)] } };
}

function carryJob(ctx: Context): Job {
  return { name: "sandbox.carry", cron: "* * * * *", retry_max: 3, work: () => carry(ctx) };
}

/** Brings every parcel that is due to its next station and says so; what is not taken is said again. */
async function carry(ctx: Context): Promise<void> {
  const at = ctx.clock.now();
  const due = await ctx.db.transact((tx) =>
    takeDue(tx, at, new Date(at.getTime() + 60_000), limits.sandbox_webhooks_per_delivery_max),
  );
  for (const row of due) {
    const station = stations[row.step];
    if (station === undefined) continue;
    const taken = await report(ctx, row, station, at);
    const step = taken ? row.step + 1 : row.step;
    const over = step >= stations.length || row.attempts >= attempts_max;
    if (!taken && !over) continue;
    await ctx.db.transact(async (tx) => {
      await moveTracking(tx, row, { step, next_at: over ? null : new Date(at.getTime() + station_ms) });
      if (!over) await ctx.jobs.add(tx, "sandbox.carry", {}, { start_after_s: station_ms / 1000 });
    });
  }
}

async function report(ctx: Context, row: TrackingRow, station: (typeof stations)[number], at: Date): Promise<boolean> {
  const body = JSON.stringify({
    object: "carrier_report",
    reference: row.reference,
    tracking_number: row.tracking_number,
    events: [{ id: `${row.tracking_number}-${row.step}`, at: at.toISOString(), ...station }],
  });
  const abort = new AbortController();
  const cancel = ctx.clock.after(limits.payment_provider_answer_ms_max, () => abort.abort());
  try {
    const response = await fetch(`${ctx.public_url}/webhooks/carriers/sandbox`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [carrierSignatureHeader]: signatureHeader(
          ctx.seal.derive(sandboxCarrierSecrets.webhook),
          ctx.clock.now(),
          body,
        ),
      },
      body,
      redirect: "error",
      signal: abort.signal,
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Away or too slow: the same as a no, it will be said again.
    return false;
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
