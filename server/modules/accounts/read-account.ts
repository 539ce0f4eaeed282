import type { Locale } from "../../../contract/errors.ts";
import { purposes } from "./sealed-columns.ts";
import type { Account, PublicAccount } from "../../../contract/accounts.ts";
import type { Picture } from "../../../contract/media.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { wireAccount, wirePublicAccount } from "./account.ts";
import { lifeFields } from "./life/life.ts";
import { selectLife } from "./life/store.ts";
import { selectAccounts } from "./store.ts";
import { selectApproved } from "./verifications/store.ts";

/** Pictures belong to media, which sits above; the app hands these over. */
export interface PicturePort {
  avatarUrls?: (reader: Reader, picture_ids: readonly string[]) => Promise<Map<string, string>>;
  /** Takes a portrait away for good. */
  removePicture?: (tx: Tx, account_id: string, picture_id: string) => Promise<void>;
  pictures?: (reader: Reader, picture_ids: readonly string[]) => Promise<Map<string, Picture>>;
  /** Which of these pictures the account may use. */
  ownPictures?: (reader: Reader, account_id: string, picture_ids: readonly string[]) => Promise<Set<string>>;
}

async function avatarsOf(
  pictures: PicturePort,
  reader: Reader,
  rows: readonly { avatar_picture_id: string | null }[],
): Promise<Map<string, string>> {
  const ids = [...new Set(rows.map((row) => row.avatar_picture_id).filter((id) => id !== null))];
  return ids.length === 0 || pictures.avatarUrls === undefined ? new Map() : pictures.avatarUrls(reader, ids);
}
const urlIn = (avatars: ReadonlyMap<string, string>, id: string | null): string | null =>
  id === null ? null : (avatars.get(id) ?? null);

/** The account that is signed in; it exists as long as its session does. */
export async function readAccount(
  ctx: Context,
  pictures: PicturePort,
  reader: Reader,
  account_id: string,
): Promise<Account> {
  const rows = await selectAccounts(reader, [account_id]);
  const row = present(rows[0], "whoever is signed in has an account");
  const approved = await selectApproved(reader, [account_id], ["host", "seller"], ctx.clock.now());
  const has = (kind: "host" | "seller"): boolean => approved.some((one) => one.kind === kind);
  const avatars = await avatarsOf(pictures, reader, rows);
  return wireAccount(ctx.seal, row, {
    avatar_url: urlIn(avatars, row.avatar_picture_id),
    verified: { host: has("host"), seller: has("seller") },
    ...lifeFields(await selectLife(reader, account_id), ctx.clock.now()),
  });
}

/** What anyone may see of these people; misses those who do not exist. */
export async function readPublicAccounts(
  ctx: Context,
  pictures: PicturePort,
  reader: Reader,
  account_ids: readonly string[],
): Promise<Map<string, PublicAccount>> {
  if (account_ids.length === 0) return new Map();
  const rows = await selectAccounts(reader, account_ids);
  const avatars = await avatarsOf(pictures, reader, rows);
  return new Map(rows.map((row) => [row.id, wirePublicAccount(ctx.seal, row, urlIn(avatars, row.avatar_picture_id))]));
}

/** How somebody is written to. */
export interface Contact {
  readonly locale: Locale;
  readonly email: string | null;
}

export async function readContacts(
  ctx: Context,
  reader: Reader,
  account_ids: readonly string[],
): Promise<Map<string, Contact>> {
  if (account_ids.length === 0) return new Map();
  return new Map(
    (await selectAccounts(reader, account_ids))
      .filter((row) => row.deleted_at === null)
      .map((row) => [
        row.id,
        {
          locale: row.locale,
          email: row.email_sealed === null ? null : ctx.seal.open(row.email_sealed, purposes.email),
        },
      ]),
  );
}
