import { z } from "zod";
import { Currency } from "../../../contract/money.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { callProvider, signatureHeader, verifySignature } from "../payments/index.ts";
import type { Bank, BankFact } from "./bank.ts";
import { bankWords } from "./payout.ts";

/** Kept by both sides, as a real bank's contract would name them. */
export const sandboxBankSecrets = { api: "payouts.sandbox.api", webhook: "payouts.sandbox.webhook" } as const;
export const sandboxBankHeader = "sandbox-bank-signature";
const carrier = "sandbox_bank";

const Transfer = z.object({
  id: z.string().regex(/^sbt_\w{20,60}$/),
  object: z.literal("transfer"),
  reference: z.string(),
  shop: z.string(),
  amount: z.int().min(1),
  currency: Currency,
  state: z.enum(bankWords),
  reason: z.string().nullable(),
});
const Event = z.object({
  id: z.string().regex(/^sbte_\w{10,80}$/),
  object: z.literal("event"),
  type: z.literal("transfer.changed"),
  transfer: Transfer,
});

/** The adapter to the sandbox bank; it speaks HTTP to it, as it would to a real one. */
export function createSandboxBank(ctx: Context): Bank {
  const { clock } = ctx;
  const base = ctx.config.payout_sandbox_url ?? `${ctx.public_url}/sandbox-bank`;
  const apiSecret = ctx.seal.derive(sandboxBankSecrets.api);
  const webhookSecret = ctx.seal.derive(sandboxBankSecrets.webhook);
  const factOf = (transfer: z.infer<typeof Transfer>, event_id: string | null): BankFact => ({
    carrier,
    event_id,
    payout_id: transfer.reference,
    shop_id: transfer.shop,
    amount: BigInt(transfer.amount),
    currency: transfer.currency,
    word: transfer.state,
    reason: transfer.reason,
  });
  return {
    name: carrier,
    async send({ payout_id, shop_id, amount, currency, account }) {
      const path = "/v1/transfers";
      const body = JSON.stringify({
        reference: payout_id,
        shop: shop_id,
        amount: Number(amount),
        currency,
        ...account,
      });
      const headers = {
        "content-type": "application/json",
        [sandboxBankHeader]: signatureHeader(apiSecret, clock.now(), `POST ${path}\n${body}`),
      };
      const answer = Transfer.safeParse(
        await callProvider(clock, { method: "POST", url: `${base}${path}`, headers, body }),
      );
      if (!answer.success) refuse("payment_unavailable", { details: { reason: "unreadable" } });
      if (answer.data.reference !== payout_id)
        refuse("payment_unavailable", { details: { reason: "another transfer" } });
      return factOf(answer.data, null);
    },
    parseWebhook(headers, bytes, at) {
      const verdict = verifySignature(
        webhookSecret,
        headers.get(sandboxBankHeader),
        bytes,
        at,
        limits.webhook_age_ms_max,
      );
      if (verdict === "invalid") refuse("webhook_signature");
      if (verdict === "stale") refuse("webhook_replayed");
      const event = Event.safeParse(parseJson(bytes));
      return event.success ? factOf(event.data.transfer, event.data.id) : refuse("webhook_unknown");
    },
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return refuse("webhook_unknown");
  }
}
