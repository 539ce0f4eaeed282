import { present } from "../../kernel/assert.ts";
import type { TimerHandler } from "../../kernel/timers.ts";
import { actByDefault } from "./act-on-aftersale.ts";
import { isOver, transitions } from "./aftersale.ts";
import type { AftersaleParts } from "./deps.ts";
import { lockAftersale } from "./lock-aftersale.ts";
import { factOf } from "./move-aftersale.ts";
import { aftersalesByKey } from "./store.ts";

type Default = Parameters<typeof actByDefault>[3];

/** Deadlines: each state's default outcome, and a word to whose turn it is a day before. */
export function aftersaleTimers(parts: AftersaleParts): TimerHandler[] {
  const { ctx } = parts;
  return [
    {
      name: "aftersales.deadline",
      async fall(tx, timers) {
        const at = ctx.clock.now();
        for (const { key: shop_id, subject_id: aftersale_id } of timers) {
          const locked = await lockAftersale(parts, tx, { shop_id, aftersale_id });
          const { deadline_at, state } = locked.row;
          // Somebody acted meanwhile and the clock runs anew, or not at all.
          if (deadline_at === null || deadline_at > at || isOver(state)) continue;
          const due = present(transitions[state].deadline, "a state with a deadline has a default");
          await actByDefault(parts, tx, locked, due.action as Default);
        }
      },
    },
    {
      name: "aftersales.remind",
      async fall(tx, timers) {
        const rows = await aftersalesByKey(
          tx,
          timers.map(({ key: shop_id, subject_id: aftersale_id }) => ({ shop_id, aftersale_id })),
        );
        const due_at = new Map(timers.map((timer) => [timer.subject_id, timer.due_at]));
        const meant = rows.filter((row) => {
          const fell = due_at.get(row.aftersale_id);
          return row.deadline_at !== null && fell !== undefined && row.deadline_at > fell && !isOver(row.state);
        });
        await ctx.outbox.emit(
          tx,
          meant.map((row) => ({ type: "aftersale.due_soon" as const, ...factOf(row) })),
        );
      },
    },
  ];
}
