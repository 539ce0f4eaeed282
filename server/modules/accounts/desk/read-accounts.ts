import type { z } from "zod";
import { idOf } from "../../../../contract/ids.ts";
import type { AccountCard, AccountFile, operatorRoutes, RevealedAccount } from "../../../../contract/operator.ts";
import type { PublicAccount } from "../../../../contract/accounts.ts";
import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { wireOwnRow } from "../account.ts";
import { writeAudit } from "../audit.ts";
import { maskIdentifier, parseIdentifier } from "../identifier.ts";
import { readPublicAccounts, type PicturePort } from "../read-account.ts";
import { purposes } from "../sealed-columns.ts";
import { indexOf } from "../send-code.ts";
import { selectAccounts, selectCredential, selectSessions } from "../store.ts";
import { stateAt } from "../verification.ts";
import { selectOwnVerifications } from "../verifications/store.ts";
import * as store from "./store.ts";

export interface ReadDeps {
  readonly ctx: Context;
  readonly pictures: PicturePort;
}
type Query = z.output<(typeof operatorRoutes)["searchAccounts"]["query"]>;

const accountId = idOf("acct");

/** The account as the desk's list has it, in the order of `ids`. */
async function cardsOf({ ctx, pictures }: ReadDeps, ids: readonly string[]): Promise<AccountCard[]> {
  const { reader } = ctx.db;
  const rows = new Map((await selectAccounts(reader, ids)).map((row) => [row.id, row]));
  const people = await readPublicAccounts(ctx, pictures, reader, ids);
  const suspended = new Set((await store.selectStanding(reader, ids)).map((row) => row.account_id));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    if (row === undefined) return [];
    const { name, roles, email_masked, phone_masked, created_at } = wireOwnRow(ctx.seal, row);
    return [
      {
        id,
        object: "account_card",
        name,
        avatar_url: people.get(id)?.avatar_url ?? null,
        roles,
        email_masked,
        phone_masked,
        suspended: suspended.has(id),
        created_at,
      },
    ];
  });
}

/**
 * Accounts by what was typed. An id, an e-mail address or a phone number finds one by its key; whether somebody has an
 * account is personal, so the look-up is in the audit log,
 * masked, or what was asked for would outlive the account. Names are ciphertext: they are opened stride by stride, the
 * newest account first, and where a page ends early its cursor goes on.
 */
export async function searchAccounts(deps: ReadDeps, by: string, query: Query) {
  const { ctx } = deps;
  const q = query.q ?? "";
  const none = { object: "list" as const, data: [] as AccountCard[], has_more: false, next_cursor: null };
  if (query.cursor !== undefined && !accountId.safeParse(query.cursor).success)
    refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  if (accountId.safeParse(q).success) return { ...none, data: await cardsOf(deps, [q]) };
  const identifier = q === "" ? undefined : parseIdentifier(q);
  if (identifier !== undefined) {
    const found = (await selectCredential(ctx.db.reader, identifier.channel, indexOf(ctx, identifier)))?.id;
    await ctx.db.transact((tx) =>
      writeAudit(ctx, tx, [
        {
          account_id: by,
          action: "accounts.identifier_looked_up",
          subject_id: found ?? "nobody",
          reason: maskIdentifier(identifier),
        },
      ]),
    );
    return found === undefined ? none : { ...none, data: await cardsOf(deps, [found]) };
  }
  const filter = {
    role: query.role ?? null,
    suspended: query.suspended === undefined ? null : query.suspended === "true",
  };
  const needle = q.toLowerCase();
  const found: string[] = [];
  let before = query.cursor ?? null;
  for (let stride = 0; stride < limits.account_search_strides_max; stride += 1) {
    const rows = await store.selectNames(ctx.db.reader, {
      ...filter,
      before,
      limit: limits.account_search_stride_accounts,
    });
    for (const row of rows) {
      before = row.id;
      if (needle !== "" && !ctx.seal.open(row.name_sealed, purposes.name).toLowerCase().includes(needle)) continue;
      found.push(row.id);
      if (found.length === query.limit) break;
    }
    if (rows.length < limits.account_search_stride_accounts && found.length < query.limit)
      return { ...none, data: await cardsOf(deps, found) };
    if (found.length === query.limit) break;
  }
  return { object: "list" as const, data: await cardsOf(deps, found), has_more: true, next_cursor: before };
}

/** The whole file, written down as read by this operator. Refuses `not_found`. */
export async function readFile(deps: ReadDeps, by: string, account_id: string): Promise<AccountFile> {
  const { ctx } = deps;
  const file = await fileOf(deps, account_id);
  await ctx.db.transact((tx) =>
    writeAudit(ctx, tx, [{ account_id: by, action: "accounts.file_shown", subject_id: account_id, reason: null }]),
  );
  return file;
}

