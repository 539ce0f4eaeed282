import { z } from "zod";
import { AccountRole, AuthSession, PublicAccount, verificationKinds, verificationStates } from "./accounts.ts";
import { locales } from "./errors.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, listOf, text } from "./lists.ts";

/** Why somebody does something to somebody else; the person concerned reads it. */
export const Reason = text(limits.reason_chars_max, 1);

/** While it stands the account is signed out everywhere and cannot sign in. */
export const Suspension = z
  .object({
    id: idOf("susp"),
    object: z.literal("suspension"),
    reason: z.string(),
    by: PublicAccount,
    at: Instant,
    lifted_at: Instant.nullable(),
    lifted_by: PublicAccount.nullable(),
    lift_reason: z.string().nullable(),
  })
  .meta({ id: "Suspension" });
export type Suspension = z.infer<typeof Suspension>;

/** What operators tell each other about an account; its owner does not see it. */
export const AccountNote = z
  .object({ id: idOf("note"), object: z.literal("account_note"), text: z.string(), by: PublicAccount, at: Instant })
  .meta({ id: "AccountNote" });
export type AccountNote = z.infer<typeof AccountNote>;

/** An account in the desk's list. E-mail and phone stay masked until somebody reveals them. */
export const AccountCard = z
  .object({
    id: idOf("acct"),
    object: z.literal("account_card"),
    name: z.string(),
    avatar_url: z.string().nullable(),
    roles: z.array(AccountRole),
    email_masked: z.string().nullable(),
    phone_masked: z.string().nullable(),
    suspended: z.boolean(),
    created_at: Instant,
  })
  .meta({ id: "AccountCard" });
export type AccountCard = z.infer<typeof AccountCard>;

export const AccountFile = z
  .object({
    ...AccountCard.shape,
    object: z.literal("account_file"),
    locale: z.enum(locales),
    has_password: z.boolean(),
    /** The newest first; the first stands while `suspended`. */
    suspensions: z.array(Suspension),
    /** Without the papers themselves: those are behind the verification. */
    verifications: z.array(
      z.object({
        id: idOf("ver"),
        kind: z.enum(verificationKinds),
        state: z.enum(verificationStates),
        created_at: Instant,
        valid_until: Instant.nullable(),
      }),
    ),
    sessions: z.array(AuthSession),
    notes: z.array(AccountNote),
  })
  .meta({ id: "AccountFile" });
export type AccountFile = z.infer<typeof AccountFile>;

export const RevealedAccount = z
  .object({
    object: z.literal("revealed_account"),
    account_id: idOf("acct"),
    email: z.string().nullable(),
    phone: z.string().nullable(),
  })
  .meta({ id: "RevealedAccount" });

/** Something an operator did, or personal data they were shown. */
export const AuditEntry = z
  .object({
    id: idOf("audit"),
    object: z.literal("audit_entry"),
    by: PublicAccount,
    /** `module.what_was_done`. */
    action: z.string(),
    subject_id: z.string(),
    /** What an account that it was about is called; null for anything else. */
    subject_name: z.string().nullable(),
    reason: z.string().nullable(),
    at: Instant,
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

const one = z.object({ account_id: idOf("acct") });
const reasoned = z.strictObject({ reason: Reason });
/** Any id of ours, or the name of a part. */
const Subject = z.string().regex(/^[a-z0-9_.]{1,60}$/, "is not an id");

export const operatorRoutes = {
  searchAccounts: route({
    id: "searchAccounts",
    method: "GET",
    path: "/v1/operator/accounts",
    summary: "Accounts by id, name, exact e-mail or phone; the newest first",
    access: "operator",
    query: Page.extend({
      /** An id, a part of a name, or a whole e-mail address or phone number. */
      q: z.string().trim().max(254).optional(),
      role: AccountRole.optional(),
      suspended: z.enum(["true", "false"]).optional(),
    }),
    response: listOf(AccountCard),
  }),
  getAccountFile: route({
    id: "getAccountFile",
    method: "GET",
    path: "/v1/operator/accounts/:account_id",
    summary: "An account with all that operators need; reading it is in the audit log",
    access: "operator",
    params: one,
    response: AccountFile,
    errors: ["not_found"],
  }),
  revealAccount: route({
    id: "revealAccount",
    method: "POST",
    path: "/v1/operator/accounts/:account_id/reveal",
    summary: "E-mail address and phone number in the clear, for a reason that is kept",
    access: "operator",
    params: one,
    body: reasoned,
    response: RevealedAccount,
    errors: ["not_found"],
  }),
  suspendAccount: route({
    id: "suspendAccount",
    method: "POST",
    path: "/v1/operator/accounts/:account_id/suspend",
    summary: "Sign the account out everywhere and keep it out; a broadcast of theirs ends",
    access: "operator",
    params: one,
    body: reasoned,
    response: AccountFile,
    errors: ["not_found", "own_matter", "last_operator", "account_state"],
  }),
  liftSuspension: route({
    id: "liftSuspension",
    method: "POST",
    path: "/v1/operator/accounts/:account_id/lift",
    summary: "Let the account in again",
    access: "operator",
    params: one,
    body: reasoned,
    response: AccountFile,
    errors: ["not_found", "own_matter", "account_state"],
  }),
  signOutAccount: route({
    id: "signOutAccount",
    method: "POST",
    path: "/v1/operator/accounts/:account_id/sign_out",
    summary: "End every sign-in and every API key of the account",
    access: "operator",
    params: one,
    body: reasoned,
    response: AccountFile,
    errors: ["not_found"],
  }),
  setOperator: route({
    id: "setOperator",
    method: "PUT",
    path: "/v1/operator/accounts/:account_id/operator",
    summary: "Make somebody an operator, or no longer one",
    access: "operator",
    params: one,
    body: z.strictObject({ operator: z.boolean(), reason: Reason }),
    response: AccountFile,
    errors: ["not_found", "own_matter", "last_operator", "account_state"],
  }),
  noteAccount: route({
    id: "noteAccount",
    method: "POST",
    path: "/v1/operator/accounts/:account_id/notes",
    summary: "Leave a note for other operators",
    access: "operator",
    params: one,
    body: z.strictObject({ text: Reason }),
    response: AccountFile,
    errors: ["not_found"],
  }),
  listAudit: route({
    id: "listAudit",
    method: "GET",
    path: "/v1/operator/audit",
    summary: "What operators did, the newest first",
    access: "operator",
    query: Page.extend({
      by: idOf("acct").optional(),
      /** An action, or the beginning of one: `accounts.`. */
      action: z
        .string()
        .regex(/^[a-z_.]{1,60}$/, "is not an action")
        .optional(),
      subject_id: Subject.optional(),
      from: Instant.optional(),
      until: Instant.optional(),
    }),
    response: listOf(AuditEntry),
  }),
} as const;
