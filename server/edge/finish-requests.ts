import type { Server } from "node:http";
import type { Context } from "../kernel/context.ts";

const in_flight_ms_max = 8_000;

/** Resolves when no request is under way any more, or after some seconds. */
export function finished(ctx: Context, server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cancel = ctx.clock.after(in_flight_ms_max, () => server.closeAllConnections());
    server.close(() => {
      cancel();
      resolve();
    });
    server.closeIdleConnections();
  });
}
