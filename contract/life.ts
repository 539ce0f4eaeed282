import { z } from "zod";
import { Account, CodeSent } from "./accounts.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { legalDocuments, trainingChoices, trainingQuestions, type TrainingQuestion } from "./law.ts";
import { limits } from "./limits.ts";
import { Instant, listOf } from "./lists.ts";

/** Something the account agreed to, and when. */
export const Consent = z
  .object({
    object: z.literal("consent"),
    document: z.enum(legalDocuments),
    version: z.string(),
    /** False once the document has changed since. */
    current: z.boolean(),
    at: Instant,
  })
  .meta({ id: "Consent" });

/** The caller showed again who they are; for a quarter of an hour this sign-in may do what cannot be undone. */
export const Proof = z.object({ object: z.literal("proof"), valid_until: Instant }).meta({ id: "Proof" });

export const exportStates = ["making", "ready", "expired"] as const;
export const AccountExport = z
  .object({
    id: idOf("exp"),
    object: z.literal("account_export"),
    state: z.enum(exportStates),
    asked_at: Instant,
    ready_at: Instant.nullable(),
    /** Until when it can be downloaded. */
    expires_at: Instant.nullable(),
  })
  .meta({ id: "AccountExport" });
export type AccountExport = z.infer<typeof AccountExport>;

/** What stands in the way of deleting an account, and how much of it. */
export const deletionObstacles = [
  "orders_bought",
  "aftersales_open",
  "orders_sold",
  "shop_balance",
  "on_air",
  "operator",
  "suspended",
] as const;
export type DeletionObstacle = (typeof deletionObstacles)[number];
export const AccountDeletion = z
  .object({
    object: z.literal("account_deletion"),
    state: z.enum(["none", "pending"]),
    asked_at: Instant.nullable(),
    due_at: Instant.nullable(),
    /** `count`: orders or shops; for `shop_balance` the sum in minor units. */
    obstacles: z.array(z.object({ reason: z.enum(deletionObstacles), count: z.int() })),
  })
  .meta({ id: "AccountDeletion" });
export type AccountDeletion = z.infer<typeof AccountDeletion>;

const answers = z.strictObject(
  Object.fromEntries(trainingQuestions.map((question) => [question, z.enum(trainingChoices)])) as Record<
    TrainingQuestion,
    z.ZodEnum<{ a: "a"; b: "b"; c: "c" }>
  >,
);

export const lifeRoutes = {
  listConsents: route({
    id: "listConsents",
    method: "GET",
    path: "/v1/account/consents",
    summary: "What the caller agreed to",
    access: "viewer",
    response: listOf(Consent),
  }),
  giveConsent: route({
    id: "giveConsent",
    method: "PUT",
    path: "/v1/account/consents",
    summary: "Agree to the present version of a document",
    access: "viewer",
    body: z.strictObject({ document: z.enum(legalDocuments), version: z.string().max(20) }),
    response: Account,
    errors: ["consent_version"],
  }),
  acknowledgeTraining: route({
    id: "acknowledgeTraining",
    method: "PUT",
    path: "/v1/account/training",
    summary: "Hosts: answer the yearly training; valid a year",
    access: "viewer",
    body: z.strictObject({ version: z.string().max(20), answers }),
    response: Account,
    errors: ["training_version", "training_answers"],
  }),
  sendProofCode: route({
    id: "sendProofCode",
    method: "POST",
    path: "/v1/auth/proof_codes",
    summary: "Send a code to the caller's own address or number",
    access: "viewer",
    status: 202,
    response: CodeSent,
    errors: ["code_too_soon", "rate_limited", "sender_failed"],
  }),
  proveSelf: route({
    id: "proveSelf",
    method: "POST",
    path: "/v1/auth/proofs",
    summary: "Show again who one is, by a code or the password",
    access: "viewer",
    body: z.union([
      z.strictObject({
        code: z
          .string()
          .trim()
          .regex(/^[0-9]{6}$/),
      }),
      z.strictObject({ password: z.string().min(1).max(limits.password_chars_max) }),
    ]),
    response: Proof,
    errors: ["code_wrong", "code_expired", "password_wrong", "rate_limited"],
  }),
  createAccountExport: route({
    id: "createAccountExport",
    method: "POST",
    path: "/v1/account/exports",
    summary: "Gather everything held about the caller into one file",
    access: "viewer",
    status: 202,
    response: AccountExport,
    errors: ["proof_required", "rate_limited"],
  }),
  listAccountExports: route({
    id: "listAccountExports",
    method: "GET",
    path: "/v1/account/exports",
    summary: "The caller's exports, newest first",
    access: "viewer",
    response: listOf(AccountExport),
  }),
  getAccountExportContent: route({
    id: "getAccountExportContent",
    method: "GET",
    path: "/v1/account/exports/:id/content",
    summary: "Download an export",
    access: "viewer",
    params: z.object({ id: idOf("exp") }),
    response: z.object({
      object: z.literal("account_export_content"),
      account_id: idOf("acct"),
      made_at: Instant,
      /** By module, what it holds. */
      data: z.record(z.string(), z.unknown()),
    }),
    errors: ["proof_required", "not_found"],
  }),
  getAccountDeletion: route({
    id: "getAccountDeletion",
    method: "GET",
    path: "/v1/account/deletion",
    summary: "Whether the account is to be deleted, and what stands in the way",
    access: "viewer",
    response: AccountDeletion,
  }),
  requestAccountDeletion: route({
    id: "requestAccountDeletion",
    method: "POST",
    path: "/v1/account/deletion",
    summary: "Have the account deleted in seven days",
    access: "viewer",
    response: AccountDeletion,
    errors: ["proof_required", "deletion_blocked"],
  }),
  cancelAccountDeletion: route({
    id: "cancelAccountDeletion",
    method: "DELETE",
    path: "/v1/account/deletion",
    summary: "Keep the account after all",
    access: "viewer",
    response: AccountDeletion,
  }),
} as const;
