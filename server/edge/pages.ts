import { Refusal } from "../kernel/refusal.ts";
import type { Context } from "../kernel/context.ts";
import { newId } from "../kernel/ids.ts";
import { answerError, localeOf, type HttpApp } from "./http.ts";
import { openApiDocument } from "./openapi.ts";
import { mountForRobots, servePage } from "./app-pages.ts";
import type { StaticWeb } from "./static-web.ts";

/**
 * Scripts only from our own site. Styles may be inline, because the sheet and dialog library sets a style element while
 * a sheet is open. Video arrives as blobs made by the player.
 */
function contentPolicy(publicUrl: string): string {
  const socket = publicUrl.replace(/^http/, "ws");
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    `connect-src 'self' ${socket}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "object-src 'none'",
  ].join("; ");
}

/** What every answer of ours carries besides its own headers, refusals too. */
export function securityHeaders(ctx: Context): (readonly [name: string, value: string])[] {
  return [
    ["content-security-policy", contentPolicy(ctx.public_url)],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
    ["permissions-policy", "camera=(self), microphone=(self), geolocation=()"],
    ["cross-origin-opener-policy", "same-origin"],
    ...(ctx.public_url.startsWith("https:")
      ? [["strict-transport-security", "max-age=31536000; includeSubDomains"] as const]
      : []),
  ];
}

/** The same for answers that are data: nothing of them is ever shown or run, whatever stands in them. */
export function securityHeadersOfData(ctx: Context): (readonly [name: string, value: string])[] {
  return [
    ["content-security-policy", "default-src 'none'; frame-ancestors 'none'"],
    ...securityHeaders(ctx).filter(([name]) =>
      ["x-content-type-options", "referrer-policy", "strict-transport-security"].includes(name),
    ),
  ];
}

/** Set before routes, so that every answer has them. */
export function mountSecurityHeaders(app: HttpApp, ctx: Context): void {
  const always = securityHeaders(ctx);
  app.use(async (c, next) => {
    await next();
    const { headers } = c.res;
    for (const [name, value] of always)
      // A page may have a stricter policy of its own.
      if (name !== "content-security-policy" || !headers.has(name)) headers.set(name, value);
  });
}

/** The API document, then the web app for everything else; unknown API paths get the error object, not a page. */
export function mountPages(app: HttpApp, ctx: Context, web: StaticWeb | null): void {
  const document = JSON.stringify(openApiDocument(ctx.public_url));
  app.get(
    "/openapi.json",
    () =>
      new Response(document, {
        headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-cache" },
      }),
  );
  mountForRobots(app, ctx);
  app.all("*", async (c) => {
    const { pathname } = new URL(c.req.url);
    const isPage =
      (c.req.method === "GET" || c.req.method === "HEAD") && !/^\/(v1|webhooks|live|pictures)\//.test(pathname);
    const file = isPage ? (web?.serve(c.req.raw) ?? null) : null;
    if (file !== null) return file;
    // A path with a dot names a file; every other one is a page of the app.
    return isPage && web !== null && !/\.\w+$/.test(pathname)
      ? servePage(app, ctx, web, c)
      : answerError(ctx, new Refusal("route_unknown"), {
          locale: localeOf(c.req.header("accept-language")),
          requestId: newId(ctx, "req"),
          route: "none",
        });
  });
}
