import { Hono } from "hono";
import { z } from "zod";
import { Currency } from "../../../../contract/money.ts";
import type { Context } from "../../../kernel/context.ts";
import { limits } from "../../../kernel/limits.ts";
import type { ModulePart } from "../../../kernel/module.ts";
import { randomText } from "../../../kernel/random.ts";
import { Refusal } from "../../../kernel/refusal.ts";
import { signatureHeader, verifySignature } from "../../../modules/payments/index.ts";
import { sandboxBankHeader, sandboxBankSecrets } from "../../../modules/payouts/index.ts";
import { readBody } from "../../read-body.ts";
import { addTransfer, saveTransfer, takeDue } from "./store.ts";
import type { TransferRow } from "./tables.ts";
import { become, fateOf, wireTransfer } from "./transfer.ts";

const Fields = z.strictObject({
  reference: z.string().regex(/^\w{1,80}$/),
  shop: z.string().regex(/^\w{1,80}$/),
  amount: z.int().min(1),
  currency: Currency,
  holder: z.string().min(1).max(400),
  bank: z.string().min(1).max(400),
  number: z.string().regex(/^[0-9A-Z]{8,34}$/),
});
const path = "/v1/transfers";
const job = "sandbox.tell_of_transfers";
const retry_after_s = [2, 5, 15, 60, 300, 900, 3600] as const;

export interface SandboxBank {
  /** To be mounted at `/sandbox-bank`. */
  readonly app: Hono;
  readonly part: ModulePart;
}

/** A bank that moves no money: README.md. */
export function createSandboxBank(ctx: Context): SandboxBank {
  const app = new Hono();
  const secret = ctx.seal.derive(sandboxBankSecrets.api);
  app.post(path, async (c) => {
    let text: string;
    try {
      text = new TextDecoder().decode(await readBody(c.req.raw, limits.payment_provider_answer_bytes_max));
    } catch (error) {
      if (error instanceof Refusal) return no(413, error.code);
      throw error;
    }
    const at = ctx.clock.now();
    const signature = c.req.header(sandboxBankHeader) ?? null;
    const verdict = verifySignature(secret, signature, `POST ${path}\n${text}`, at, limits.webhook_age_ms_max);
    if (verdict !== "valid") return no(401, `signature_${verdict}`);
    const fields = Fields.safeParse(parseJson(text));
    if (!fields.success) return no(400, "invalid");
    const { reference, shop, currency, number } = fields.data;
    const fresh: TransferRow = {
      id: `sbt_${randomText(ctx.random, 32)}`,
      reference,
      shop,
      amount: BigInt(fields.data.amount),
      currency,
      ...fateOf(number, at),
      created_at: at,
      attempts: 0,
    };
    const kept = await ctx.db.transact((tx) => addTransfer(tx, fresh));
    const same = kept.amount === fresh.amount && kept.currency === currency && kept.shop === shop;
    return same ? c.json(wireTransfer(kept)) : no(409, "reference_used");
  });
  return { app, part: { jobs: [{ name: job, cron: "* * * * *", retry_max: 3, work: () => goOn(ctx) }] } };
}

/** Lets transfers become what they will, and tells the merchant until it listens. */
async function goOn(ctx: Context): Promise<void> {
  const at = ctx.clock.now();
  // One that dies here is taken up again a minute later.
  const due = await ctx.db.transact((tx) =>
    takeDue(tx, at, new Date(at.getTime() + 60_000), limits.sandbox_webhooks_per_delivery_max),
  );
  for (const row of due) {
    const now = become(row, at);
    await ctx.db.transact((tx) => saveTransfer(tx, { ...now, next_at: new Date(at.getTime() + 60_000) }));
    const told = await tell(ctx, now);
    const attempts = now.attempts + 1;
    const pause_s = retry_after_s[Math.min(attempts, retry_after_s.length) - 1] ?? retry_after_s[0];
    const again =
      told || attempts >= limits.sandbox_webhook_attempts_max ? null : new Date(at.getTime() + pause_s * 1000);
    await ctx.db.transact((tx) => saveTransfer(tx, { ...now, told, attempts, next_at: again }));
  }
}

async function tell(ctx: Context, row: TransferRow): Promise<boolean> {
  const abort = new AbortController();
  const cancel = ctx.clock.after(limits.payment_provider_answer_ms_max, () => abort.abort());
  const body = JSON.stringify({
    id: `sbte_${row.id.slice(4)}_${row.state}`,
    object: "event",
    type: "transfer.changed",
    transfer: wireTransfer(row),
  });
  const secret = ctx.seal.derive(sandboxBankSecrets.webhook);
  try {
    const response = await fetch(`${ctx.public_url}/webhooks/banks/sandbox_bank`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        [sandboxBankHeader]: signatureHeader(secret, ctx.clock.now(), body),
      },
      body,
      redirect: "error",
      signal: abort.signal,
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    // Away or too slow: the same as a no, it will be told again.
    return false;
  } finally {
    cancel();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function no(status: number, code: string): Response {
  return Response.json({ error: { code, message: code } }, { status });
}
