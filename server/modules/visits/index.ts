import { visitRoutes } from "../../../contract/visits.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { handle } from "../../kernel/routing.ts";
import { addTallies, deleteTallies, selectTallies } from "./store.ts";
import { daysBefore, marketDay, monthsBefore, Tally, wantsNoCount } from "./visit.ts";

const write_ms = 10_000;

/** Counts how often kinds of pages are opened, where the deployment wants it: README.md. */
export function createVisits(ctx: Context): { readonly part: ModulePart } {
  const tally = new Tally();
  const today = (): string => marketDay(ctx.clock.now(), ctx.config.time_zone);
  let stop = (): void => undefined;

  const write = async (): Promise<void> => {
    const taken = tally.take();
    if (taken.length === 0) return;
    try {
      await ctx.db.transact((tx) => addTallies(tx, taken));
    } catch (error) {
      for (const one of taken) tally.add(one.day, one.page, one.opened);
      ctx.log.warn({ err: error }, "visits could not be written down; it will be tried again");
    }
  };
  return {
    part: {
      routes: [
        handle(visitRoutes.countVisit, async ({ body, request }) => {
          const counted = ctx.config.analytics && !wantsNoCount(request.headers);
          if (counted) tally.add(today(), body.page);
          return { object: "visit" as const, counted };
        }),
        handle(visitRoutes.getVisits, async ({ query }) => {
          const day = today();
          const rows = await selectTallies(ctx.db.reader, daysBefore(day, query.days - 1));
          return {
            object: "visit_report" as const,
            counting: ctx.config.analytics,
            today: day,
            data: rows.map((row) => ({ ...row, opened: Number(row.opened) })),
          };
        }),
      ],
      jobs: [
        {
          name: "visits.forget",
          cron: "7 20 * * *",
          retry_max: 3,
          work: () => ctx.db.transact((tx) => deleteTallies(tx, monthsBefore(today(), limits.visits_kept_months))),
        },
      ],
      async start() {
        if (ctx.config.analytics) stop = ctx.clock.every(write_ms, () => void write());
      },
      async stop() {
        stop();
        await write();
      },
    },
  };
}
