import type { IncomingMessage, ServerResponse } from "node:http";
import type { Context } from "../kernel/context.ts";
import { isDatabaseAway } from "../kernel/db.ts";
import { newId } from "../kernel/ids.ts";
import { limits } from "../kernel/limits.ts";
import { Refusal } from "../kernel/refusal.ts";
import type { Caller } from "../kernel/routing.ts";
import type { Live } from "../modules/live/index.ts";
import type { FlvHub } from "../modules/media/index.ts";
import { serveFlv } from "./http-flv.ts";
import { localeOf } from "./http.ts";

export interface LiveVideoDeps {
  readonly ctx: Context;
  readonly hub: FlvHub;
  readonly live: Pick<Live, "mayWatchStream" | "onStudioPassed">;
  /** True once the server is stopping: viewers find another, or come back. */
  readonly draining: () => boolean;
  readonly authenticate: (headers: Headers) => Promise<Caller | null>;
}

const path = /^\/live\/(room_[0-9a-hjkmnp-tv-z]{26})\.flv(?:\?|$)/;

/**
 * Serves `/live/<room_id>.flv` on the raw request, beside the API: a viewer's answer lasts for hours and is written by the
 * hub. Returns false for every other path. Anyone may watch a room on air; before that only its host, as a preview, and in a rehearsal the people of the shop.
 */
export function liveVideoHandler(deps: LiveVideoDeps): (request: IncomingMessage, response: ServerResponse) => boolean {
  const { ctx } = deps;
  const watching = new Map<string, number>();
  /** Who watches what, to be asked again when the studio is somebody else's. */
  const admitted = new Map<string, Map<ServerResponse, string | null>>();
  deps.live.onStudioPassed((roomId) => {
    for (const [response, accountId] of admitted.get(roomId) ?? [])
      deps.live.mayWatchStream(roomId, accountId).then(
        (may) => void (may || response.destroy()),
        () => response.destroy(),
      );
  });
  const serve = async (roomId: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (deps.draining()) throw new Refusal("draining");
    const headers = new Headers();
    for (const name of ["cookie", "authorization"] as const)
      if (request.headers[name] !== undefined) headers.set(name, request.headers[name]);
    const caller = await deps.authenticate(headers);
    if (!(await deps.live.mayWatchStream(roomId, caller?.account_id ?? null))) throw new Refusal("not_on_air");
    const address = request.socket.remoteAddress ?? "unknown";
    const count = watching.get(address) ?? 0;
    // Behind a proxy every viewer has the proxy's address; there the proxy counts.
    if (!ctx.config.trust_proxy && count >= limits.flv_viewers_per_address_max)
      throw new Refusal("rate_limited", { details: { seconds: 30 } });
    const stream = deps.hub.open(roomId);
    if (stream === null) throw new Refusal("unavailable");
    watching.set(address, count + 1);
    const here = admitted.get(roomId) ?? new Map<ServerResponse, string | null>();
    admitted.set(roomId, here.set(response, caller?.account_id ?? null));
    response.once("close", () => {
      here.delete(response);
      if (here.size === 0 && admitted.get(roomId) === here) admitted.delete(roomId);
      const left = (watching.get(address) ?? 1) - 1;
      if (left === 0) watching.delete(address);
      else watching.set(address, left);
    });
    serveFlv(stream, request, response);
  };
  return (request, response) => {
    const roomId = path.exec(request.url ?? "")?.[1];
    if (roomId === undefined) return false;
    serve(roomId, request, response).catch((error: unknown) => {
      const requestId = newId(ctx, "req");
      const refusal =
        error instanceof Refusal ? error : new Refusal(isDatabaseAway(error) ? "unavailable" : "internal");
      if (refusal.code === "internal")
        ctx.log.error({ err: error, request_id: requestId }, "live video ran into a bug");
      if (response.headersSent) response.destroy();
      else
        response
          .writeHead(refusal.status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" })
          .end(JSON.stringify(refusal.toObject(localeOf(request.headers["accept-language"]), requestId)));
    });
    return true;
  };
}
