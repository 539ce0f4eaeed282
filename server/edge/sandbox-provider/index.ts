import { Hono } from "hono";
import type { Context } from "../../kernel/context.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { newId } from "../../kernel/ids.ts";
import { answerError, localeOf } from "../http.ts";
import { mountApi } from "./api.ts";
import { mountPages } from "./pages.ts";
import { sandboxJobs } from "./webhooks.ts";

export interface SandboxProvider {
  /** To be mounted at `/sandbox`. */
  readonly app: Hono;
  /** The job that delivers its webhooks. */
  readonly part: ModulePart;
}

/**
 * A payment provider that moves no money: an outside world with its own books, API, pay page and signed webhooks. We talk
 * to it over HTTP only, as to a real one; what it shares with us are the two secrets.
 */
export function createSandboxProvider(ctx: Context): SandboxProvider {
  const app = new Hono();
  app.onError((error, c) =>
    answerError(ctx, error, {
      locale: localeOf(c.req.header("accept-language")),
      requestId: newId(ctx, "req"),
      route: "sandbox",
    }),
  );
  mountApi(app, ctx);
  mountPages(app, ctx);
  return { app, part: { jobs: sandboxJobs(ctx) } };
}
