import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { words as aftersale } from "./en-aftersale.ts";
import { words as care } from "./en-care.ts";
import { words as desk } from "./en-desk.ts";
import { words as docs } from "./en-docs.ts";
import { words as own } from "./en-own.ts";
import { words as viewer } from "./en-viewer.ts";
import { words as work } from "./en-work.ts";

const parts: Readonly<Record<string, object>> = { viewer, own, work, desk, docs, aftersale, care };
const web = resolve(import.meta.dirname, "..");
const sources = new Map<string, string>();

function sourceOf(file: string): string {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, "utf8");
  sources.set(file, text);
  return text;
}

/** Pieces of a page that come later, together with their words: `withWords("care", async () => (await import("./x.tsx")).X)`. */
function lateIn(text: string): { readonly part: string; readonly path: string }[] {
  return [...text.matchAll(/withWords\("(\w+)", async \(\) => \(await import\("(\.[^"]+)"\)/g)].map(
    ([, part = "", path = ""]) => ({ part, path }),
  );
}

/** Every file of ours that this one can bring onto the screen. */
function reachable(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file) || !file.startsWith(`${web}/`) || file.includes("/text/") || !existsSync(file)) return found;
  found.add(file);
  const text = sourceOf(file);
  // What is brought late with its own words is looked at as a page of its own.
  const late = new Set(lateIn(text).map(({ path }) => path));
  for (const [, path] of text.matchAll(/(?:from |import\()"(\.[^"]+)"/g))
    if (path !== undefined && !late.has(path)) reachable(resolve(dirname(file), path), found);
  return found;
}

/** The areas of text it shows: `useTranslations("room")`, or `t("room.…")` where none was named. */
function areasOf(file: string): string[] {
  const text = sourceOf(file);
  const named = [...text.matchAll(/useTranslations\("(\w+)/g)];
  const inKeys = text.includes("useTranslations()") ? [...text.matchAll(/\bt(?:\.rich)?\(\s*["`](\w+)\./g)] : [];
  return [...named, ...inKeys].map(([, area]) => area ?? "");
}

const routes = ["viewer", "notice", "work", "desk", "integrator", "dev"].flatMap((name) => {
  const text = sourceOf(resolve(web, `pages/${name}-routes.tsx`));
  return text
    .split("lazyRouteComponent(")
    .slice(1)
    .map((call) => ({
      page: /import\("\.\/([^"]+)"\)/.exec(call)?.[1] ?? "",
      brought: [
        "viewer",
        ...[...call.slice(0, call.indexOf("import(")).matchAll(/withWords\(\s*"(\w+)"/g)].map(([, part]) => part ?? ""),
      ],
    }));
});

const latePieces = ["pages/reviews/late-product-reviews.tsx"].flatMap((file) =>
  lateIn(sourceOf(resolve(web, file))).map(({ part, path }) => ({
    page: `../${dirname(file)}/${path}`,
    brought: ["viewer", part],
  })),
);

describe("every page brings its words", () => {
  it("and there are pages", () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(areasOf(resolve(web, "pages/room/room-bar.tsx"))).toContain("room");
  });

  it.each([{ page: "../frame/frame.tsx", brought: ["viewer"] }, ...latePieces, ...routes])(
    "$page",
    ({ page, brought }) => {
      const here = new Set(brought.flatMap((part) => Object.keys(parts[part] ?? {})));
      const missing = [...reachable(resolve(web, "pages", page))].flatMap((file) =>
        areasOf(file).flatMap((area) => (here.has(area) ? [] : [`${file.slice(web.length)}: ${area}`])),
      );
      expect(missing).toEqual([]);
    },
  );
});
