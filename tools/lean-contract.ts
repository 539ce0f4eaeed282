import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Plugin } from "vite";

const contract = join(import.meta.dirname, "..", "contract");
const web = join(import.meta.dirname, "..", "web");
const lean = "?lean";
const jitless = "\0zod-without-built-functions";

/**
 * The contract as a browser needs it. Its zod types describe what the server checks anyway, and zod with all of them is
 * a third of a watch page; so the web app is given the plain values of contract/ (limits, states, texts, and of a route
 * how it is called). A file of the app that names a zod type itself (a form that checks before it sends) gets the whole
 * contract, in the chunk of its own page.
 */
export function leanContract(): Plugin {
  const exported = new Map<string, Promise<Readonly<Record<string, unknown>>>>();
  const exportsOf = (path: string) => {
    const known =
      exported.get(path) ?? (import(pathToFileURL(path).href) as Promise<Readonly<Record<string, unknown>>>);
    exported.set(path, known);
    return known;
  };
  const typesOf = async (path: string): Promise<readonly string[]> =>
    Object.entries(await exportsOf(path)).flatMap(([name, value]) => (isType(value) ? [name] : []));
  return {
    name: "lean-contract",
    enforce: "pre",
    async resolveId(source, importer) {
      if (importer === undefined) return null;
      const from = importer.replace(lean, "");
      // zod would try to build functions from text, which a strict CSP reports even though zod falls back by itself.
      if (source === "zod" && from.startsWith(contract)) return jitless;
      const path = source.startsWith(".") ? join(from, "..", source) : source;
      if (!path.startsWith(contract)) return null;
      if (importer.endsWith(lean)) return path + lean;
      if (!from.startsWith(web)) return null;
      const names = named(await readFile(from, "utf8"), source);
      return (await typesOf(path)).some((name) => names.includes(name)) ? path : path + lean;
    },
    async load(id) {
      if (id === jitless) return 'import { z } from "zod";\nz.config({ jitless: true });\nexport { z };\n';
      if (!id.endsWith(lean)) return null;
      const path = id.slice(0, -lean.length);
      const text = await readFile(path, "utf8");
      // A file without zod is as lean as it can be; what it imports is lean in turn.
      return /from "zod"/.test(text) || path.endsWith("/routes.ts") ? leanModule(await exportsOf(path)) : text;
    },
  };
}

const isType = (value: unknown): boolean => typeof value === "object" && value !== null && "_zod" in value;

/** The values, not the types, that a source imports from there. */
function named(text: string, specifier: string): readonly string[] {
  return [...text.matchAll(/^import (?!type)\{([^}]*)\} from "([^"]+)"/gm)]
    .filter(([, , from]) => from === specifier)
    .flatMap(([, names]) => (names ?? "").split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "))
    .map((name) => name.split(" ")[0] ?? "");
}

function leanModule(exports: Readonly<Record<string, unknown>>): string {
  return Object.entries(exports)
    .filter(([, value]) => !isType(value))
    .map(([name, value]) => {
      if (typeof value === "function") return functionOf(name, value.toString());
      return `export const ${name} = ${JSON.stringify(value, (_, part: unknown) => (isRoute(part) ? howToCall(part) : part))};`;
    })
    .join("\n");
}

/** By its own text: such a function may use what its file exports, and nothing else of it. */
const functionOf = (name: string, text: string): string =>
  /^(?:async )?function\b/.test(text) ? `export ${text}` : `export const ${name} = ${text};`;

interface RouteLike {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly idempotency?: string;
}

const isRoute = (value: unknown): value is RouteLike =>
  typeof value === "object" && value !== null && "method" in value && "path" in value && "response" in value;

function howToCall({ method, path, body, idempotency }: RouteLike) {
  return {
    method,
    path,
    ...(body === "bytes" ? { body } : {}),
    ...(idempotency === undefined ? {} : { idempotency }),
  };
}
