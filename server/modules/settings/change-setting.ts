import type { SettingName } from "../../../contract/settings.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { SettingsDeps } from "./settings.ts";
import { fits, valueAt, versionsFrom } from "./setting.ts";
import type { Kept } from "./keep-settings.ts";
import * as store from "./store.ts";
import type { ChangeRow } from "./tables.ts";

export const reason_purpose = "settings.reason";

/**
 * Decides a setting, at once (`valid_from` null) or from a later instant on. Refuses `setting_changed` where it is not
 * what the operator saw any more, `invalid_param` for a value out of bounds, one that changes nothing, and an instant
 * that has passed or is too far away.
 */
export async function changeSetting(
  ctx: Context,
  deps: SettingsDeps,
  kept: Kept,
  wish: {
    name: SettingName;
    from: number;
    to: number;
    reason: string;
    valid_from: Date | null;
    by: string;
  },
): Promise<void> {
  const { name, to } = wish;
  if (!fits(name, to)) refuse("invalid_param", { param: "to", details: { detail: "out of bounds" } });
  await ctx.db.transact(async (tx) => {
    await store.lockSettings(tx);
    const at = ctx.clock.now();
    const valid_from = wish.valid_from ?? at;
    const ahead_ms = valid_from.getTime() - at.getTime();
    if (ahead_ms < 0 || ahead_ms > limits.setting_ahead_ms_max)
      refuse("invalid_param", { param: "valid_from", details: { detail: "now, or within a year" } });
    const from = valueAt(await store.selectDecisions(tx), name, valid_from);
    if (from !== wish.from) refuse("setting_changed", { details: { value: from } });
    if (from === to) refuse("invalid_param", { param: "to", details: { detail: "changes nothing" } });
    const row: ChangeRow = {
      id: newId(ctx, "set"),
      name,
      from_value: from,
      to_value: to,
      reason_sealed: ctx.seal.seal(wish.reason, reason_purpose),
      changed_by: wish.by,
      changed_at: at,
      valid_from,
      withdrawn_at: null,
      withdrawn_by: null,
    };
    await store.insertChange(tx, row);
    await deps.accounts.audit(tx, [
      {
        account_id: wish.by,
        action: "settings.changed",
        subject_id: row.id,
        reason: `${name}: ${from} → ${to}, ${valid_from.toISOString()}. ${wish.reason}`,
      },
    ]);
    await follow(deps, kept, tx, at);
  });
}

/** Takes back a change that has not begun. Refuses `not_found` (also for one withdrawn before), `setting_begun`. */
export async function withdrawChange(
  ctx: Context,
  deps: SettingsDeps,
  kept: Kept,
  wish: { id: string; reason: string; by: string },
): Promise<SettingName> {
  return ctx.db.transact(async (tx) => {
    await store.lockSettings(tx);
    const at = ctx.clock.now();
    const row = await store.lockChange(tx, wish.id);
    if (row === undefined || row.withdrawn_at !== null) refuse("not_found");
    if (row.valid_from <= at) refuse("setting_begun");
    await store.withdrawChange(tx, row.id, wish.by, at);
    await deps.accounts.audit(tx, [
      { account_id: wish.by, action: "settings.change_withdrawn", subject_id: row.id, reason: wish.reason },
    ]);
    await follow(deps, kept, tx, at);
    return row.name;
  });
}

/** Whoever keeps a dated copy of the rules follows in the same transaction; every process hears of it once it commits. */
async function follow(deps: SettingsDeps, kept: Kept, tx: Tx, at: Date): Promise<void> {
  const decisions = await store.selectDecisions(tx);
  for (const hear of deps.followers ?? []) await hear(tx, versionsFrom(decisions, at));
  await kept.changed(tx, decisions);
}
