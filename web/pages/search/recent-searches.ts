import { memory } from "../../api/browser.ts";
import { createStore, useStore } from "../../api/store.ts";

const kept_max = 8;
const parse = (text: string | null): readonly string[] => {
  try {
    const known: unknown = JSON.parse(text ?? "[]");
    return Array.isArray(known) ? known.filter((one) => typeof one === "string").slice(0, kept_max) : [];
  } catch {
    return [];
  }
};
const recent = createStore(parse(memory.read("searches")));

/** What was searched for on this device; it never leaves it. */
export const recentSearches = {
  use: () => useStore(recent),
  add(q: string): void {
    recent.set([q, ...recent.get().filter((one) => one !== q)].slice(0, kept_max));
    memory.write("searches", JSON.stringify(recent.get()));
  },
  forget(): void {
    recent.set([]);
    memory.write("searches", "[]");
  },
};
