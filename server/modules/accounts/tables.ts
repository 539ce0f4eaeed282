import type { AccountRole, VerificationFields } from "../../../contract/accounts.ts";
import type { Locale } from "../../../contract/errors.ts";
import type { z } from "zod";

/** accounts.account */
export interface AccountRow {
  id: string;
  name_sealed: string;
  email_sealed: string | null;
  email_index: string | null;
  phone_sealed: string | null;
  phone_index: string | null;
  avatar_picture_id: string | null;
  locale: Locale;
  roles: AccountRole[];
  created_at: Date;
}

/** accounts.api_key */
export interface ApiKeyRow {
  readonly id: string;
  readonly account_id: string;
  readonly secret_index: string;
  readonly name: string;
  readonly scopes: string[];
  readonly ends_with: string;
  readonly created_at: Date;
  readonly last_used_at: Date | null;
  readonly expires_at: Date | null;
}

/** accounts.auth_session */
export interface AuthSessionRow {
  id: string;
  account_id: string;
  device: string;
  address: string;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
}

/** accounts.code */
export interface CodeRow {
  identifier_index: string;
  /** Which sending this row is of, so that a failed one takes back only itself. */
  issue: string;
  code_index: string;
  attempts: number;
  sent_at: Date;
  expires_at: Date;
}

/** accounts.address */
export interface AddressRow {
  account_id: string;
  id: string;
  fields_sealed: string;
  is_default: boolean;
  created_at: Date;
}

export type VerificationKind = z.infer<typeof VerificationFields>["kind"];
/** What is written down; `expired` is read from `valid_until`. */
export type StoredVerificationState = "pending" | "approved" | "rejected";

/** accounts.verification */
export interface VerificationRow {
  account_id: string;
  id: string;
  kind: VerificationKind;
  state: StoredVerificationState;
  fields_sealed: string;
  reason_sealed: string | null;
  created_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  valid_until: Date | null;
}

/** accounts.host_profile */
export interface HostProfileRow {
  account_id: string;
  headline: string;
  bio: string;
  region: string;
  banner_picture_id: string | null;
  updated_at: Date;
}

/** accounts.audit */
export interface AuditRow {
  account_id: string;
  id: string;
  action: string;
  subject_id: string;
  reason_sealed: string | null;
  at: Date;
}

/** accounts.suspension */
export interface SuspensionRow {
  account_id: string;
  id: string;
  reason_sealed: string;
  suspended_by: string;
  suspended_at: Date;
  lifted_at: Date | null;
  lifted_by: string | null;
  lift_reason_sealed: string | null;
}

/** accounts.note */
export interface NoteRow {
  account_id: string;
  id: string;
  text_sealed: string;
  written_by: string;
  written_at: Date;
}
