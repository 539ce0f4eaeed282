import { timingSafeEqual } from "node:crypto";
import type { Locale } from "../../../contract/errors.ts";
import { legalDocuments, legalVersions } from "../../../contract/law.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { randomInt, type Random } from "../../kernel/random.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { RequestInfo } from "../../kernel/routing.ts";
import type { Authenticator } from "./authenticate.ts";
import type { Auth } from "./auth.ts";
import { requireStanding } from "./desk/suspend-account.ts";
import { deviceOf, maskAddress, networkOf } from "./device.ts";
import { normalizeEmail, parseIdentifier, type Identifier } from "./identifier.ts";
import { verifyAbsentPassword, verifyPassword } from "./password.ts";
import { insertConsents } from "./life/store.ts";
import { giveBack, spend, spendNow, type Rate } from "./rate-limit.ts";
import { codeIndexOf, indexOf } from "./send-code.ts";
import {
  addRole,
  countAttempt,
  deleteCode,
  deleteOldestSessions,
  knowsDevice,
  lockName,
  selectCode,
  selectCredential,
  selectPasswordHash,
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
/** Failed tries for one identifier from one network: whoever guesses locks out themselves, never the owner elsewhere. */
const fails_from_network: Rate = {
  name: "sign_in_fails_per_identifier_and_network",
  max: limits.sign_in_fails_per_identifier_and_network_per_hour_max,
  window_ms: 3600_000,
};
/** Guesses of a password from many networks. Codes are not counted here: each has its own few tries. */
const password_fails: Rate = {
  name: "password_fails_per_identifier",
  max: limits.password_fails_per_identifier_per_hour_max,
  window_ms: 3600_000,
};

/** A name nobody can be known by: never made from an address or a number. */
export function defaultName(random: Random, locale: Locale): string {
  const digits = String(randomInt(random, 10_000)).padStart(4, "0");
  return locale === "en" ? `Friend ${digits}` : `铁粉${digits}`;
}

interface Try {
  readonly identifier: Identifier;
  readonly index: string;
  /** What this try has been counted as; given back if it succeeds. */
  readonly counted: readonly (readonly [Rate, string])[];
}

/** Counts a try as failed before it is looked at, so that tries at once cannot pass the limit together. */
async function admit(ctx: Context, typed: string, request: RequestInfo, by: "code" | "password"): Promise<Try> {
  const identifier = parseIdentifier(typed) ?? refuse("identifier_invalid", { param: "identifier" });
  const index = indexOf(ctx, identifier);
  const network = networkOf(request.address);
  await spendNow(ctx, per_address, network);
  const counted: [Rate, string][] = [[fails_from_network, `${index} ${network}`]];
  if (by === "password") counted.push([password_fails, index]);
  await ctx.db.transact(async (tx) => {
    for (const [rate, subject] of counted) await spend(ctx, tx, rate, subject);
  });
  return { identifier, index, counted };
}

async function succeeded(ctx: Context, tx: Tx, tried: Try): Promise<void> {
  for (const [rate, subject] of tried.counted) await giveBack(ctx, tx, rate, subject);
}

/** A right code signs in once, and makes the account if it is new. Refuses code_wrong, code_expired, rate_limited. */
export async function signInByCode(
  deps: SignInDeps,
  given: { identifier: string; code: string; name?: string | undefined; locale?: Locale | undefined },
  request: RequestInfo,
): Promise<SignedInAs> {
  const { ctx, auth } = deps;
  const tried = await admit(ctx, given.identifier, request, "code");
  const { identifier, index } = tried;
  const outcome = await ctx.db.transact(async (tx) => {
    // A wrong try is written down, so it is an outcome of this transaction and not a refusal within it.
    const verdict = await takeCode(ctx, tx, index, given.code);
    if (verdict !== "right") return verdict;
    await succeeded(ctx, tx, tried);
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
    if (existing === undefined) await welcomeAccount(ctx, tx, account_id);
    await greetOperator(deps, tx, identifier, account_id);
    const token =
      existing === undefined
        ? await openSession(deps, tx, account_id, request)
        : await openKnownSession(deps, tx, account_id, request);
    return { account_id, token, created: existing === undefined };
  });
  return typeof outcome === "string" ? refuse(outcome) : outcome;
}

/** Whoever makes an account goes on under the texts that the sign-in page links to; which versions is written down. */
export async function welcomeAccount(ctx: Context, tx: Tx, account_id: string): Promise<void> {
  await insertConsents(
    tx,
    legalDocuments.map((document) => ({ account_id, document, version: legalVersions[document], at: ctx.clock.now() })),
  );
  await ctx.outbox.emit(tx, [{ type: "account.created", account_id }]);
}

/** The verdict on a code of this identifier; a right one is used up, a wrong try is counted, in the caller's transaction. */
export async function takeCode(
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
  const tried = await admit(ctx, given.identifier, request, "password");
  const { identifier, index } = tried;
  const credential = await selectCredential(ctx.db.reader, identifier.channel, index);
  const hash = credential?.password_hash ?? null;
  const right = hash === null ? await verifyAbsentPassword(given.password) : await verifyPassword(hash, given.password);
  if (!right || credential === undefined) refuse("password_wrong");
  return ctx.db.transact(async (tx) => {
    // Changed while we were hashing: whoever knows the old one is not let in after everybody was signed out.
    await lockName(tx, `password.${credential.id}`);
    if ((await selectPasswordHash(tx, credential.id)) !== hash) refuse("password_wrong");
    await succeeded(ctx, tx, tried);
    return {
      account_id: credential.id,
      token: await openKnownSession(deps, tx, credential.id, request),
      created: false,
    };
  });
}

/** Opens a session of an account that was there before, and says so where nothing like this device was signed in. */
async function openKnownSession(deps: SignInDeps, tx: Tx, account_id: string, request: RequestInfo): Promise<string> {
  const device = deviceOf(request.user_agent);
  const known = await knowsDevice(tx, account_id, device, maskAddress(request.address));
  const { id, token } = await openSessionOf(deps, tx, account_id, request);
  if (!known) await deps.ctx.outbox.emit(tx, [{ type: "account.signed_in", account_id, auth_session_id: id, device }]);
  return token;
}

/** Opens a session and returns its token; beyond the limit the session seen longest ago ends. Refuses `account_suspended`. */
export async function openSession(deps: SignInDeps, tx: Tx, account_id: string, request: RequestInfo): Promise<string> {
  return (await openSessionOf(deps, tx, account_id, request)).token;
}

async function openSessionOf(
  { ctx, auth, authenticator }: SignInDeps,
  tx: Tx,
  account_id: string,
  request: RequestInfo,
): Promise<{ id: string; token: string }> {
  await requireStanding(ctx, tx, account_id);
  const ended = await deleteOldestSessions(tx, account_id, limits.sessions_per_account_max - 1);
  if (ended > 0) await authenticator.changed(tx, account_id);
  return auth.createSession(tx, account_id, request);
}
