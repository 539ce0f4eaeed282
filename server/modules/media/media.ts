import type { Picture } from "../../../contract/media.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Accounts } from "../accounts/index.ts";
import { personalPictures, removePicture } from "./personal/personal-data.ts";
import { createKeyAlarm } from "./key-alarm.ts";
import { wirePicture } from "./picture.ts";
import { storedMediaRoutes } from "./routes.ts";
import { servePicture } from "./serve-picture.ts";
import * as store from "./store.ts";
import { looksLikeSecret, secretPurpose } from "./stream-key.ts";

/** What media asks of accounts. */
export type MediaAccounts = Pick<Accounts, "verified">;

export interface Media {
  pictures(reader: Reader, picture_ids: readonly string[]): Promise<Map<string, Picture>>;
  /** Which of these pictures this account uploaded, and so may use. */
  readonly ownPictures: (reader: Reader, account_id: string, picture_ids: readonly string[]) => Promise<Set<string>>;
  /** Takes a picture of this account away for good, once `tx` has committed. */
  readonly removePicture: (tx: Tx, account_id: string, picture_id: string) => Promise<void>;
  /** Answers `/pictures/<path>`, path being `<id>/<size>.webp`; null where there is no such picture. */
  servePicture(path: string): Promise<Response | null>;
  /** Whose secret this is, found through its keyed fingerprint; undefined where it never was one. */
  streamKeyOwner(
    reader: Reader,
    secret: string,
  ): Promise<{ account_id: string; key_id: string; revoked: boolean } | undefined>;
  touchStreamKey(tx: Tx, key_id: string, at: Date): Promise<void>;
  /** Called once in every process when a key has been revoked, by its owner or by a new one: cut its encoder off. */
  onKeyRevoked(hear: (account_id: string, key_id: string) => void): void;
  readonly part: ModulePart;
}

/** The stored half of media: pictures and stream keys. */
export function createMedia(ctx: Context, deps: { readonly accounts: MediaAccounts }): Media {
  const alarm = createKeyAlarm(ctx);
  return {
    async pictures(reader, picture_ids) {
      if (picture_ids.length === 0) return new Map();
      const rows = await store.selectPictures(reader, picture_ids);
      return new Map(rows.map((row) => [row.id, wirePicture(row)]));
    },
    async ownPictures(reader, account_id, picture_ids) {
      return picture_ids.length === 0
        ? new Set()
        : new Set(await store.selectOwnPictureIds(reader, account_id, picture_ids));
    },
    servePicture: (path) => servePicture(ctx.objects, path),
    async streamKeyOwner(reader, secret) {
      if (!looksLikeSecret(secret)) return undefined;
      const row = await store.selectKeyByIndex(reader, ctx.seal.index(secret, secretPurpose));
      return row === undefined
        ? undefined
        : { account_id: row.account_id, key_id: row.id, revoked: row.revoked_at !== null };
    },
    touchStreamKey: (tx, key_id, at) => store.updateKeyUse(tx, key_id, at),
    onKeyRevoked: (hear) => alarm.on(hear),
    removePicture: (tx, account_id, picture_id) => removePicture(ctx, tx, account_id, picture_id),
    part: { routes: storedMediaRoutes(ctx, deps.accounts, alarm), personal: personalPictures },
  };
}
