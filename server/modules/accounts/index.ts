import type { AccountRole, Address, PublicAccount } from "../../../contract/accounts.ts";
import type { HostProfile } from "../../../contract/hosts.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Caller } from "../../kernel/routing.ts";
import { writeAudit, type AuditEntry } from "./audit.ts";
import { createAuth } from "./auth.ts";
import { createAuthenticator } from "./authenticate.ts";
import { createSenders } from "./choose-sender.ts";
import type { Message } from "./code-sender.ts";
import { grantRole, readSellerIdentity, type RulePort, type SellerIdentity } from "./decide-verification.ts";
import { countAttention, selectOperators } from "./desk/store.ts";
import { readSuspended } from "./desk/suspend-account.ts";
import { createJobs } from "./jobs.ts";
import { createAddressReader, readAddresses } from "./keep-address.ts";
import { readProfiles, readVerifiedSince } from "./keep-profile.ts";
import { findAccount } from "./find-account.ts";
import type { LifePort } from "./life/life.ts";
import { readHostStanding, type HostStanding } from "./life/host-standing.ts";
import { requireProof } from "./life/prove-self.ts";
import { selectImpersonal } from "./life/store.ts";
import { preparePasswords } from "./password.ts";
import { selectHosts, selectHostsAfter } from "./profiles/store.ts";
import { spendNow, type Rate } from "./rate-limit.ts";
import { readContacts, readPublicAccounts, type Contact, type PicturePort } from "./read-account.ts";
import { createRoutes } from "./routes.ts";
import { createSandbox } from "./sandbox-sender.ts";
import { selectLiveSessions } from "./store.ts";
import { selectActing } from "./verifications/store.ts";

export { deviceOf } from "./device.ts";
export { SenderError, type Message } from "./code-sender.ts";
export type { AuditEntry } from "./audit.ts";
export type { RulePort, SellerIdentity } from "./decide-verification.ts";
export type { Rate } from "./rate-limit.ts";
export type { Contact, PicturePort } from "./read-account.ts";
export type { HostStanding } from "./life/host-standing.ts";
export type { LifePort } from "./life/life.ts";
export { devInboxOpen } from "./choose-sender.ts";

/** People, sessions, roles and verification: README.md. */
export interface Accounts {
  /** Cookie or bearer token → caller; null where it is none of ours or has ended. No query on the hot path. */
  readonly authenticate: (headers: Pick<Headers, "get">) => Promise<Caller | null>;
  /** Hears of every account whose sessions, roles or name changed, here or in another process: look at its callers anew. */
  readonly onChanged: (hear: (account_id: string) => void) => void;
  publicAccounts(reader: Reader, account_ids: readonly string[]): Promise<Map<string, PublicAccount>>;
  /**
   * The account that signs in with this, or undefined. Refuses `identifier_invalid`. Whoever lets people ask must
   * `spend` first: the answer tells whether somebody has an account.
   */
  find(reader: Reader, identifier: string): Promise<string | undefined>;
  /** Counts a try of this subject at once, whatever becomes of it. Refuses `rate_limited` beyond the limit. */
  spend(rate: Rate, subject: string): Promise<void>;
  /** Which of them are verified (approved, not expired, not suspended) at `at`. */
  verified(reader: Reader, kind: "host" | "seller", account_ids: readonly string[], at: Date): Promise<Set<string>>;
  /** Of each account: is whoever stands behind it verified as a host (and not suspended), old enough and trained, at `at`? */
  hostStanding(reader: Reader, account_ids: readonly string[], at: Date): Promise<Map<string, HostStanding>>;
  /** Those of them who chose that nothing of what they look at is kept or shown to them again. */
  impersonal(reader: Reader, account_ids: readonly string[]): Promise<Set<string>>;
  /** The verified identity of a seller, whole (for the public seller page). */
  sellerIdentity(reader: Reader, account_id: string, at: Date): Promise<SellerIdentity | undefined>;
  /** How each of these people is written to. Whoever is deleted or does not exist is missing. */
  contacts(reader: Reader, account_ids: readonly string[]): Promise<Map<string, Contact>>;
  /** Which of these sign-ins still hold. */
  liveSessions(reader: Reader, auth_session_ids: readonly string[]): Promise<Set<string>>;
  /** Carries a mail. `none` where this deployment has no mail; throws `SenderError` where it was not taken. */
  mail(message: Message): Promise<"sent" | "none">;
  /** Idempotent; counts from the next request on, in every process. */
  grantRole(tx: Tx, account_id: string, role: AccountRole): Promise<void>;
  /** Which of these accounts are hosts; whoever is suspended is none meanwhile. */
  hosts(reader: Reader, account_ids: readonly string[]): Promise<Set<string>>;
  /** Every such host by id, behind `after`; for those who walk through all of them. */
  hostsAfter(reader: Reader, after: string | null, limit: number): Promise<readonly string[]>;
  /** What hosts tell about themselves; empty texts for who has written nothing. */
  hostProfiles(reader: Reader, account_ids: readonly string[]): Promise<Map<string, HostProfile>>;
  /** Since when each has been verified as a host without a gap; misses who is not at `at`. */
  hostsVerifiedSince(reader: Reader, account_ids: readonly string[], at: Date): Promise<Map<string, Date>>;
  /** Only the account's own. */
  /** Addresses of many at once, each asked for by its owner: by `account_id address_id`. Misses what is not theirs. */
  addressesOfMany(
    reader: Reader,
    asked: readonly { readonly account_id: string; readonly address_id: string }[],
  ): Promise<Map<string, Address>>;
  addresses(reader: Reader, account_id: string, address_ids: readonly string[]): Promise<Map<string, Address>>;
  /** Which of them are suspended, and why. */
  suspended(reader: Reader, account_ids: readonly string[]): Promise<Map<string, string>>;
  /** What waits for an operator among people, at `at`. */
  attention(
    reader: Reader,
    at: Date,
  ): Promise<{
    verifications_pending: number;
    oldest_verification_at: Date | null;
    verifications_expiring: number;
    accounts_suspended: number;
  }>;
  /** Every operator who can act. */
  operators(reader: Reader): Promise<readonly string[]>;
  /** Refuses `proof_required` unless this sign-in showed within the last quarter of an hour who it is. */
  requireProof(caller: Caller): Promise<void>;
  /** Writes down what operators did. */
  audit(tx: Tx, entries: readonly AuditEntry[]): Promise<void>;
  readonly part: ModulePart;
}

