import { z } from "zod";
import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { Caller } from "../../../kernel/routing.ts";
import { openContent } from "../decide-verification.ts";
import { selectKeys } from "../api-keys/store.ts";
import { selectNotes, selectSuspensions } from "../desk/store.ts";
import { readAddresses } from "../keep-address.ts";
import { spend, type Rate } from "../rate-limit.ts";
import { purposes } from "../sealed-columns.ts";
import { selectAccounts, selectSessions } from "../store.ts";
import { selectOwnVerifications } from "../verifications/store.ts";
import type { ExportRow, LifePort } from "./life.ts";
import { ownIdentifiers, requireProof } from "./prove-self.ts";
import {
  finishExport,
  insertExport,
  selectConsents,
  selectExport,
  selectLife,
  selectOwnProfile,
  selectTrainings,
} from "./store.ts";

export const exportJob = "accounts.export";
export const ExportJob = z.object({ account_id: z.string(), id: z.string() });

const per_account: Rate = {
  name: "exports_per_account",
  max: limits.exports_per_account_per_day_max,
  window_ms: 24 * 3600_000,
};
/** Bound to its account, so that one person's export cannot be moved to another's. */
const purposeOf = (account_id: string): string => `${purposes.export} ${account_id}`;

/** Begins an export; a job makes it. Refuses proof_required, rate_limited. */
export async function askForExport(ctx: Context, caller: Caller): Promise<ExportRow> {
  await requireProof(ctx, caller);
  const row = {
    account_id: caller.account_id,
    id: newId(ctx, "exp"),
    asked_at: ctx.clock.now(),
    ready_at: null,
    expires_at: null,
  };
  await ctx.db.transact(async (tx) => {
    await spend(ctx, tx, per_account, caller.account_id);
    await insertExport(tx, row);
    await ctx.jobs.add(tx, exportJob, { account_id: row.account_id, id: row.id });
  });
  return row;
}

/** Asks every module what it holds. Run twice it makes the same file once. */
export async function makeExport(
  ctx: Context,
  life: LifePort,
  { account_id, id }: z.infer<typeof ExportJob>,
): Promise<void> {
  const row = await selectExport(ctx.db.reader, account_id, id);
  if (row === undefined || row.ready_at !== null) return;
  const data: Record<string, unknown> = { accounts: await exportOwn(ctx, ctx.db.reader, account_id) };
  for (const one of life.personal ?? []) data[one.name] = await one.exportOf(ctx.db.reader, account_id);
  const at = ctx.clock.now();
  const text = JSON.stringify(data, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value));
  await ctx.db.transact(async (tx) => {
    const first = await finishExport(tx, {
      account_id,
      id,
      content_sealed: ctx.seal.seal(text, purposeOf(account_id)),
      ready_at: at,
      expires_at: new Date(at.getTime() + limits.export_valid_ms),
    });
    if (first) await ctx.outbox.emit(tx, [{ type: "account.export_ready", account_id, export_id: id }]);
  });
}

/**
 * What this module itself holds: everything but secrets, which are kept as fingerprints and open nothing. What operators
 * wrote about the person is theirs to read too (PIPL art. 45); which operator wrote it is not.
 */
async function exportOwn(ctx: Context, reader: Reader, account_id: string): Promise<unknown> {
  const [account] = await selectAccounts(reader, [account_id]);
  const verifications = await selectOwnVerifications(reader, account_id, limits.verifications_listed_max);
  return {
    account: account && {
      id: account.id,
      name: ctx.seal.open(account.name_sealed, purposes.name),
      sign_in: await ownIdentifiers(ctx, reader, account_id),
      locale: account.locale,
      roles: account.roles,
      created_at: account.created_at,
    },
    choices: await selectLife(reader, account_id),
    host_profile: await selectOwnProfile(reader, account_id),
    consents: (await selectConsents(reader, account_id)).map(({ document, version, at }) => ({
      document,
      version,
      at,
    })),
    trainings: await selectTrainings(reader, account_id),
    sign_ins: (await selectSessions(reader, account_id, ctx.clock.now())).map((one) => ({
      device: one.device,
      network: one.address,
      since: one.created_at,
      last_seen_at: one.last_seen_at,
    })),
    api_keys: (await selectKeys(reader, account_id)).map(({ name, scopes, created_at, last_used_at, expires_at }) => ({
      name,
      scopes,
      created_at,
      last_used_at,
      expires_at,
    })),
    suspensions: (await selectSuspensions(reader, account_id, limits.export_rows_per_list_max)).map((row) => ({
      reason: ctx.seal.open(row.reason_sealed, purposes.reason),
      since: row.suspended_at,
      lifted_at: row.lifted_at,
      lifted_because: row.lift_reason_sealed === null ? null : ctx.seal.open(row.lift_reason_sealed, purposes.reason),
    })),
    notes_of_operators: (await selectNotes(reader, account_id, limits.export_rows_per_list_max)).map((row) => ({
      text: ctx.seal.open(row.text_sealed, purposes.reason),
      at: row.written_at,
    })),
    addresses: await readAddresses(ctx, reader, account_id),
    verifications: verifications.map((row) => ({
      id: row.id,
      kind: row.kind,
      state: row.state,
      ...openContent(ctx, row),
      reason: row.reason_sealed === null ? null : ctx.seal.open(row.reason_sealed, purposes.reason),
      created_at: row.created_at,
      decided_at: row.decided_at,
      valid_until: row.valid_until,
    })),
  };
}

/** The file, while it may be downloaded. Refuses proof_required; not_found for another's, one not ready, or one whose time is over. */
export async function readExport(ctx: Context, caller: Caller, id: string) {
  await requireProof(ctx, caller);
  const row = await selectExport(ctx.db.reader, caller.account_id, id);
  const { content_sealed, ready_at, expires_at } = row ?? refuse("not_found");
  if (content_sealed === null || ready_at === null || expires_at === null || expires_at <= ctx.clock.now())
    refuse("not_found");
  return {
    object: "account_export_content" as const,
    account_id: caller.account_id,
    made_at: ready_at.toISOString(),
    data: JSON.parse(ctx.seal.open(content_sealed, purposeOf(caller.account_id))) as Record<string, unknown>,
  };
}
