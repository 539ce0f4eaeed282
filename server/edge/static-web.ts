import { readFile, readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer | null;
  readonly gzip: Buffer | null;
  /** Files under assets/ carry a hash of their content in their name. */
  readonly immutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  webp: "image/webp",
  ico: "image/x-icon",
  woff2: "font/woff2",
  webmanifest: "application/manifest+json",
  txt: "text/plain; charset=utf-8",
};
const compressible = new Set(["html", "js", "css", "json", "svg", "webmanifest", "txt"]);
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);

export interface StaticWeb {
  /** The file at this path; null where there is none. */
  serve(request: Request): Response | null;
  /** The app's page, before anything is written into it. */
  readonly page: string;
  /** The scripts that these sources became, with all they import, less those the page names anyway. */
  scriptsOf(sources: readonly string[]): readonly string[];
}

/** Vite's list of what became of each source. */
type Manifest = Readonly<
  Record<string, { readonly file: string; readonly imports?: readonly string[]; readonly isEntry?: boolean }>
>;
const manifestFile = "manifest.json";

/** The built web app, held in memory with its compressed forms: a few hundred files at most. */
export async function loadStaticWeb(directory: string): Promise<StaticWeb> {
  const assets = new Map<string, Asset>();
  for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name.startsWith(".")) continue;
    const path = join(entry.parentPath, entry.name);
    const url = `/${relative(directory, path).split(sep).join("/")}`;
    if (url === `/${manifestFile}` || url === "/index.html") continue;
    const extension = entry.name.split(".").at(-1) ?? "";
    const plain = await readFile(path);
    const small = compressible.has(extension) && plain.length > 512;
    assets.set(url, {
      type: types[extension] ?? "application/octet-stream",
      plain,
      br: small ? await brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : null,
      gzip: small ? await zip(plain) : null,
      immutable: url.startsWith("/assets/"),
    });
  }
  const page = await readFile(join(directory, "index.html"), "utf8");
  const manifest = JSON.parse(await readFile(join(directory, manifestFile), "utf8")) as Manifest;
  return {
    page,
    scriptsOf: (sources) => scriptsOf(manifest, sources).filter((script) => !page.includes(`"${script}"`)),
    serve(request) {
      const asset = assets.get(new URL(request.url).pathname);
      if (asset === undefined) return null;
      const accepts = request.headers.get("accept-encoding") ?? "";
      const [body, encoding] =
        asset.br !== null && accepts.includes("br")
          ? [asset.br, "br"]
          : asset.gzip !== null && accepts.includes("gzip")
            ? [asset.gzip, "gzip"]
            : [asset.plain, null];
      const headers: Record<string, string> = {
        "content-type": asset.type,
        "content-length": String(body.length),
        "cache-control": asset.immutable ? "public, max-age=31536000, immutable" : "no-cache",
        vary: "accept-encoding",
      };
      if (encoding !== null) headers["content-encoding"] = encoding;
      return new Response(request.method === "HEAD" ? null : new Uint8Array(body), { headers });
    },
  };
}

function scriptsOf(manifest: Manifest, sources: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const seen = new Set<string>();
  const visit = (key: string): void => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return;
    seen.add(key);
    if (chunk.file.endsWith(".js")) found.add(`/${chunk.file}`);
    chunk.imports?.forEach(visit);
  };
  for (const source of sources) {
    // Vite names sources from its root, web/; a package from wherever it lies.
    const own = source.replace(/^web\//, "");
    visit(own in manifest ? own : (Object.keys(manifest).find((key) => key.includes(`/${source}/`)) ?? ""));
  }
  return [...found];
}
