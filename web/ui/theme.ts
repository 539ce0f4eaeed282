import { memory, tellServer } from "../api/browser.ts";
import { createStore } from "../api/store.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What stands around the page: the browser's own bar takes the color of our paper (theme.css). */
const papers = { light: "#FAF7F2", dark: "#131110" } as const;

/** The look that was chosen on this device. */
export const theme = createStore<Theme>(themes.find((name) => name === memory.read("theme")) ?? "system");

export function chooseTheme(next: Theme): void {
  memory.write("theme", next);
  // The next page is drawn by the server in the right colors from its first moment.
  tellServer("theme", next);
  theme.set(next);
  wear(next);
}

/** Puts the theme on the page. */
export function wear(next: Theme): void {
  if (next === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = next;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]'))
    meta.content = papers[next === "system" ? (meta.media.includes("dark") ? "dark" : "light") : next];
}
