import type { AccountDeletion } from "../../../../contract/life.ts";
import { present } from "../../../kernel/assert.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Reader } from "../../../kernel/db.ts";
import { limits } from "../../../kernel/limits.ts";
import { refuse } from "../../../kernel/refusal.ts";
import type { Caller } from "../../../kernel/routing.ts";
import { forgetAnswersOf } from "../../../kernel/saved-answers.ts";
import type { Authenticator } from "../authenticate.ts";
import { lockAccount, selectStanding } from "../desk/store.ts";
import type { PicturePort } from "../read-account.ts";
import { purposes } from "../sealed-columns.ts";
import { indexOf } from "../send-code.ts";
import { lockName, selectAccounts } from "../store.ts";
import { wireDeletion, type LifePort } from "./life.ts";
import { ownIdentifiers, requireProof } from "./prove-self.ts";
import {
  cancelDeletion,
  eraseAccount,
  insertDeletion,
  lockDue,
  postponeDeletion,
  selectBanner,
  selectDeletion,
  selectDue,
} from "./store.ts";

export interface DeletionDeps {
  readonly ctx: Context;
  readonly authenticator: Authenticator;
  readonly life: LifePort;
  readonly pictures: PicturePort;
}

/** A name that is nobody's, in the account's own language. */
export const nameOfNobody = { en: "Deleted account", "zh-CN": "已注销用户" } as const;

/** What must end first. An operator is let go by another operator, so that a desk is never left without one by accident. */
async function obstaclesOf(
  { ctx, life }: DeletionDeps,
  reader: Reader,
  account_id: string,
): Promise<AccountDeletion["obstacles"]> {
  const found: AccountDeletion["obstacles"] = [];
  for (const one of life.personal ?? [])
    for (const obstacle of (await one.obstaclesOf?.(reader, account_id)) ?? [])
      if (obstacle.count > 0) found.push({ reason: obstacle.reason, count: obstacle.count });
  const [account] = await selectAccounts(reader, [account_id]);
  if (account?.roles.includes("operator") === true && !ctx.config.demo) found.push({ reason: "operator", count: 1 });
  // Or one could leave a suspension behind and come back as somebody new.
  if ((await selectStanding(reader, [account_id])).length > 0) found.push({ reason: "suspended", count: 1 });
  return found;
}

export async function readDeletion(deps: DeletionDeps, account_id: string): Promise<AccountDeletion> {
  const { reader } = deps.ctx.db;
  return wireDeletion(await selectDeletion(reader, account_id), await obstaclesOf(deps, reader, account_id));
}

/** Asked for, it happens in seven days unless it is taken back. Refuses proof_required, deletion_blocked. */
export async function askForDeletion(deps: DeletionDeps, caller: Caller): Promise<AccountDeletion> {
  const { ctx } = deps;
  const { account_id } = caller;
  await requireProof(ctx, caller);
  const obstacles = await obstaclesOf(deps, ctx.db.reader, account_id);
  if (obstacles.length > 0)
    refuse("deletion_blocked", { details: { reasons: obstacles.map((one) => one.reason).join(" ") } });
  const asked_at = ctx.clock.now();
  const due_at = new Date(asked_at.getTime() + limits.deletion_grace_ms);
  await ctx.db.transact(async (tx) => {
    if (await insertDeletion(tx, { account_id, asked_at, due_at }))
      await ctx.outbox.emit(tx, [{ type: "account.deletion_asked", account_id, due_at: due_at.toISOString() }]);
  });
  return readDeletion(deps, account_id);
}

export async function keepAccount(deps: DeletionDeps, account_id: string): Promise<AccountDeletion> {
  await deps.ctx.db.transact((tx) => cancelDeletion(tx, account_id));
  return readDeletion(deps, account_id);
}

/** Carries out what is due, one account per transaction; one that got an obstacle meanwhile waits another day. */
export async function deleteDue(deps: DeletionDeps): Promise<void> {
  const { ctx } = deps;
  for (const account_id of await selectDue(ctx.db.reader, ctx.clock.now(), limits.deletions_per_sweep_max))
    await deleteAccount(deps, account_id);
}

async function deleteAccount(deps: DeletionDeps, account_id: string): Promise<void> {
  const { ctx, authenticator, life, pictures } = deps;
  const at = ctx.clock.now();
  await ctx.db.transact(async (tx) => {
    await lockName(tx, `deletion.${account_id}`);
    if (!(await lockDue(tx, account_id, at))) return;
    // Waits for a suspension that is being written.
    await lockAccount(tx, account_id, "update");
    if ((await obstaclesOf(deps, tx, account_id)).length > 0) {
      await postponeDeletion(tx, account_id, new Date(at.getTime() + 24 * 3600_000));
      return;
    }
    const account = present((await selectAccounts(tx, [account_id]))[0], "an account that is deleted exists");
    const identifiers = await ownIdentifiers(ctx, tx, account_id);
    for (const one of life.personal ?? []) await one.erase?.(tx, account_id, at);
    const portraits = [account.avatar_picture_id, await selectBanner(tx, account_id)];
    for (const id of new Set(portraits)) if (id !== null) await pictures.removePicture?.(tx, account_id, id);
    await forgetAnswersOf(tx, account_id);
    await eraseAccount(tx, {
      account_id,
      at,
      name_sealed: ctx.seal.seal(nameOfNobody[account.locale], purposes.name),
      anonymous_code_indexes: identifiers.map((one) => indexOf(ctx, one)),
    });
    await authenticator.changed(tx, account_id);
    await ctx.outbox.emit(tx, [
      { type: "account.deleted", account_id },
      ...(account.roles.includes("host") ? [{ type: "host.changed" as const, account_id }] : []),
    ]);
  });
}
