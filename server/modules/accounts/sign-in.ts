import { timingSafeEqual } from "node:crypto";
import type { Locale } from "../../../contract/errors.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { randomInt, type Random } from "../../kernel/random.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { RequestInfo } from "../../kernel/routing.ts";
import type { Authenticator } from "./authenticate.ts";
import type { Auth } from "./auth.ts";
import { networkOf } from "./device.ts";
import { normalizeEmail, parseIdentifier, type Identifier } from "./identifier.ts";
import { verifyAbsentPassword, verifyPassword } from "./password.ts";
import { spendNow, type Rate } from "./rate-limit.ts";
import { codeIndexOf, indexOf } from "./send-code.ts";
import {
  addRole,
  countAttempt,
  deleteCode,
  deleteOldestSessions,
  lockName,
  selectCode,
  selectCredential,
} from "./store.ts";

export interface SignInDeps {
  readonly ctx: Context;
  readonly auth: Auth;
  readonly authenticator: Authenticator;
}
export interface SignedInAs {
  readonly account_id: string;
  readonly token: string;
  readonly created: boolean;
}

const per_address: Rate = {
  name: "sign_ins_per_address",
  max: limits.sign_ins_per_address_per_minute_max,
  window_ms: 60_000,
};
const per_identifier: Rate = {
  name: "sign_ins_per_identifier",
  max: limits.sign_in_tries_per_identifier_per_hour_max,
  window_ms: 3600_000,
};

/** A name nobody can be known by: never made from an address or a number. */
export function defaultName(random: Random, locale: Locale): string {
  const digits = String(randomInt(random, 10_000)).padStart(4, "0");
  return locale === "en" ? `Friend ${digits}` : `铁粉${digits}`;
}

async function admit(
  ctx: Context,
  typed: string,
  request: RequestInfo,
): Promise<{ identifier: Identifier; index: string }> {
  const identifier = parseIdentifier(typed) ?? refuse("identifier_invalid", { param: "identifier" });
  const index = indexOf(ctx, identifier);
  await spendNow(ctx, per_address, networkOf(request.address));
  await spendNow(ctx, per_identifier, index);
  return { identifier, index };
}

/** A right code signs in once, and makes the account if it is new. Refuses code_wrong, code_expired, rate_limited. */
export async function signInByCode(
  deps: SignInDeps,
  given: { identifier: string; code: string; name?: string | undefined; locale?: Locale | undefined },
  request: RequestInfo,
): Promise<SignedInAs> {
  const { ctx, auth } = deps;
  const { identifier, index } = await admit(ctx, given.identifier, request);
  const outcome = await ctx.db.transact(async (tx) => {
    // A wrong try is written down, so it is an outcome of this transaction and not a refusal within it.
    const verdict = await takeCode(ctx, tx, index, given.code);
    if (verdict !== "right") return verdict;
    const existing = await selectCredential(tx, identifier.channel, index);
    const locale = given.locale ?? request.locale;
    const account_id =
      existing?.id ??
      (await auth.createAccount(tx, {
        identifier,
        name: given.name ?? defaultName(ctx.random, locale),
        locale,
        roles: ["viewer"],
      }));
    if (existing === undefined) await ctx.outbox.emit(tx, [{ type: "account.created", account_id }]);
    await greetOperator(deps, tx, identifier, account_id);
    return { account_id, token: await openSession(deps, tx, account_id, request), created: existing === undefined };
  });
  return typeof outcome === "string" ? refuse(outcome) : outcome;
}

async function takeCode(
  ctx: Context,
  tx: Tx,
  index: string,
  code: string,
): Promise<"right" | "code_wrong" | "code_expired"> {
  await lockName(tx, `code.${index}`);
  const row = await selectCode(tx, index);
  if (row === undefined) return "code_wrong";
  if (row.expires_at <= ctx.clock.now() || row.attempts >= limits.code_attempts_max) return "code_expired";
  if (!timingSafeEqual(Buffer.from(row.code_index), Buffer.from(codeIndexOf(ctx, index, code)))) {
    await countAttempt(tx, index);
    return "code_wrong";
  }
  await deleteCode(tx, index);
  return "right";
}

/** The deployment's first operator is named by configuration, and proves the address with a code. */
async function greetOperator(
  { ctx, authenticator }: SignInDeps,
  tx: Tx,
  identifier: Identifier,
  account_id: string,
): Promise<void> {
  const { operator_email } = ctx.config;
  if (operator_email === null || identifier.channel !== "email" || identifier.value !== normalizeEmail(operator_email))
    return;
  if (await addRole(tx, account_id, "operator", ctx.clock.now())) await authenticator.changed(tx, account_id);
}

/** The same answer after the same time, whether the account exists, has a password, or neither. Refuses password_wrong, rate_limited. */
export async function signInByPassword(
  deps: SignInDeps,
  given: { identifier: string; password: string },
  request: RequestInfo,
): Promise<SignedInAs> {
  const { ctx } = deps;
  const { identifier, index } = await admit(ctx, given.identifier, request);
  const credential = await selectCredential(ctx.db.reader, identifier.channel, index);
  const hash = credential?.password_hash ?? null;
  const right = hash === null ? await verifyAbsentPassword(given.password) : await verifyPassword(hash, given.password);
  if (!right || credential === undefined) refuse("password_wrong");
  return ctx.db.transact(async (tx) => ({
    account_id: credential.id,
    token: await openSession(deps, tx, credential.id, request),
    created: false,
  }));
}

/** Opens a session and returns its token; beyond the limit the session seen longest ago ends. */
export async function openSession(
  { auth, authenticator }: SignInDeps,
  tx: Tx,
  account_id: string,
  request: RequestInfo,
): Promise<string> {
  const ended = await deleteOldestSessions(tx, account_id, limits.sessions_per_account_max - 1);
  if (ended > 0) await authenticator.changed(tx, account_id);
  return (await auth.createSession(tx, account_id, request)).token;
}
