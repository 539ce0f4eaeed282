import { chatRoutes } from "../../../contract/chat.ts";
import { openQuestions } from "../../../contract/questions.ts";
import { limits } from "../../kernel/limits.ts";
import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import type { Live } from "../live/index.ts";
import { showLines, type Names } from "./show-lines.ts";
import { newestLines } from "./store.ts";

export function routesOfChat(ctx: Context, deps: { accounts: Names; live: Pick<Live, "sessions"> }): BoundRoute[] {
  const { reader } = ctx.db;
  return [
    handle(chatRoutes.listChat, async ({ params, query }) => {
      if (query.cursor !== undefined && !/^chat_[0-9a-z]{26}$/.test(query.cursor))
        refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
      const session = (await deps.live.sessions(reader, [params.session_id])).get(params.session_id);
      // A session nobody could watch yet has nothing to read, and is its host's own business.
      if (session === undefined || session.started_at === null) refuse("not_found");
      const rows = await newestLines(
        reader,
        { room_id: session.room_id, session_id: session.id },
        query.limit + 1,
        query.cursor,
      );
      const page = rows.slice(0, query.limit);
      const has_more = rows.length > query.limit;
      return {
        object: "list" as const,
        data: await showLines(deps.accounts, reader, page),
        has_more,
        next_cursor: has_more ? (page.at(-1)?.line_id ?? null) : null,
      };
    }),
    handle(chatRoutes.listOpenQuestions, async ({ caller, params }) => {
      const session = (await deps.live.sessions(reader, [params.session_id])).get(params.session_id);
      if (session === undefined || session.started_at === null || session.host.id !== caller.account_id)
        refuse("not_found");
      const key = { room_id: session.room_id, session_id: session.id };
      const rows = (await newestLines(reader, key, limits.chat_lines_searched_max)).toReversed();
      const lines = await showLines(deps.accounts, reader, rows);
      return {
        object: "list" as const,
        data: openQuestions(lines).slice(-limits.open_questions_listed_max),
        has_more: false,
        next_cursor: null,
      };
    }),
  ];
}
