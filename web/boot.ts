import { drawn, painted, picturesThere, secondTry } from "./api/browser.ts";

/**
 * What the page runs first. What the server drew is looked at before anything else: the app's own scripts come after its
 * words and pictures, on a slow line and on a slow phone. Where nothing was drawn they come at once.
 */
const root = document.getElementById("root");
const first_look_max_ms = 1_000;

async function firstLook(drawing: HTMLElement): Promise<void> {
  const pictures = drawing.querySelectorAll<HTMLImageElement>('img[fetchpriority="high"]');
  await Promise.all([painted(first_look_max_ms), picturesThere(pictures, first_look_max_ms)]);
  await drawn();
  const later = JSON.parse(document.getElementById("later-scripts")?.textContent ?? "[]") as readonly string[];
  for (const href of later)
    document.head.append(
      Object.assign(document.createElement("link"), { rel: "modulepreload", crossOrigin: "", href }),
    );
}

if (root !== null && root.childElementCount > 0 && !document.hidden) {
  // A browser may have no PerformanceObserver, switched off as a thing to be recognized by; the app comes there too.
  await firstLook(root).catch(() => undefined);
}
try {
  // In turns, so that a slow phone can answer in between.
  await import("react-dom/client");
  await drawn();
  await import("./main.tsx");
  secondTry.forget();
} catch (error) {
  // The server went over to the next version between this page and its scripts: its new page names those that are there.
  if (!secondTry.take()) throw error;
  location.reload();
}
