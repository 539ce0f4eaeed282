import type { z } from "zod";
import type { CodeSent } from "../../../contract/accounts.ts";
import type { Locale } from "../../../contract/errors.ts";
import type { Context } from "../../kernel/context.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { randomInt } from "../../kernel/random.ts";
import { refuse } from "../../kernel/refusal.ts";
import { purposes } from "./sealed-columns.ts";
import type { Senders } from "./choose-sender.ts";
import { SenderError, codeMessage } from "./code-sender.ts";
import { networkOf } from "./device.ts";
import { maskIdentifier, parseIdentifier, type Identifier } from "./identifier.ts";
import { giveBack, spend, spendNow, type Rate } from "./rate-limit.ts";
import { deleteCode, lockName, putCode, selectCode } from "./store.ts";
import type { CodeRow } from "./tables.ts";

const per_identifier: Rate = {
  name: "codes_per_identifier",
  max: limits.codes_per_identifier_per_hour_max,
  window_ms: 3600_000,
};
const per_address: Rate = {
  name: "codes_per_address",
  max: limits.codes_per_address_per_hour_max,
  window_ms: 3600_000,
};

/** What an e-mail address or phone number is found by, everywhere in this module. */
export function indexOf(ctx: Context, { channel, value }: Identifier): string {
  return ctx.seal.index(value, channel === "email" ? purposes.email : purposes.phone);
}

/** A code is worth nothing without the identifier it was sent to. */
export function codeIndexOf(ctx: Context, identifier_index: string, code: string): string {
  return ctx.seal.index(`${identifier_index} ${code}`, purposes.code);
}

/**
 * Sends a fresh code; an earlier one stops working. A code that could not be sent leaves everything as it was: the
 * earlier code, the pause and the count. Refuses identifier_invalid, code_too_soon, rate_limited, sender_failed.
 */
export async function sendCode(
  ctx: Context,
  senders: Senders,
  request: { typed: string; address: string; locale: Locale },
): Promise<z.infer<typeof CodeSent>> {
  const identifier = parseIdentifier(request.typed) ?? refuse("identifier_invalid", { param: "identifier" });
  await spendNow(ctx, per_address, networkOf(request.address));
  const code = String(randomInt(ctx.random, 1_000_000)).padStart(6, "0");
  const { issued, before } = await issue(ctx, indexOf(ctx, identifier), code);
  const sender = senders[identifier.channel];
  try {
    if (sender === null) throw new SenderError("not_configured");
    await sender.send(codeMessage(request.locale, identifier.value, code));
  } catch (error) {
    await takeBack(ctx, issued, before);
    if (!(error instanceof SenderError)) throw error;
    ctx.log.warn({ channel: identifier.channel, reason: error.reason }, "a code could not be sent");
    refuse("sender_failed");
  }
  return {
    object: "code_sent",
    channel: identifier.channel,
    to_masked: maskIdentifier(identifier),
    expires_at: issued.expires_at.toISOString(),
    resend_at: new Date(issued.sent_at.getTime() + limits.code_resend_ms).toISOString(),
  };
}

/** Writes the code before it is sent, so that two requests at once send one message. */
function issue(
  ctx: Context,
  identifier_index: string,
  code: string,
): Promise<{ issued: CodeRow; before: CodeRow | undefined }> {
  return ctx.db.transact(async (tx) => {
    await lockName(tx, `code.${identifier_index}`);
    const now = ctx.clock.now();
    const before = await selectCode(tx, identifier_index);
    const waitMs = before === undefined ? 0 : before.sent_at.getTime() + limits.code_resend_ms - now.getTime();
    if (waitMs > 0) refuse("code_too_soon", { details: { seconds: Math.ceil(waitMs / 1000) } });
    await spend(ctx, tx, per_identifier, identifier_index);
    const issued: CodeRow = {
      identifier_index,
      issue: newId(ctx, "msg"),
      code_index: codeIndexOf(ctx, identifier_index, code),
      attempts: 0,
      sent_at: now,
      expires_at: new Date(now.getTime() + limits.code_ttl_ms),
    };
    await putCode(tx, issued);
    return { issued, before };
  });
}

async function takeBack(ctx: Context, issued: CodeRow, before: CodeRow | undefined): Promise<void> {
  await ctx.db.transact(async (tx) => {
    await lockName(tx, `code.${issued.identifier_index}`);
    const now = await selectCode(tx, issued.identifier_index);
    if (now?.issue !== issued.issue) return;
    if (before === undefined) await deleteCode(tx, issued.identifier_index);
    else await putCode(tx, before);
    await giveBack(ctx, tx, per_identifier, issued.identifier_index);
  });
}
