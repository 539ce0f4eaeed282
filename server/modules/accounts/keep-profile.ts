import type { z } from "zod";
import type { HostProfile, HostProfileFields } from "../../../contract/hosts.ts";
import type { Picture } from "../../../contract/media.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import { putProfile, selectHostApprovals, selectProfiles } from "./profiles/store.ts";
import type { PicturePort } from "./read-account.ts";
import { verifiedSince } from "./verification.ts";

/** What hosts tell about themselves, the picture already found; empty for who has written nothing. */
export async function readProfiles(
  pictures: PicturePort,
  reader: Reader,
  account_ids: readonly string[],
): Promise<Map<string, HostProfile>> {
  const rows = account_ids.length === 0 ? [] : await selectProfiles(reader, account_ids);
  const banners = rows.flatMap((row) => row.banner_picture_id ?? []);
  const found: ReadonlyMap<string, Picture> =
    banners.length === 0 || pictures.pictures === undefined ? new Map() : await pictures.pictures(reader, banners);
  const written = new Map(rows.map((row) => [row.account_id, row]));
  return new Map(
    account_ids.map((id) => {
      const row = written.get(id);
      const banner = row?.banner_picture_id ?? null;
      return [
        id,
        {
          object: "host_profile",
          headline: row?.headline ?? "",
          bio: row?.bio ?? "",
          region: row?.region ?? "",
          banner: banner === null ? null : (found.get(banner) ?? null),
        },
      ];
    }),
  );
}

/** Replaces a host's profile. The banner is their own picture: refuses `not_found` for another's. */
export async function writeProfile(
  ctx: Context,
  pictures: PicturePort,
  account_id: string,
  fields: z.output<typeof HostProfileFields>,
): Promise<void> {
  await ctx.db.transact(async (tx) => {
    const banner = fields.banner_picture_id;
    if (banner !== null && pictures.ownPictures !== undefined) {
      const own = await pictures.ownPictures(tx, account_id, [banner]);
      if (!own.has(banner)) refuse("not_found", { param: "banner_picture_id" });
    }
    await putProfile(tx, { account_id, ...fields, updated_at: ctx.clock.now() });
    await ctx.outbox.emit(tx, [{ type: "host.changed", account_id }]);
  });
}

/** Since when each of them has been verified as a host without a gap; misses who is not verified at `at`. */
export async function readVerifiedSince(
  reader: Reader,
  account_ids: readonly string[],
  at: Date,
): Promise<Map<string, Date>> {
  if (account_ids.length === 0) return new Map();
  const approvals = Map.groupBy(await selectHostApprovals(reader, account_ids), (row) => row.account_id);
  const since = new Map<string, Date>();
  for (const [id, rows] of approvals) {
    const from = verifiedSince(rows, at);
    if (from !== null) since.set(id, from);
  }
  return since;
}
