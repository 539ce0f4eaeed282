import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { eraseHistory, exportHistory, sweepHistory } from "./history/keep-history.ts";
import { indexThings } from "./index-things.ts";
import { searchListeners } from "./listeners.ts";
import type { SearchNeeds, SearchParts } from "./needs.ts";
import { indexGoods, indexGoodsJob, IndexGoodsJob, isOutdated, rebuild } from "./rebuild.ts";
import { routesOfSearch } from "./routes.ts";

export interface Search {
  readonly part: ModulePart;
}

/** How people find rooms, hosts, shops and products, and find them again: README.md. */
export function createSearch(ctx: Context, needs: SearchNeeds): Search {
  const search: SearchParts = { ctx, ...needs };
  return {
    part: {
      routes: routesOfSearch(search),
      listeners: searchListeners(search),
      jobs: [
        { name: "search.rebuild", cron: "23 19 * * *", retry_max: 5, work: () => rebuild(search) },
        {
          name: indexGoodsJob,
          retry_max: limits.job_retries_max,
          work: (data) => indexGoods(search, IndexGoodsJob.parse(data)),
        },
        { name: "search.sweep_history", cron: "41 * * * *", retry_max: 3, work: () => sweepHistory(search) },
      ],
      personal: {
        name: "search",
        exportOf: (reader, account_id) => exportHistory(reader, account_id),
        async erase(tx, account_id) {
          await eraseHistory(tx, account_id);
          await indexThings(search, tx, "host", [account_id]);
        },
      },
      async start() {
        if (await isOutdated(ctx.db.reader))
          await ctx.db.transact((tx) => ctx.jobs.add(tx, "search.rebuild", {}, { key: "edition" }));
      },
    },
  };
}
