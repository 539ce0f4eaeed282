import type { Context } from "../kernel/context.ts";
import type { HttpApp } from "./http.ts";

/** One thing that must be true before this server should get traffic. */
export interface Check {
  readonly name: "database" | "web" | "rtmp" | "demo_room" | "not_stopping";
  readonly holds: () => Promise<boolean> | boolean;
}

/** /healthz: the process turns. /readyz: everything it needs is there. /metrics: Prometheus. */
export function mountHealth(app: HttpApp, ctx: Context, checks: readonly Check[]): void {
  app.get("/healthz", (c) => c.json({ object: "health", ok: true }));
  app.get("/readyz", async (c) => {
    const report = await readiness(checks);
    return c.json({ object: "readiness", ...report }, report.ok ? 200 : 503);
  });
  app.get(
    "/metrics",
    async () =>
      new Response(await ctx.metrics.registry.metrics(), {
        headers: { "content-type": ctx.metrics.registry.contentType },
      }),
  );
}

/** Asks every check; a check that throws does not hold. */
export async function readiness(checks: readonly Check[]): Promise<{ ok: boolean; checks: Record<string, boolean> }> {
  const results = await Promise.all(
    checks.map(async (check) => {
      try {
        return [check.name, await check.holds()] as const;
      } catch {
        return [check.name, false] as const;
      }
    }),
  );
  return { ok: results.every(([, holds]) => holds), checks: Object.fromEntries(results) };
}