/** The ports may be filled in later: the modules that answer them sit above. */
export function createAccounts(
  ctx: Context,
  pictures: PicturePort = {},
  life: LifePort = {},
  rules: RulePort = {},
): Accounts {
  const auth = createAuth(ctx);
  const authenticator = createAuthenticator(ctx);
  const sandbox = createSandbox(ctx);
  const senders = createSenders(ctx.config, ctx.clock, sandbox);
  return {
    authenticate: authenticator.authenticate,
    requireProof: (caller) => requireProof(ctx, caller),
    onChanged: authenticator.onChanged,
    publicAccounts: (reader, account_ids) => readPublicAccounts(ctx, pictures, reader, account_ids),
    find: (reader, identifier) => findAccount(ctx, reader, identifier),
    spend: (rate, subject) => spendNow(ctx, rate, subject),
    async verified(reader, kind, account_ids, at) {
      return new Set((await selectActing(reader, account_ids, [kind], at)).map((row) => row.account_id));
    },
    hostStanding: (reader, account_ids, at) =>
      readHostStanding(ctx, reader, account_ids, at, (rules.rules?.() ?? limits).host_age_years_min),
    impersonal: selectImpersonal,
    sellerIdentity: (reader, account_id, at) => readSellerIdentity(ctx, reader, account_id, at),
    contacts: (reader, account_ids) => readContacts(ctx, reader, account_ids),
    liveSessions: (reader, ids) => selectLiveSessions(reader, ids, ctx.clock.now()),
    async mail(message) {
      await senders.email?.send(message);
      return senders.email === null ? "none" : "sent";
    },
    grantRole: (tx, account_id, role) => grantRole({ ctx, authenticator }, tx, account_id, role),
    async hosts(reader, account_ids) {
      return new Set(account_ids.length === 0 ? [] : await selectHosts(reader, account_ids));
    },
    hostsAfter: (reader, after, limit) => selectHostsAfter(reader, after, limit),
    hostProfiles: (reader, account_ids) => readProfiles(pictures, reader, account_ids),
    hostsVerifiedSince: (reader, account_ids, at) => readVerifiedSince(reader, account_ids, at),
    addressesOfMany: createAddressReader(ctx),
    async addresses(reader, account_id, address_ids) {
      return new Map(
        (await readAddresses(ctx, reader, account_id, address_ids)).map((address) => [address.id, address]),
      );
    },
    suspended: (reader, account_ids) => readSuspended(ctx, reader, account_ids),
    operators: selectOperators,
    async attention(reader, at) {
      const soon = new Date(at.getTime() + limits.verification_expiring_ms);
      const { pending, oldest, expiring, suspended } = await countAttention(reader, at, soon);
      return {
        verifications_pending: Number(pending),
        oldest_verification_at: oldest,
        verifications_expiring: Number(expiring),
        accounts_suspended: Number(suspended),
      };
    },
    audit: (tx, entries) => writeAudit(ctx, tx, entries),
    part: {
      routes: createRoutes({ ctx, auth, authenticator, senders, sandbox, pictures, life, rules }),
      jobs: createJobs({ ctx, authenticator, life, pictures }),
      start: preparePasswords,
      async stop() {
        senders.email?.stop();
        senders.sms?.stop();
      },
    },
  };
}
