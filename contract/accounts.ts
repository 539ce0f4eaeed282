import { z } from "zod";
import { locales } from "./errors.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { legalDocuments } from "./law.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf, text } from "./lists.ts";

export const roles = ["viewer", "host", "merchant", "operator"] as const;
export const AccountRole = z.enum(roles);
export type AccountRole = z.infer<typeof AccountRole>;

/** The caller's own account. E-mail and phone come back masked. */
export const Account = z
  .object({
    id: idOf("acct"),
    object: z.literal("account"),
    name: z.string(),
    avatar_url: z.string().nullable(),
    locale: z.enum(locales),
    roles: z.array(AccountRole),
    email_masked: z.string().nullable(),
    phone_masked: z.string().nullable(),
    has_password: z.boolean(),
    /** Verified and not expired, as a host and as a seller. */
    verified: z.object({ host: z.boolean(), seller: z.boolean() }),
    /** False: lists and searches must not be ordered by what this person did before. */
    personalization: z.boolean(),
    /** Documents whose present version the account has not agreed to. */
    consents_due: z.array(z.enum(legalDocuments)),
    /** Until when the yearly training of hosts holds; null: never done, or run out. */
    training_valid_until: Instant.nullable(),
    /** When the account will be deleted; null: nobody asked for it. */
    deletion_due_at: Instant.nullable(),
    created_at: Instant,
  })
  .meta({ id: "Account" });
export type Account = z.infer<typeof Account>;

/** What anyone may see of a person. */
export const PublicAccount = z
  .object({
    id: idOf("acct"),
    object: z.literal("public_account"),
    name: z.string(),
    avatar_url: z.string().nullable(),
  })
  .meta({ id: "PublicAccount" });
export type PublicAccount = z.infer<typeof PublicAccount>;

/** An e-mail address, or a mobile number in international form (`+86 138 0013 8000`; without `+` it is taken as mainland China). */
export const Identifier = z.string().trim().min(3).max(254);
const Password = z.string().min(limits.password_chars_min).max(limits.password_chars_max);

export const CodeSent = z
  .object({
    object: z.literal("code_sent"),
    channel: z.enum(["email", "sms"]),
    to_masked: z.string(),
    expires_at: Instant,
    resend_at: Instant,
  })
  .meta({ id: "CodeSent" });

export const SignedIn = z
  .object({
    object: z.literal("signed_in"),
    account: Account,
    /** A bearer token for clients that hold no cookies. Browsers get a cookie as well and may ignore it. */
    token: z.string(),
    created: z.boolean(),
  })
  .meta({ id: "SignedIn" });

export const AuthSession = z
  .object({
    id: idOf("authsess"),
    object: z.literal("auth_session"),
    device: z.string(),
    address: z.string(),
    current: z.boolean(),
    created_at: Instant,
    last_seen_at: Instant,
    expires_at: Instant,
  })
  .meta({ id: "AuthSession" });

export const AddressFields = z.strictObject({
  name: line(limits.name_chars_max),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 -]{6,20}$/, "is not a phone number"),
  /** ISO 3166-2 or the plain name of the province or state. */
  region: line(40),
  city: line(40),
  district: line(40, 0),
  street: line(120),
  postal_code: line(12, 0),
  is_default: z.boolean().default(false),
});
export const Address = z
  .object({ id: idOf("addr"), object: z.literal("address"), ...AddressFields.shape, created_at: Instant })
  .meta({ id: "Address" });
export type Address = z.infer<typeof Address>;

export const verificationKinds = ["host", "seller"] as const;
export const verificationStates = ["pending", "approved", "rejected", "expired"] as const;
/** What is asked of hosts and sellers before the first live session (DOMAIN §5 rule 1). */
export const VerificationFields = z.strictObject({
  kind: z.enum(verificationKinds),
  legal_name: line(60),
  /** A business licence number for companies, an identity number for persons. */
  document_kind: z.enum(["business_license", "identity_number"]),
  document_number: z
    .string()
    .trim()
    .regex(/^[0-9A-Za-z-]{6,32}$/, "has 6 to 32 letters and digits"),
  birth_date: z.iso.date().nullable(),
  address: line(160),
  contact_phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9 -]{6,20}$/, "is not a phone number"),
});
export const Verification = z
  .object({
    id: idOf("ver"),
    object: z.literal("verification"),
    account: PublicAccount,
    kind: z.enum(verificationKinds),
    state: z.enum(verificationStates),
    legal_name: z.string(),
    document_kind: z.enum(["business_license", "identity_number"]),
    /** Masked for its owner, whole for an operator who decides. */
    document_number: z.string(),
    birth_date: z.string().nullable(),
    address: z.string(),
    contact_phone: z.string(),
    reason: z.string().nullable(),
    created_at: Instant,
    decided_at: Instant.nullable(),
    valid_until: Instant.nullable(),
  })
  .meta({ id: "Verification" });
export type Verification = z.infer<typeof Verification>;

export const InboxMessage = z
  .object({
    id: idOf("msg"),
    object: z.literal("dev_message"),
    channel: z.enum(["email", "sms"]),
    to: z.string(),
    subject: z.string(),
    text: z.string(),
    created_at: Instant,
  })
  .meta({ id: "DevMessage" });

