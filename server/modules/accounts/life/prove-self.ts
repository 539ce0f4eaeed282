import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { Caller, RequestInfo } from "../../../kernel/routing.ts";
import type { Senders } from "../choose-sender.ts";
import type { Identifier } from "../identifier.ts";
import { verifyAbsentPassword, verifyPassword } from "../password.ts";
import { spendNow, type Rate } from "../rate-limit.ts";
import { indexOf, sendCode } from "../send-code.ts";
import { purposes } from "../sealed-columns.ts";
import { takeCode } from "../sign-in.ts";
import { selectAccounts, selectPasswordHash } from "../store.ts";
import { markProved, selectProvedAt } from "./store.ts";

const per_account: Rate = {
  name: "proofs_per_account",
  max: limits.proofs_per_account_per_hour_max,
  window_ms: 3600_000,
};

/** Where this account is reached: its e-mail address, or else its phone. */
export async function ownIdentifiers(ctx: Context, reader: Reader, account_id: string): Promise<Identifier[]> {
  const row = present((await selectAccounts(reader, [account_id]))[0], "whoever is signed in has an account");
  return [
    ...(row.email_sealed === null
      ? []
      : [{ channel: "email" as const, value: ctx.seal.open(row.email_sealed, purposes.email) }]),
    ...(row.phone_sealed === null
      ? []
      : [{ channel: "sms" as const, value: ctx.seal.open(row.phone_sealed, purposes.phone) }]),
  ];
}

async function ownIdentifier(ctx: Context, account_id: string): Promise<Identifier> {
  return present((await ownIdentifiers(ctx, ctx.db.reader, account_id))[0], "an account is reached somehow");
}

/** Sends a code to the caller's own address or number. Refuses what `sendCode` does. */
export async function sendProofCode(ctx: Context, senders: Senders, caller: Caller, request: RequestInfo) {
  const { value } = await ownIdentifier(ctx, caller.account_id);
  return sendCode(ctx, senders, { typed: value, address: request.address, locale: request.locale });
}

/** Marks this sign-in as proved. Refuses code_wrong, code_expired, password_wrong, rate_limited. */
export async function proveSelf(
  ctx: Context,
  caller: Caller,
  given: { code: string } | { password: string },
): Promise<Date> {
  await spendNow(ctx, per_account, caller.account_id);
  const at = ctx.clock.now();
  if ("password" in given) {
    const hash = await selectPasswordHash(ctx.db.reader, caller.account_id);
    const right =
      hash === null ? await verifyAbsentPassword(given.password) : await verifyPassword(hash, given.password);
    if (!right || hash === null) refuse("password_wrong", { param: "password" });
  }
  const identifier = "code" in given ? await ownIdentifier(ctx, caller.account_id) : null;
  // A wrong try is written down, so it is an outcome of the transaction and not a refusal within it.
  const verdict = await ctx.db.transact(async (tx) => {
    const outcome =
      "code" in given && identifier !== null
        ? await takeCode(ctx, tx, indexOf(ctx, identifier), given.code)
        : ("right" as const);
    if (outcome === "right") await markProved(tx, caller.auth_session_id, caller.account_id, at);
    return outcome;
  });
  if (verdict !== "right") refuse(verdict, { param: "code" });
  return new Date(at.getTime() + limits.proof_valid_ms);
}

/** Refuses `proof_required` unless this sign-in was proved within the last quarter of an hour. */
export async function requireProof(ctx: Context, caller: Caller): Promise<void> {
  const at = await selectProvedAt(ctx.db.reader, caller.auth_session_id, caller.account_id);
  if (at === null || at.getTime() + limits.proof_valid_ms <= ctx.clock.nowMs()) refuse("proof_required");
}
