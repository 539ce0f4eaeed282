import {
  settingDefinitions,
  settingNames,
  settingRoutes as routes,
  type Setting,
  type SettingChange,
  type SettingName,
} from "../../../contract/settings.ts";
import { idOf } from "../../../contract/ids.ts";
import { present } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { changeSetting, reason_purpose, withdrawChange } from "./change-setting.ts";
import type { Kept } from "./keep-settings.ts";
import { holdingAt, valueAt } from "./setting.ts";
import type { SettingsDeps } from "./settings.ts";
import { selectChanges, selectDecisions } from "./store.ts";
import type { ChangeRow } from "./tables.ts";

const changeId = idOf("set");

export function settingsRoutes(ctx: Context, deps: SettingsDeps, kept: Kept): BoundRoute[] {
  const { reader } = ctx.db;

  const wireChanges = async (rows: readonly ChangeRow[]): Promise<SettingChange[]> => {
    const people = await deps.accounts.publicAccounts(reader, [
      ...new Set(rows.flatMap((row) => [row.changed_by, ...(row.withdrawn_by === null ? [] : [row.withdrawn_by])])),
    ]);
    const person = (id: string) => present(people.get(id), "operators are not deleted");
    const now = ctx.clock.now();
    return rows.map((row) => ({
      id: row.id,
      object: "setting_change",
      name: row.name,
      from: row.from_value,
      to: row.to_value,
      reason: ctx.seal.open(row.reason_sealed, reason_purpose),
      by: person(row.changed_by),
      at: row.changed_at.toISOString(),
      valid_from: row.valid_from.toISOString(),
      state: row.withdrawn_at !== null ? "withdrawn" : row.valid_from > now ? "scheduled" : "begun",
      withdrawn_at: row.withdrawn_at?.toISOString() ?? null,
      withdrawn_by: row.withdrawn_by === null ? null : person(row.withdrawn_by),
    }));
  };

  const overridden = (name: SettingName): Setting["overridden"] =>
    name === "settlement_days" && ctx.config.settlement_days !== null
      ? { by: "SETTLEMENT_DAYS", value: ctx.config.settlement_days }
      : null;

  const wireSettings = async (names: readonly SettingName[]): Promise<Setting[]> => {
    const now = ctx.clock.now();
    const decisions = await selectDecisions(reader);
    const told = new Map((await wireChanges(decisions)).map((change) => [change.id, change]));
    const tell = (row: ChangeRow): SettingChange => present(told.get(row.id), "every decision is told");
    return names.map((name) => {
      const last = holdingAt(decisions, name, now);
      return {
        object: "setting",
        name,
        ...settingDefinitions[name],
        value: valueAt(decisions, name, now),
        overridden: overridden(name),
        last_change: last === undefined ? null : tell(last),
        scheduled: decisions
          .filter((row) => row.name === name && row.valid_from > now)
          .toSorted((a, b) => a.valid_from.getTime() - b.valid_from.getTime() || (a.id < b.id ? -1 : 1))
          .map(tell),
      };
    });
  };
  const one = async (name: SettingName): Promise<Setting> =>
    present((await wireSettings([name]))[0], "one setting in, one out");

  return [
    handle(routes.listSettings, async () => ({
      object: "list" as const,
      data: await wireSettings(settingNames),
      has_more: false,
      next_cursor: null,
    })),
    handle(routes.changeSetting, async ({ params, body, caller }) => {
      const valid_from = body.valid_from === null ? null : new Date(body.valid_from);
      await changeSetting(ctx, deps, kept, { ...body, ...params, valid_from, by: caller.account_id });
      return one(params.name);
    }),
    handle(routes.withdrawSettingChange, async ({ params, body, caller }) =>
      one(await withdrawChange(ctx, deps, kept, { id: params.change_id, reason: body.reason, by: caller.account_id })),
    ),
    handle(routes.listSettingChanges, async ({ query }) => {
      const before = query.cursor ?? null;
      if (before !== null && !changeId.safeParse(before).success)
        refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
      const rows = await selectChanges(reader, { name: query.name ?? null, before, limit: query.limit + 1 });
      const page = rows.slice(0, query.limit);
      const has_more = rows.length > page.length;
      return {
        object: "list" as const,
        data: await wireChanges(page),
        has_more,
        next_cursor: has_more ? (page.at(-1)?.id ?? null) : null,
      };
    }),
  ];
}
