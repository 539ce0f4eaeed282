import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Context as HonoContext } from "hono";
import { locales, type Locale } from "../../contract/errors.ts";
import type { Room } from "../../contract/live.ts";
import { pagePaths } from "../../contract/pages.ts";
import type { Context } from "../kernel/context.ts";
import { localeOf, type HttpApp, type NodeBindings } from "./http.ts";
import { escaped, pageHtml } from "./page-html.ts";
import { pageKinds, type PageKind } from "./page-kinds.ts";
import type { StaticWeb } from "./static-web.ts";

type Here = HonoContext<{ Bindings: NodeBindings }>;
type Read = (path: string) => Promise<{ readonly status: number; readonly answer: unknown }>;

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

/** The app's pages, whatever the case of their letters, as its router reads them; and the empty one a service worker keeps. */
const isPage = new RegExp(
  `^(?:${["/app-shell", ...pagePaths].map((path) => path.replace(/\/$/, "").replaceAll(/\$\w+/g, "[^/]+")).join("|")})/?$`,
  "i",
);

/**
 * The app's page as an answer to any path of the app: in the reader's language, with the card of what it shows, the
 * names of the scripts it needs, and the first answers of the API, so that a phone far away asks once and not three times.
 */
export async function servePage(app: HttpApp, ctx: Context, web: StaticWeb, c: Here): Promise<Response> {
  const locale = pageLocale(c);
  const { pathname, searchParams: search } = new URL(c.req.url);
  const found = kindOf(pathname, search);
  const read = reader(app, c, locale);
  const [deployment, ...answers] = await Promise.all(["/v1/deployment", ...(found?.reads ?? [])].map(read));
  const [thing] = answers;
  const gone =
    !isPage.test(pathname) ||
    (thing !== undefined && (thing.status === 404 || thing.status === 422 || thing.status === 400));
  const known = found !== null && thing?.status === 200 ? { kind: found.kind, thing: thing.answer } : null;
  const nextPaths = known?.kind.reads_next?.(known.thing) ?? [];
  const next = await Promise.all(nextPaths.map(read));
  const paths = ["/v1/deployment", ...(found?.reads ?? []), ...nextPaths];
  const brought = Object.fromEntries(
    [deployment, ...answers, ...next].flatMap((one, index) =>
      one?.status === 200 ? [[paths[index] ?? "", one.answer] as const] : [],
    ),
  );
  // The hint that the app itself goes by: a guest is told what this place is.
  const guest = !/(?:^|; )laotie_signed_in=1(?:;|$)/.test(c.req.header("cookie") ?? "");
  const html = pageHtml(web.page, {
    locale,
    theme: pageTheme(c),
    url: new URL(ctx.public_url).origin + pathname,
    public_url: ctx.public_url,
    card: known === null ? null : known.kind.card(known.thing, locale),
    scripts: web.scriptsOf([
      "web/main.tsx",
      `web/text/${locale === "en" ? "en" : "zh-cn"}-viewer.ts`,
      ...(found === null ? [] : [found.kind.source]),
      ...(found?.kind.plays === true ? ["mpegts.js"] : []),
    ]),
    hero: known === null ? null : known.kind.hero(known.thing),
    paint: known?.kind.paint?.(known.thing, locale, { guest, search, answers: brought }) ?? "",
    answers: brought,
  });
  return compressed(c, html, gone ? 404 : 200);
}

/** The language chosen on this device, else the browser's wish. */
function pageLocale(c: Here): Locale {
  const chosen = /(?:^|; )laotie_locale=([\w-]+)/.exec(c.req.header("cookie") ?? "")?.[1];
  return locales.find((name) => name === chosen) ?? localeOf(c.req.header("accept-language"));
}

function pageTheme(c: Here): "light" | "dark" | null {
  const chosen = /(?:^|; )laotie_theme=(light|dark)(?:;|$)/.exec(c.req.header("cookie") ?? "")?.[1];
  return chosen === "light" || chosen === "dark" ? chosen : null;
}

function kindOf(
  pathname: string,
  search: URLSearchParams,
): { readonly kind: PageKind; readonly reads: readonly string[] } | null {
  for (const kind of pageKinds) {
    const match = kind.path.exec(pathname);
    if (match !== null) return { kind, reads: kind.reads(match[1] ?? "", search) };
  }
  return null;
}

/** Asks our own API as this reader would, by the same door: who may see what is decided in one place. */
function reader(app: HttpApp, c: Here, locale: Locale): Read {
  const headers = new Headers({ "accept-language": locale });
  for (const name of ["cookie", "authorization", "host", "user-agent", "x-forwarded-for"]) {
    const value = c.req.header(name);
    if (value !== undefined) headers.set(name, value);
  }
  return async (path) => {
    const response = await app.fetch(new Request(new URL(path, c.req.url), { headers }), c.env);
    return { status: response.status, answer: (await response.json().catch(() => null)) as unknown };
  };
}

async function compressed(c: Here, html: string, status: number): Promise<Response> {
  const accepts = c.req.header("accept-encoding") ?? "";
  const headers: Record<string, string> = {
    "content-type": "text/html; charset=utf-8",
    // It carries what this reader may see; the browser keeps it for going back, no proxy does.
    "cache-control": "private, no-cache",
    vary: "accept-encoding, accept-language, cookie",
  };
  const plain = new TextEncoder().encode(html);
  let body: Uint8Array<ArrayBuffer> = plain;
  if (accepts.includes("br")) {
    headers["content-encoding"] = "br";
    body = new Uint8Array(await brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }));
  } else if (accepts.includes("gzip")) {
    headers["content-encoding"] = "gzip";
    body = new Uint8Array(await zip(plain));
  }
  return new Response(c.req.method === "HEAD" ? null : body, { status, headers });
}

/** robots.txt, and a sitemap of what is on air. */
export function mountForRobots(app: HttpApp, ctx: Context): void {
  const absolute = (path: string): string => new URL(path, ctx.public_url).href;
  app.get("/robots.txt", (c) =>
    c.text(
      ["User-agent: *", "Disallow: /v1/", "Disallow: /live/", `Sitemap: ${absolute("/sitemap.xml")}`, ""].join("\n"),
    ),
  );
  app.get("/sitemap.xml", async (c) => {
    const rooms = await reader(app, c, "en")("/v1/rooms");
    const data = rooms.status === 200 ? (rooms.answer as { data: readonly Room[] }).data : [];
    const paths = new Set([
      "/",
      ...data.flatMap((room) => [
        `/rooms/${room.id}`,
        ...(room.session === null ? [] : [`/shops/${room.session.shop.id}`]),
        ...room.bag.map((product) => `/products/${product.id}`),
      ]),
    ]);
    const urls = [...paths].map((path) => `<url><loc>${escaped(absolute(path))}</loc></url>`);
    return c.body(
      `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join("\n")}\n</urlset>\n`,
      200,
      { "content-type": "application/xml; charset=utf-8", "cache-control": "no-cache" },
    );
  });
}