export const accountRoutes = {
  sendCode: route({
    id: "sendCode",
    method: "POST",
    path: "/v1/auth/codes",
    summary: "Send a sign-in code by e-mail or text message",
    access: "guest",
    status: 202,
    body: z.strictObject({ identifier: Identifier }),
    response: CodeSent,
    errors: ["identifier_invalid", "code_too_soon", "rate_limited", "sender_failed"],
  }),
  signIn: route({
    id: "signIn",
    method: "POST",
    path: "/v1/auth/sessions",
    summary: "Sign in with a code or a password; a code makes the account if it is new",
    access: "guest",
    status: 201,
    body: z.union([
      z.strictObject({
        identifier: Identifier,
        code: z
          .string()
          .trim()
          .regex(/^[0-9]{6}$/),
        name: line(limits.name_chars_max).optional(),
        locale: z.enum(locales).optional(),
      }),
      z.strictObject({ identifier: Identifier, password: Password }),
    ]),
    response: SignedIn,
    errors: ["identifier_invalid", "code_wrong", "code_expired", "password_wrong", "rate_limited", "account_suspended"],
  }),
  signOut: route({
    id: "signOut",
    method: "DELETE",
    path: "/v1/auth/sessions/current",
    summary: "Sign out here",
    access: "viewer",
    response: z.object({ object: z.literal("signed_out") }),
  }),
  listAuthSessions: route({
    id: "listAuthSessions",
    method: "GET",
    path: "/v1/auth/sessions",
    summary: "Where the account is signed in",
    access: "viewer",
    response: listOf(AuthSession),
  }),
  revokeAuthSession: route({
    id: "revokeAuthSession",
    method: "DELETE",
    path: "/v1/auth/sessions/:id",
    summary: "Sign out one device",
    access: "viewer",
    params: z.object({ id: idOf("authsess") }),
    response: z.object({ object: z.literal("signed_out") }),
    errors: ["not_found"],
  }),
  getAccount: route({
    id: "getAccount",
    method: "GET",
    path: "/v1/account",
    summary: "The caller's account",
    access: "viewer",
    response: Account,
  }),
  updateAccount: route({
    id: "updateAccount",
    method: "PATCH",
    path: "/v1/account",
    summary: "Change name, picture, language or personalization",
    access: "viewer",
    body: z.strictObject({
      name: line(limits.name_chars_max).optional(),
      locale: z.enum(locales).optional(),
      avatar_picture_id: idOf("pic").nullable().optional(),
      personalization: z.boolean().optional(),
    }),
    response: Account,
  }),
  setPassword: route({
    id: "setPassword",
    method: "PUT",
    path: "/v1/account/password",
    summary: "Set or change the password; other devices are signed out and API keys end",
    access: "viewer",
    body: z.strictObject({
      password: Password,
      current_password: z.string().max(limits.password_chars_max).optional(),
    }),
    response: Account,
    errors: ["password_wrong"],
  }),
  listAddresses: route({
    id: "listAddresses",
    method: "GET",
    path: "/v1/addresses",
    summary: "Delivery addresses",
    access: "viewer",
    response: listOf(Address),
  }),
  createAddress: route({
    id: "createAddress",
    method: "POST",
    path: "/v1/addresses",
    summary: "Add a delivery address",
    access: "viewer",
    status: 201,
    body: AddressFields,
    response: Address,
    errors: ["address_limit"],
  }),
  updateAddress: route({
    id: "updateAddress",
    method: "PUT",
    path: "/v1/addresses/:id",
    summary: "Replace a delivery address",
    access: "viewer",
    params: z.object({ id: idOf("addr") }),
    body: AddressFields,
    response: Address,
    errors: ["not_found"],
  }),
  deleteAddress: route({
    id: "deleteAddress",
    method: "DELETE",
    path: "/v1/addresses/:id",
    summary: "Delete a delivery address",
    access: "viewer",
    params: z.object({ id: idOf("addr") }),
    response: z.object({ object: z.literal("deleted"), id: z.string() }),
    errors: ["not_found"],
  }),
  createVerification: route({
    id: "createVerification",
    method: "POST",
    path: "/v1/verifications",
    summary: "Ask to be verified as a host or a seller",
    access: "viewer",
    status: 201,
    body: VerificationFields,
    response: Verification,
    errors: ["verification_pending", "too_young"],
  }),
  listMyVerifications: route({
    id: "listMyVerifications",
    method: "GET",
    path: "/v1/verifications",
    summary: "The caller's verifications, newest first",
    access: "viewer",
    response: listOf(Verification),
  }),
  listVerifications: route({
    id: "listVerifications",
    method: "GET",
    path: "/v1/operator/verifications",
    summary: "Verifications to decide",
    access: "operator",
    query: Page.extend({ state: z.enum(verificationStates).optional() }),
    response: listOf(Verification),
  }),
  approveVerification: route({
    id: "approveVerification",
    method: "POST",
    path: "/v1/operator/verifications/:id/approve",
    summary: "Approve: valid for six months, grants the role",
    access: "operator",
    params: z.object({ id: idOf("ver") }),
    response: Verification,
    errors: ["not_found", "own_matter", "verification_decided"],
  }),
  rejectVerification: route({
    id: "rejectVerification",
    method: "POST",
    path: "/v1/operator/verifications/:id/reject",
    summary: "Reject with a reason",
    access: "operator",
    params: z.object({ id: idOf("ver") }),
    body: z.strictObject({ reason: text(limits.reason_chars_max, 1) }),
    response: Verification,
    errors: ["not_found", "own_matter", "verification_decided"],
  }),
  readDevInbox: route({
    id: "readDevInbox",
    method: "GET",
    path: "/v1/dev/inbox",
    summary: "What the sandbox sender sent (absent in production)",
    access: "guest",
    query: z.object({ to: z.string().max(254).optional() }),
    response: listOf(InboxMessage),
    errors: ["demo_off"],
  }),
  demoSignIn: route({
    id: "demoSignIn",
    method: "POST",
    path: "/v1/demo/sign_in",
    summary: "One-click sign-in of the demo (DEMO=1 only)",
    access: "guest",
    status: 201,
    body: z.strictObject({ role: AccountRole }),
    response: SignedIn,
    errors: ["demo_off"],
  }),
} as const;
