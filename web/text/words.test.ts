import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { words as aftersale } from "./en-aftersale.ts";
import { words as desk } from "./en-desk.ts";
import { words as docs } from "./en-docs.ts";
import { words as own } from "./en-own.ts";
import { words as viewer } from "./en-viewer.ts";
import { words as work } from "./en-work.ts";

const parts: Readonly<Record<string, object>> = { viewer, own, work, desk, docs, aftersale };
const web = resolve(import.meta.dirname, "..");
const sources = new Map<string, string>();

function sourceOf(file: string): string {
  const known = sources.get(file);
  if (known !== undefined) return known;
  const text = readFileSync(file, "utf8");
  sources.set(file, text);
  return text;
}

/** Every file of ours that this one can bring onto the screen. */
function reachable(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file) || !file.startsWith(`${web}/`) || file.includes("/text/") || !existsSync(file)) return found;
  found.add(file);
  for (const [, path] of sourceOf(file).matchAll(/(?:from |import\()"(\.[^"]+)"/g))
    if (path !== undefined) reachable(resolve(dirname(file), path), found);
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

describe("every page brings its words", () => {
  it("and there are pages", () => {
    expect(routes.length).toBeGreaterThan(50);
    expect(areasOf(resolve(web, "pages/room/room-bar.tsx"))).toContain("room");
  });

  it.each([{ page: "../frame/frame.tsx", brought: ["viewer"] }, ...routes])("$page", ({ page, brought }) => {
    const here = new Set(brought.flatMap((part) => Object.keys(parts[part] ?? {})));
    const missing = [...reachable(resolve(web, "pages", page))].flatMap((file) =>
      areasOf(file).flatMap((area) => (here.has(area) ? [] : [`${file.slice(web.length)}: ${area}`])),
    );
    expect(missing).toEqual([]);
  });
});
