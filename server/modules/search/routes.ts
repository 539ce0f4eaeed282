import { hostRoutes } from "../../../contract/hosts.ts";
import { searchRoutes } from "../../../contract/search.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { findThings, suggestThings } from "./find-things.ts";
import { chooseHistory, forgetSeen, isHistoryKept, readHistory, rememberSeen } from "./history/keep-history.ts";
import type { SearchParts } from "./needs.ts";
import { showFollows, showHost } from "./show-hosts.ts";

export function routesOfSearch(search: SearchParts): readonly BoundRoute[] {
  const settings = (kept: boolean) => ({ object: "history_settings" as const, kept });
  const cleared = { object: "cleared" as const };
  return [
    handle(searchRoutes.search, ({ query, caller }) => findThings(search, query, caller?.account_id ?? null)),
    handle(searchRoutes.suggest, async ({ query }) => ({
      object: "list" as const,
      data: await suggestThings(search, query.q),
      has_more: false,
      next_cursor: null,
    })),
    handle(hostRoutes.getHost, ({ params, caller }) => showHost(search, params.host_id, caller?.account_id ?? null)),
    handle(hostRoutes.listFollows, async ({ caller, query }) => ({
      object: "list" as const,
      ...(await showFollows(search, caller.account_id, query)),
    })),
    handle(searchRoutes.listHistory, async ({ caller, query }) => ({
      object: "list" as const,
      ...(await readHistory(search, caller.account_id, query)),
    })),
    handle(searchRoutes.rememberSeen, async ({ caller, params }) =>
      settings(await rememberSeen(search, caller.account_id, params.subject_id)),
    ),
    handle(searchRoutes.forgetSeen, async ({ caller, params }) => {
      await forgetSeen(search, caller.account_id, params.subject_id);
      return cleared;
    }),
    handle(searchRoutes.clearHistory, async ({ caller }) => {
      await forgetSeen(search, caller.account_id, null);
      return cleared;
    }),
    handle(searchRoutes.getHistorySettings, async ({ caller }) =>
      settings(await isHistoryKept(search, search.ctx.db.reader, caller.account_id)),
    ),
    handle(searchRoutes.updateHistorySettings, async ({ caller, body }) => {
      await chooseHistory(search, caller.account_id, body.kept);
      return settings(await isHistoryKept(search, search.ctx.db.reader, caller.account_id));
    }),
  ];
}
