import { liveRoutes } from "../../../contract/live.ts";
import { limits } from "../../kernel/limits.ts";
import { newId } from "../../kernel/ids.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import { endSession, stopSession } from "./end-session.ts";
import type { LiveParts } from "./live-parts.ts";
import { planningRoutesOf } from "./planning-routes.ts";
import { pinProduct } from "./pin-product.ts";
import { createSession, updateSession } from "./prepare-session.ts";
import { flvUrl, showBags, showRooms, showSession, showSessions } from "./show-sessions.ts";
import { showRecap } from "./show-recap.ts";
import { cursorOfRooms, inTurn, roomPageOf } from "./room-order.ts";
import { showEnded } from "./show-ended.ts";
import { startSession } from "./start-session.ts";
import { bags, ensureRoom, openSession, pastSessions } from "./store.ts";
import { encoderOf } from "./tell-counts.ts";
import type { SessionRow } from "./tables.ts";

export function routesOfLive(live: LiveParts): BoundRoute[] {
  const { ctx } = live;
  const { reader } = ctx.db;
  const forHost = (row: SessionRow) => showSession(live, reader, row, { asHost: true });

  return [
    ...planningRoutesOf(live),
    handle(liveRoutes.listRooms, async ({ query }) => {
      const { turn, start } = roomPageOf(query.cursor, ctx.clock.nowMs());
      const rows = inTurn(await ofKind(live, [...live.watched.values()], query), turn).slice(
        0,
        limits.rooms_listed_max,
      );
      const rooms = await Promise.all(rows.slice(start, start + query.limit).map((row) => live.rooms.get(row.room_id)));
      const has_more = start + query.limit < rows.length;
      return {
        object: "list" as const,
        data: await showRooms(
          live,
          reader,
          rooms.flatMap((room) => room ?? []),
        ),
        has_more,
        next_cursor: has_more ? cursorOfRooms({ turn, start: start + query.limit }) : null,
      };
    }),
    handle(liveRoutes.listEndedSessions, async ({ query }) => {
      const ended = await showEnded(live, reader, {
        ...(query.host_id === undefined ? {} : { host_id: query.host_id }),
        ...(query.shop_id === undefined ? {} : { shop_id: query.shop_id }),
        before: endedBefore(query.cursor),
        limit: query.limit + 1,
      });
      const data = ended.slice(0, query.limit);
      const has_more = ended.length > query.limit;
      const last = data.at(-1);
      return {
        object: "list" as const,
        data,
        has_more,
        next_cursor: has_more && last !== undefined ? last.session.id : null,
      };
    }),
    handle(liveRoutes.getRoom, async ({ params }) => {
      const room = (await live.rooms.get(params.room_id)) ?? refuse("not_found");
      const [shown] = await showRooms(live, reader, [room]);
      return shown ?? refuse("not_found");
    }),
    handle(liveRoutes.getStudio, async ({ caller }) => {
      const room_id = await ctx.db.transact((tx) =>
        ensureRoom(tx, caller.account_id, newId(ctx, "room"), ctx.clock.now()),
      );
      const open = await openSession(reader, room_id);
      const bags = open === undefined ? null : await showBags(live, reader, [open], { asHost: true });
      return {
        object: "studio" as const,
        room_id,
        session: open === undefined ? null : await forHost(open),
        bag: (open !== undefined && bags?.get(open.session_id)) || [],
        encoder: {
          object: "encoder" as const,
          ...encoderOf(live, room_id),
          resume_by: open?.resume_by?.toISOString() ?? null,
        },
        preview_flv_url: flvUrl(room_id),
        past: await showSessions(live, reader, await pastSessions(reader, room_id, limits.past_sessions_shown_max), {
          asHost: true,
        }),
      };
    }),
    handle(liveRoutes.createSession, async ({ caller, body }) =>
      forHost(await createSession(live, caller.account_id, body)),
    ),
    handle(liveRoutes.updateSession, async ({ caller, params, body }) =>
      forHost(await updateSession(live, caller.account_id, params.session_id, body)),
    ),
    handle(liveRoutes.startSession, async ({ caller, params }) =>
      forHost(await startSession(live, caller.account_id, params.session_id)),
    ),
    handle(liveRoutes.endSession, async ({ caller, params }) =>
      forHost(await endSession(live, caller.account_id, params.session_id)),
    ),
    handle(liveRoutes.pinProduct, async ({ caller, params, body }) =>
      forHost(await pinProduct(live, caller.account_id, params.session_id, body.product_id)),
    ),
    handle(liveRoutes.getRecap, ({ caller, params }) => showRecap(live, caller.account_id, params.session_id)),
    handle(liveRoutes.stopSession, async ({ caller, params, body }) =>
      forHost(await stopSession(live, caller.account_id, params.session_id, body.reason)),
    ),
  ];
}

/** Rooms of one shop, or with something of one category in their bags. */
async function ofKind(
  live: LiveParts,
  rows: readonly SessionRow[],
  wanted: { readonly category?: string | undefined; readonly shop_id?: string | undefined },
): Promise<readonly SessionRow[]> {
  const mine = wanted.shop_id === undefined ? rows : rows.filter((row) => row.shop_id === wanted.shop_id);
  if (wanted.category === undefined || mine.length === 0) return mine;
  const bagOf = await bags(live.ctx.db.reader, mine);
  const found = await live.catalog.inCategory(
    live.ctx.db.reader,
    [...new Set([...bagOf.values()].flat())],
    wanted.category,
  );
  return mine.filter((row) => bagOf.get(row.session_id)?.some((id) => found.has(id)) === true);
}

function endedBefore(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  if (!/^sess_[0-9a-hjkmnp-tv-z]{26}$/.test(cursor))
    refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
  return cursor;
}
