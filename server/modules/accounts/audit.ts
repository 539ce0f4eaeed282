import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { purposes } from "./sealed-columns.ts";
import { insertAudit } from "./verifications/store.ts";

/** Something an operator did. */
export interface AuditEntry {
  /** Who acted. */
  readonly account_id: string;
  /** `module.what_was_done`. */
  readonly action: string;
  /** The id of what it was done to. */
  readonly subject_id: string;
  /** In the operator's words, or what exactly they were shown; kept sealed, since words name people. */
  readonly reason: string | null;
}

/** Adds to the audit log in the caller's transaction; nothing is ever changed or taken out of it. */
export function writeAudit(ctx: Context, tx: Tx, entries: readonly AuditEntry[]): Promise<void> {
  const at = ctx.clock.now();
  return insertAudit(
    tx,
    entries.map(({ account_id, action, subject_id, reason }) => ({
      account_id,
      id: newId(ctx, "audit"),
      action,
      subject_id,
      reason_sealed: reason === null ? null : ctx.seal.seal(reason, purposes.reason),
      at,
    })),
  );
}
