import { locales, type Locale } from "../../contract/errors.ts";
import { memory, tellServer } from "../api/browser.ts";
import { createStore } from "../api/store.ts";

export type { Locale } from "../../contract/errors.ts";

/** The language for a reader's wishes, first wish first: Chinese in any form gives zh-CN, everything else English. */
export function localeFor(wishes: readonly string[]): Locale {
  for (const wish of wishes) {
    if (wish.toLowerCase().startsWith("zh")) return "zh-CN";
    if (wish.toLowerCase().startsWith("en")) return "en";
  }
  return "en";
}

function initialLocale(): Locale {
  const kept = memory.read("locale");
  const known = locales.find((name) => name === kept);
  return known ?? localeFor(typeof navigator === "undefined" ? [] : navigator.languages);
}

/** The language of the page. A choice is kept on this device; an account follows it (`updateAccount`). */
export const locale = createStore<Locale>(initialLocale());

export function chooseLocale(next: Locale): void {
  memory.write("locale", next);
  tellServer("locale", next);
  locale.set(next);
}
