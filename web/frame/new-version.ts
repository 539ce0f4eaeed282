import { browserTimers } from "../api/browser.ts";
import { createStore } from "../api/store.ts";

/** The version that waits to take over, or null. */
export const waiting = createStore<ServiceWorker | null>(null);

/** The first page has the line for itself; an hour later a tab that stays open looks for a new version. */
const after_start_ms = 5_000;
const look_again_ms = 3600_000;

/** Installs the service worker and watches for its next version. Without one (old browsers, plain HTTP) nothing is lost. */
export function installApp(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  browserTimers.after(after_start_ms, () => void install().catch(() => undefined));
}

async function install(): Promise<void> {
  // A test's browser may refuse by answering nothing.
  const registration = (await navigator.serviceWorker.register("/sw.js")) as ServiceWorkerRegistration | undefined;
  if (registration === undefined) return;
  const watch = (): void => {
    const next = registration.waiting;
    // The very first version waits for nobody.
    if (next !== null && navigator.serviceWorker.controller !== null) waiting.set(next);
  };
  watch();
  registration.addEventListener("updatefound", () =>
    registration.installing?.addEventListener("statechange", () => watch()),
  );
  const again = (): void => {
    void registration.update().catch(() => undefined);
    browserTimers.after(look_again_ms, again);
  };
  browserTimers.after(look_again_ms, again);
}

/** Lets the waiting version take over, and opens this page anew in it; the other tabs stay as they are until they ask too. */
export function takeNewVersion(): void {
  if (waiting.get()?.state !== "installed") {
    // Another tab has let it take over already: there is nothing left to wait for.
    location.reload();
    return;
  }
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  waiting.get()?.postMessage("take-over");
}
