import { z } from "zod";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { ItemParams } from "./item.ts";
import type { NotificationParts } from "./parts.ts";
import { countFanOuts, insertFanOut, lockFanOut, openFanOuts, saveFanOut } from "./store.ts";
import type { FanOutRow } from "./tables.ts";
import { writeItems } from "./write-items.ts";

export const fanOutJob = "notifications.fan_out";
export const FanOutJob = z.object({ account_id: z.string(), id: z.string() });

/**
 * Begins to tell a host's followers, or of changed plans those who asked to be reminded; a job goes through them page by
 * page. Once per cause, and of one kind only so often in a day: a host who goes on and off air, or moves a plan, all day long
 * does not ring everybody's phone each time. Whoever asked to be reminded is reminded, and of what is off everybody hears.
 */
export async function beginFanOut(
  { ctx }: NotificationParts,
  tx: Tx,
  about: { host_id: string; kind: FanOutRow["kind"]; cause: string; params: ItemParams; at: Date },
): Promise<void> {
  const { host_id, ...rest } = about;
  // By the day of the calendar: reminders of a muted broadcast count too, and over the last 24 hours they would mute a host
  // with nine broadcasts every day for ever.
  const today = { now: ctx.clock.now(), time_zone: ctx.config.time_zone };
  const often = (await countFanOuts(tx, host_id, rest.kind, today)) >= limits.fan_outs_per_kind_and_day_max;
  if (often && (rest.kind === "host_live" || rest.kind === "host_rescheduled")) return;
  const toFollowers = rest.kind === "host_live" || (rest.kind === "host_soon" && !often);
  const stage = toFollowers ? ("followers" as const) : ("reminded" as const);
  const row = { account_id: host_id, id: newId(ctx, "fan"), stage, ...rest };
  if (await insertFanOut(tx, row)) await ctx.jobs.add(tx, fanOutJob, { account_id: host_id, id: row.id });
}

/**
 * Tells one page after the other, each in a transaction of its own that also moves the cursor: a kill in between loses
 * nothing and repeats nothing. After many pages the rest is left to the next job, so that no job runs for ever.
 */
export async function tellFollowers(
  parts: NotificationParts,
  { account_id, id }: z.infer<typeof FanOutJob>,
): Promise<void> {
  const { ctx } = parts;
  for (let page = 0; page < limits.fan_out_pages_per_job_max; page += 1)
    if (!(await ctx.db.transact((tx) => tellPage(parts, tx, account_id, id)))) return;
  await ctx.db.transact((tx) => ctx.jobs.add(tx, fanOutJob, { account_id, id }));
}

/** Goes on with what a killed process left. */
export async function resumeFanOuts(parts: NotificationParts): Promise<void> {
  for (const key of await openFanOuts(parts.ctx.db.reader, limits.list_limit_max)) await tellFollowers(parts, key);
}

/** True while there is more to tell. */
async function tellPage(parts: NotificationParts, tx: Tx, account_id: string, id: string): Promise<boolean> {
  const { ctx, ports } = parts;
  const row = await lockFanOut(tx, account_id, id);
  if (row === undefined || row.stage === "done") return false;
  // "Is live" half an hour later is a lie as often as not; that something is off stays true.
  const fleeting = row.kind === "host_live" || row.kind === "host_soon";
  const stale = fleeting && ctx.clock.nowMs() - row.at.getTime() > limits.fan_out_stale_ms;
  const ask =
    row.stage === "followers"
      ? ports.followersPage?.(tx, account_id, row.cursor_id, limits.fan_out_page_max)
      : ports.remindedPage?.(
          tx,
          { room_id: row.params.room_id ?? "", session_id: row.params.session_id ?? "" },
          row.cursor_id,
          limits.fan_out_page_max,
        );
  const people = stale ? [] : ((await ask) ?? []);
  const told = people.filter((one) => one !== account_id);
  const { kind, cause, params, at } = row;
  await writeItems(
    parts,
    tx,
    told.map((one) => ({ account_id: one, kind, cause, params, at })),
  );
  const last = people.at(-1);
  const next: Pick<FanOutRow, "stage" | "cursor_id"> =
    last !== undefined
      ? { stage: row.stage, cursor_id: last }
      : row.stage === "followers" && row.kind === "host_soon" && !stale
        ? { stage: "reminded", cursor_id: null }
        : { stage: "done", cursor_id: row.cursor_id };
  await saveFanOut(tx, { account_id, id, ...next });
  return next.stage !== "done";
}
