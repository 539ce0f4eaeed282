import type { LiveParts } from "./live-parts.ts";
import { openReasons, replaceOpenReason } from "./store.ts";
import type { SessionRow } from "./tables.ts";

const purpose = "live.session.stop_reason";

/** What an operator wrote is about a person, hence ciphertext at rest. */
export const sealReason = (live: Pick<LiveParts, "ctx">, reason: string): string => live.ctx.seal.seal(reason, purpose);

/** What the operator wrote; null where the session was not stopped by one. */
export function stopReasonOf(
  live: Pick<LiveParts, "ctx">,
  row: Pick<SessionRow, "stop_reason" | "stop_reason_sealed">,
): string | null {
  return row.stop_reason_sealed === null ? row.stop_reason : live.ctx.seal.open(row.stop_reason_sealed, purpose);
}

/** Seals what was written before reasons were sealed. At our start; finds nothing the second time. */
export async function sealOldReasons(live: Pick<LiveParts, "ctx">): Promise<void> {
  const { db } = live.ctx;
  for (;;) {
    const rows = await openReasons(db.reader);
    if (rows.length === 0) return;
    await db.transact(async (tx) => {
      for (const row of rows) await replaceOpenReason(tx, row, sealReason(live, row.stop_reason));
    });
  }
}
