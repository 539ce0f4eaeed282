import type { Context } from "../../../kernel/context.ts";
import type { Reader, Tx } from "../../../kernel/db.ts";
import { newId } from "../../../kernel/ids.ts";
import { refuse } from "../../../kernel/refusal.ts";
import { deleteAllKeys } from "../api-keys/store.ts";
import { writeAudit } from "../audit.ts";
import type { Authenticator } from "../authenticate.ts";
import { purposes } from "../sealed-columns.ts";
import { addRole, lockName } from "../store.ts";
import * as store from "./store.ts";

export interface DeskDeps {
  readonly ctx: Context;
  readonly authenticator: Authenticator;
}
/** What an operator does to an account, and why. */
export interface Measure {
  readonly account_id: string;
  readonly reason: string;
  readonly by: string;
}

/** Reasons of the suspensions that stand, by account. */
export async function readSuspended(
  ctx: Context,
  reader: Reader,
  account_ids: readonly string[],
): Promise<Map<string, string>> {
  if (account_ids.length === 0) return new Map();
  const rows = await store.selectStanding(reader, account_ids);
  return new Map(rows.map((row) => [row.account_id, ctx.seal.open(row.reason_sealed, purposes.reason)]));
}

/**
 * Lets nobody into a suspended account, and waits for a suspension that is being written. Refuses `account_suspended`
 * with the reason and where to appeal: asked only after the caller has proved who they are.
 */
export async function requireStanding(ctx: Context, tx: Tx, account_id: string): Promise<void> {
  await store.lockAccount(tx, account_id, "share");
  const reason = (await readSuspended(ctx, tx, [account_id])).get(account_id);
  if (reason !== undefined) refuse("account_suspended", { details: { reason, mail: appealAddress(ctx) } });
}

/** Where a person who is kept out writes to: the operator named in the configuration, else the sender of our mails. */
function appealAddress({ config }: Context): string {
  return config.operator_email ?? /<([^>]+)>/.exec(config.mail_from)?.[1] ?? config.mail_from;
}

async function begin(tx: Tx, measure: Measure): Promise<void> {
  if (measure.account_id === measure.by) refuse("own_matter");
  // Operators change operators one after another, so that two of them cannot leave the desk empty together.
  await lockName(tx, "operators");
  if (!(await store.lockAccount(tx, measure.account_id, "update"))) refuse("not_found");
}

async function keepOperator(tx: Tx, account_id: string): Promise<void> {
  if ((await store.countOtherOperators(tx, account_id)) === 0) refuse("last_operator");
}

const audit = ({ ctx }: DeskDeps, tx: Tx, { account_id, by, reason }: Measure, action: string): Promise<void> =>
  writeAudit(ctx, tx, [{ account_id: by, action, subject_id: account_id, reason }]);

/** Refuses `not_found`, `own_matter`, `last_operator`, `account_state` where it is suspended already. */
export async function suspendAccount(deps: DeskDeps, measure: Measure): Promise<void> {
  const { ctx, authenticator } = deps;
  const { account_id, reason, by } = measure;
  await ctx.db.transact(async (tx) => {
    await begin(tx, measure);
    await keepOperator(tx, account_id);
    if ((await store.selectStanding(tx, [account_id])).length > 0) refuse("account_state");
    await store.insertSuspension(tx, {
      account_id,
      id: newId(ctx, "susp"),
      reason_sealed: ctx.seal.seal(reason, purposes.reason),
      suspended_by: by,
      suspended_at: ctx.clock.now(),
    });
    await store.deleteAllSessions(tx, account_id);
    await authenticator.changed(tx, account_id);
    await audit(deps, tx, measure, "accounts.suspended");
    await ctx.outbox.emit(tx, [{ type: "account.suspended", account_id }]);
  });
}

/** Refuses `not_found`, `own_matter`, `account_state` where nothing stands. */
export async function liftSuspension(deps: DeskDeps, measure: Measure): Promise<void> {
  const { ctx } = deps;
  const { account_id, reason, by } = measure;
  await ctx.db.transact(async (tx) => {
    await begin(tx, measure);
    if ((await store.selectStanding(tx, [account_id])).length === 0) refuse("account_state");
    await store.liftStanding(tx, account_id, {
      by,
      at: ctx.clock.now(),
      reason_sealed: ctx.seal.seal(reason, purposes.reason),
    });
    await audit(deps, tx, measure, "accounts.suspension_lifted");
    await ctx.outbox.emit(tx, [{ type: "account.reinstated", account_id }]);
  });
}

/** Ends every sign-in and every API key of the account; they may sign in again. Refuses `not_found`. */
export async function signOutAccount(deps: DeskDeps, measure: Measure): Promise<void> {
  const { ctx, authenticator } = deps;
  await ctx.db.transact(async (tx) => {
    if (!(await store.lockAccount(tx, measure.account_id, "update"))) refuse("not_found");
    await store.deleteAllSessions(tx, measure.account_id);
    await deleteAllKeys(tx, measure.account_id);
    await authenticator.changed(tx, measure.account_id);
    await audit(deps, tx, measure, "accounts.signed_out");
  });
}

/** Refuses `not_found`, `own_matter`, `last_operator`, `account_state` where it is so already. */
export async function setOperator(deps: DeskDeps, measure: Measure & { operator: boolean }): Promise<void> {
  const { ctx, authenticator } = deps;
  const { account_id, operator } = measure;
  await ctx.db.transact(async (tx) => {
    await begin(tx, measure);
    if (!operator) await keepOperator(tx, account_id);
    const at = ctx.clock.now();
    const changed = operator
      ? await addRole(tx, account_id, "operator", at)
      : await store.removeRole(tx, account_id, "operator", at);
    if (!changed) refuse("account_state");
    await authenticator.changed(tx, account_id);
    await audit(deps, tx, measure, operator ? "accounts.operator_granted" : "accounts.operator_revoked");
  });
}
