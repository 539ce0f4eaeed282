import type { z } from "zod";
import type { AccountRole, PublicAccount, Verification, VerificationFields } from "../../../contract/accounts.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { writeAudit } from "./audit.ts";
import { purposes } from "./sealed-columns.ts";
import type { Authenticator } from "./authenticate.ts";
import { spend, type Rate } from "./rate-limit.ts";
import { addRole } from "./store.ts";
import type { VerificationKind, VerificationRow } from "./tables.ts";
import { ageAt, maskDocument, stateAt, validUntil, type VerificationContent } from "./verification.ts";
import { decideVerification, insertVerification, lockVerification, selectApproved } from "./verifications/store.ts";

/** What an approval lets its account do. */
const roleOf = { host: "host", seller: "merchant" } as const satisfies Record<VerificationKind, AccountRole>;
const per_account: Rate = {
  name: "verifications_per_account",
  max: limits.verifications_per_account_per_day_max,
  window_ms: 24 * 3600_000,
};

/** What an operator may set; settings, which answers it, sits above, so the app hands it over. The limits until then. */
export interface RulePort {
  rules?: () => { readonly verification_valid_months: number; readonly host_age_years_min: number };
}

/** Bound to its account, so that one person's papers cannot be moved to another's. */
const purposeOf = (account_id: string): string => `${purposes.verification} ${account_id}`;

export function openContent(ctx: Context, row: VerificationRow): VerificationContent {
  return JSON.parse(ctx.seal.open(row.fields_sealed, purposeOf(row.account_id))) as VerificationContent;
}

/** `whole`: for an operator who decides; its owner sees the document number masked. */
export function wireVerification(
  ctx: Context,
  row: VerificationRow,
  account: PublicAccount,
  view: "whole" | "masked",
): Verification {
  const content = openContent(ctx, row);
  return {
    id: row.id,
    object: "verification",
    account,
    kind: row.kind,
    state: stateAt(row, ctx.clock.now()),
    ...content,
    document_number: view === "whole" ? content.document_number : maskDocument(content.document_number),
    reason: row.reason_sealed === null ? null : ctx.seal.open(row.reason_sealed, purposes.reason),
    created_at: row.created_at.toISOString(),
    decided_at: row.decided_at?.toISOString() ?? null,
    valid_until: row.valid_until?.toISOString() ?? null,
  };
}

/** Files a verification to be decided. Refuses verification_pending, too_young, invalid_param (birth_date), rate_limited. */
export async function fileVerification(
  ctx: Context,
  tx: Tx,
  account_id: string,
  fields: z.infer<typeof VerificationFields>,
  port: RulePort = {},
): Promise<VerificationRow> {
  const { kind, ...content } = fields;
  const now = ctx.clock.now();
  const age = content.birth_date === null ? null : ageAt(content.birth_date, now, ctx.config.time_zone);
  if ((age === null && kind === "host") || (age !== null && (age < 0 || age > 150)))
    refuse("invalid_param", { param: "birth_date", details: { detail: "birth_date" } });
  if (kind === "host" && age !== null && age < (port.rules?.() ?? limits).host_age_years_min)
    refuse("too_young", { param: "birth_date", details: { years: (port.rules?.() ?? limits).host_age_years_min } });
  await spend(ctx, tx, per_account, account_id);
  const row: VerificationRow = {
    account_id,
    id: newId(ctx, "ver"),
    kind,
    state: "pending",
    fields_sealed: ctx.seal.seal(JSON.stringify(content), purposeOf(account_id)),
    reason_sealed: null,
    created_at: now,
    decided_at: null,
    decided_by: null,
    valid_until: null,
  };
  if (!(await insertVerification(tx, row))) refuse("verification_pending");
  return row;
}

/**
 * An operator's decision: approved, it is valid for some months (a setting) and grants the role; rejected, it states why. Either is
 * written to the audit log. Nobody decides their own. Refuses not_found, own_matter, verification_decided.
 */
export async function decide(
  deps: { ctx: Context; authenticator: Authenticator; rules?: RulePort },
  tx: Tx,
  decision: { id: string; by: string } & ({ approved: true } | { approved: false; reason: string }),
): Promise<VerificationRow> {
  const { ctx } = deps;
  const before = (await lockVerification(tx, decision.id)) ?? refuse("not_found");
  if (before.account_id === decision.by) refuse("own_matter");
  if (before.state !== "pending") refuse("verification_decided");
  const now = ctx.clock.now();
  const reason = decision.approved ? null : decision.reason;
  const row: VerificationRow = {
    ...before,
    state: decision.approved ? "approved" : "rejected",
    reason_sealed: reason === null ? null : ctx.seal.seal(reason, purposes.reason),
    decided_at: now,
    decided_by: decision.by,
    valid_until: decision.approved
      ? validUntil(now, (deps.rules?.rules?.() ?? limits).verification_valid_months)
      : null,
  };
  await decideVerification(tx, row);
  if (decision.approved) await grantRole(deps, tx, row.account_id, roleOf[row.kind]);
  await writeAudit(ctx, tx, [
    {
      account_id: decision.by,
      action: decision.approved ? "accounts.verification_approved" : "accounts.verification_rejected",
      subject_id: row.id,
      reason,
    },
  ]);
  await ctx.outbox.emit(tx, [
    { type: "verification.decided", account_id: row.account_id, kind: row.kind, approved: decision.approved },
  ]);
  return row;
}

/**
 * Writes down that an operator was shown whole papers, before they are: one entry per page, filed under the newest of
 * them, with all their ids.
 */
export async function auditShown(ctx: Context, tx: Tx, by: string, rows: readonly VerificationRow[]): Promise<void> {
  const [newest] = rows;
  if (newest === undefined) return;
  await writeAudit(ctx, tx, [
    {
      account_id: by,
      action: "accounts.verifications_shown",
      subject_id: newest.id,
      reason: rows.map((row) => row.id).join(" "),
    },
  ]);
}

/** Idempotent; from the next request on, everywhere. */
export async function grantRole(
  { ctx, authenticator }: { ctx: Context; authenticator: Authenticator },
  tx: Tx,
  account_id: string,
  role: AccountRole,
): Promise<void> {
  if (!(await addRole(tx, account_id, role, ctx.clock.now()))) return;
  await authenticator.changed(tx, account_id);
  if (role === "host") await ctx.outbox.emit(tx, [{ type: "host.changed", account_id }]);
}

/** A verified seller, whole, for the page that says who sells. */
export interface SellerIdentity {
  readonly legal_name: string;
  readonly document_kind: "business_license" | "identity_number";
  readonly document_number: string;
  readonly address: string;
  readonly contact_phone: string;
  readonly verified_at: Date;
  readonly valid_until: Date;
}

export async function readSellerIdentity(
  ctx: Context,
  reader: Reader,
  account_id: string,
  at: Date,
): Promise<SellerIdentity | undefined> {
  const [row] = await selectApproved(reader, [account_id], ["seller"], at);
  if (row === undefined) return undefined;
  const { legal_name, document_kind, document_number, address, contact_phone } = openContent(ctx, row);
  return {
    legal_name,
    document_kind,
    document_number,
    address,
    contact_phone,
    verified_at: present(row.decided_at, "what is approved was decided"),
    valid_until: present(row.valid_until, "what is approved ends"),
  };
}
