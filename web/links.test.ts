import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { pagePaths } from "../contract/pages.ts";
import { router } from "./router.tsx";

const here = fileURLToPath(new URL(".", import.meta.url));
/** Where a line says where to go: a prop or a field called `to` or `href`, up to its end. */
const goes = /\b(?:to|href)\s*[=:][^,>]*/g;
/** A literal or template that begins with a slash; other strings are other sites, anchors or `tel:`. */
const path = /["'`](\/(?!\/)[^"'`\s]*)["'`]/g;

interface Found {
  readonly file: string;
  readonly link: string;
}

function linksOf(file: string): readonly Found[] {
  const goings = readFileSync(here + file, "utf8")
    .split("\n")
    .flatMap((line) => line.match(goes) ?? []);
  return goings.flatMap((going) => [...going.matchAll(path)].map((match) => ({ file, link: match[1] ?? "" })));
}

/** "/rooms/${room.id}?x=1" and "/rooms/$room_id" are both ["rooms", "*"]. */
function shapeOf(link: string): string {
  return link
    .replaceAll(/\$\{[^}]*\}/g, "$x")
    .replace(/[?#].*$/, "")
    .replace(/(?<=.)\/$/, "")
    .split("/")
    .map((part) => (part.startsWith("$") ? "*" : part))
    .join("/");
}

describe("links", () => {
  const known = new Set(Object.keys(router.routesByPath).map(shapeOf));
  // The one page the server writes itself.
  known.add("/openapi.json");
  const found = globSync("**/*.{ts,tsx}", { cwd: here })
    .filter((file) => !file.includes(".test.") && !file.startsWith("dist"))
    .flatMap(linksOf);

  test("are found at all", () => {
    expect(found.length).toBeGreaterThan(40);
    expect(known).toContain("/rooms/*");
  });

  test("the server knows the same pages, so that every other path is not found", () => {
    expect(pagePaths.toSorted()).toEqual(Object.keys(router.routesByPath).toSorted());
  });

  test("lead to a page", () => {
    expect(found.filter(({ link }) => !known.has(shapeOf(link)))).toEqual([]);
  });
});
