import { createStore } from "../api/store.ts";
import type { Messages } from "./en.ts";
import { locale, type Locale } from "./locale.ts";

type Part = () => Promise<{ readonly words: Partial<Messages> }>;

/** The texts in parts, by who needs them; a language that nobody reads here is not downloaded. */
const parts = {
  viewer: { en: () => import("./en-viewer.ts"), "zh-CN": () => import("./zh-cn-viewer.ts") },
  own: { en: () => import("./en-own.ts"), "zh-CN": () => import("./zh-cn-own.ts") },
  work: { en: () => import("./en-work.ts"), "zh-CN": () => import("./zh-cn-work.ts") },
  desk: { en: () => import("./en-desk.ts"), "zh-CN": () => import("./zh-cn-desk.ts") },
  aftersale: { en: () => import("./en-aftersale.ts"), "zh-CN": () => import("./zh-cn-aftersale.ts") },
  care: { en: () => import("./en-care.ts"), "zh-CN": () => import("./zh-cn-care.ts") },
  docs: { en: () => import("./en-docs.ts"), "zh-CN": () => import("./zh-cn-docs.ts") },
} as const satisfies Record<string, Record<Locale, Part>>;
export type WordPart = keyof typeof parts;

/** The parts that this visit has needed so far, in whichever language is on screen. */
const needed = new Set<WordPart>(["viewer"]);

/** The language on screen and its words. It stays the old one until all words of the new one are here. */
export const wordsOnScreen = createStore<{
  readonly name: Locale;
  readonly messages: Partial<Messages>;
  readonly parts: number;
}>({ name: locale.get(), messages: {}, parts: 0 });

/** Resolves when everything needed stands on the screen in the wanted language. */
export async function loadWords(): Promise<void> {
  const name = locale.get();
  const loads: Promise<{ readonly words: Partial<Messages> }>[] = [...needed].map((part) => parts[part][name]());
  const loaded = await Promise.all(loads);
  // Another language, or another part, was asked for meanwhile.
  if (name !== locale.get() || loads.length !== needed.size) return loadWords();
  const shown = wordsOnScreen.get();
  // What is there already is not set again: everything on screen would be drawn again.
  if (shown.name === name && shown.parts === loads.length) return undefined;
  const messages = Object.assign({}, ...loaded.map(({ words }) => words)) as Partial<Messages>;
  wordsOnScreen.set({ name, messages, parts: loads.length });
  return undefined;
}

/** A page's code together with the words it shows beside the viewer's. */
export function withWords<Page>(part: WordPart, load: () => Promise<Page>): () => Promise<Page> {
  // A part is needed once it is here: without a network one page's words must not keep all others from the screen.
  const words = async (): Promise<void> => {
    await parts[part][locale.get()]();
    needed.add(part);
    await loadWords();
  };
  return async () => {
    const [page] = await Promise.all([load(), words()]);
    return page;
  };
}
