import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { limits } from "../../../kernel/limits.ts";
import type { PersonalData } from "../../../kernel/module.ts";
import { objectKeyOf, pictureSizes } from "../picture.ts";
import { deleteKeys, deletePicture, keysOf, picturesOf } from "./store.ts";

/** Pictures of goods stay with the orders they were bought from; a portrait goes with its account (`removePicture`). */
export const personalPictures: PersonalData = {
  name: "media",
  async exportOf(reader, account_id) {
    const pictures = await picturesOf(reader, account_id, limits.export_rows_per_list_max);
    return {
      pictures: pictures.map((one) => ({ ...one, path: `/${objectKeyOf(one.id, "large")}` })),
      stream_keys: await keysOf(reader, account_id, limits.export_rows_per_list_max),
    };
  },
  erase: (tx, account_id) => deleteKeys(tx, account_id),
};

/** Takes one picture off the disk once `tx` has committed; a file that cannot be removed is logged, its row is gone. */
export async function removePicture(ctx: Context, tx: Tx, account_id: string, id: string): Promise<void> {
  await deletePicture(tx, account_id, id);
  ctx.db.afterCommit(tx, () => {
    for (const size of pictureSizes)
      ctx.objects
        .remove(objectKeyOf(id, size))
        .catch((error: unknown) => ctx.log.error({ err: error, picture_id: id }, "a picture could not be removed"));
  });
}