/** The file as it is after something was done to it. Refuses `not_found`. */
export async function fileOf(deps: ReadDeps, account_id: string): Promise<AccountFile> {
  const { ctx, pictures } = deps;
  const { reader } = ctx.db;
  const now = ctx.clock.now();
  const card = (await cardsOf(deps, [account_id]))[0] ?? refuse("not_found");
  const facts = present((await selectAccounts(reader, [account_id]))[0], "an account with a card is there");
  const suspensions = await store.selectSuspensions(reader, account_id, limits.account_file_rows_max);
  const notes = await store.selectNotes(reader, account_id, limits.account_file_rows_max);
  const people = await peopleOf(ctx, pictures, reader, [
    ...suspensions.flatMap((row) => [row.suspended_by, row.lifted_by]),
    ...notes.map((row) => row.written_by),
  ]);
  const open = (sealed: string | null): string | null =>
    sealed === null ? null : ctx.seal.open(sealed, purposes.reason);
  return {
    ...card,
    object: "account_file",
    locale: facts.locale,
    has_password: facts.has_password,
    suspensions: suspensions.map((row) => ({
      id: row.id,
      object: "suspension",
      reason: ctx.seal.open(row.reason_sealed, purposes.reason),
      by: people(row.suspended_by),
      at: row.suspended_at.toISOString(),
      lifted_at: row.lifted_at?.toISOString() ?? null,
      lifted_by: row.lifted_by === null ? null : people(row.lifted_by),
      lift_reason: open(row.lift_reason_sealed),
    })),
    verifications: (await selectOwnVerifications(reader, account_id, limits.account_file_rows_max)).map((row) => ({
      id: row.id,
      kind: row.kind,
      state: stateAt(row, now),
      created_at: row.created_at.toISOString(),
      valid_until: row.valid_until?.toISOString() ?? null,
    })),
    sessions: (await selectSessions(reader, account_id, now)).map((row) => ({
      id: row.id,
      object: "auth_session",
      device: row.device,
      address: row.address,
      current: false,
      created_at: row.created_at.toISOString(),
      last_seen_at: row.last_seen_at.toISOString(),
      expires_at: row.expires_at.toISOString(),
    })),
    notes: notes.map((row) => ({
      id: row.id,
      object: "account_note",
      text: ctx.seal.open(row.text_sealed, purposes.reason),
      by: people(row.written_by),
      at: row.written_at.toISOString(),
    })),
  };
}

/** Accounts by id; one that is gone keeps its id for a name. */
export async function peopleOf(
  ctx: Context,
  pictures: PicturePort,
  reader: Reader,
  ids: readonly (string | null)[],
): Promise<(id: string) => PublicAccount> {
  const known = await readPublicAccounts(ctx, pictures, reader, [...new Set(ids.filter((id) => id !== null))]);
  return (id) => known.get(id) ?? { id, object: "public_account", name: id, avatar_url: null };
}

/** E-mail address and phone number in the clear; the reason is kept first. Refuses `not_found`. */
export async function revealAccount(
  { ctx }: ReadDeps,
  asked: { account_id: string; reason: string; by: string },
): Promise<z.infer<typeof RevealedAccount>> {
  const row = (await selectAccounts(ctx.db.reader, [asked.account_id]))[0] ?? refuse("not_found");
  await ctx.db.transact((tx) =>
    writeAudit(ctx, tx, [
      { account_id: asked.by, action: "accounts.identity_revealed", subject_id: row.id, reason: asked.reason },
    ]),
  );
  return {
    object: "revealed_account",
    account_id: row.id,
    email: row.email_sealed === null ? null : ctx.seal.open(row.email_sealed, purposes.email),
    phone: row.phone_sealed === null ? null : ctx.seal.open(row.phone_sealed, purposes.phone),
  };
}

/** Leaves a note for other operators. Refuses `not_found`. */
export async function noteAccount(
  { ctx }: ReadDeps,
  note: { account_id: string; text: string; by: string },
): Promise<void> {
  await ctx.db.transact(async (tx) => {
    if (!(await store.lockAccount(tx, note.account_id, "share"))) refuse("not_found");
    const row = {
      account_id: note.account_id,
      id: newId(ctx, "note"),
      text_sealed: ctx.seal.seal(note.text, purposes.reason),
      written_by: note.by,
      written_at: ctx.clock.now(),
    };
    await store.insertNote(tx, row);
    // Without the text: the note goes with its account, the log stays.
    await writeAudit(ctx, tx, [
      { account_id: note.by, action: "accounts.noted", subject_id: note.account_id, reason: null },
    ]);
  });
}
