import type { Account } from "../../../../contract/accounts.ts";
import type { AccountDeletion, AccountExport } from "../../../../contract/life.ts";
import { legalDocuments, legalVersions, type LegalDocument } from "../../../../contract/law.ts";
import type { PersonalData } from "../../../kernel/module.ts";
import { limits } from "../../../kernel/limits.ts";

/** What the modules above hold about people; the app fills it in. */
export interface LifePort {
  personal?: readonly PersonalData[];
}

/** accounts.consent */
export interface ConsentRow {
  account_id: string;
  document: LegalDocument;
  version: string;
  at: Date;
}
/** accounts.export */
export interface ExportRow {
  account_id: string;
  id: string;
  asked_at: Date;
  ready_at: Date | null;
  expires_at: Date | null;
}
/** accounts.deletion */
export interface DeletionRow {
  account_id: string;
  asked_at: Date;
  due_at: Date;
  done_at: Date | null;
}
/** What `Account` says of law and life, as it stands in the tables. */
export interface LifeFacts {
  personalization: boolean | null;
  /** `document version` of everything agreed to. */
  consents: string[];
  trained_until: Date | null;
  deletion_due_at: Date | null;
}

export function lifeFields(
  facts: LifeFacts,
  at: Date,
): Pick<Account, "personalization" | "consents_due" | "training_valid_until" | "deletion_due_at"> {
  return {
    personalization: facts.personalization ?? true,
    consents_due: legalDocuments.filter((one) => !facts.consents.includes(`${one} ${legalVersions[one]}`)),
    training_valid_until:
      facts.trained_until !== null && facts.trained_until > at ? facts.trained_until.toISOString() : null,
    deletion_due_at: facts.deletion_due_at?.toISOString() ?? null,
  };
}

/** A year later, by the calendar; the 29th of February becomes the 28th. */
export function trainedUntil(at: Date): Date {
  const until = new Date(at);
  until.setUTCMonth(at.getUTCMonth() + limits.training_valid_months);
  if (until.getUTCDate() !== at.getUTCDate()) until.setUTCDate(0);
  return until;
}

export function wireExport(row: ExportRow, at: Date): AccountExport {
  return {
    id: row.id,
    object: "account_export",
    state: row.expires_at === null ? "making" : row.expires_at <= at ? "expired" : "ready",
    asked_at: row.asked_at.toISOString(),
    ready_at: row.ready_at?.toISOString() ?? null,
    expires_at: row.expires_at?.toISOString() ?? null,
  };
}

export function wireDeletion(row: DeletionRow | undefined, obstacles: AccountDeletion["obstacles"]): AccountDeletion {
  const pending = row !== undefined && row.done_at === null;
  return {
    object: "account_deletion",
    state: pending ? "pending" : "none",
    asked_at: pending ? row.asked_at.toISOString() : null,
    due_at: pending ? row.due_at.toISOString() : null,
    obstacles,
  };
}
