import { useEffect, useState } from "react";
import { browserTimers } from "./browser.ts";
import { useSocketState } from "./live.ts";
import { createStore, useStore } from "./store.ts";

/** Whether the device has a network at all, as far as the browser knows. */
export const online = createStore(navigator.onLine);
// Without a page (a test that reads the routes) there is nothing to hear.
if (typeof document !== "undefined") {
  addEventListener("online", () => online.set(true));
  addEventListener("offline", () => online.set(false));
}

/** Whether the server answers at all: a device on a network that leads nowhere says that it is online. */
export const isReachable = (): Promise<boolean> =>
  online.get()
    ? fetch("/favicon.svg", { method: "HEAD", cache: "no-store" }).then(
        () => true,
        () => false,
      )
    : Promise.resolve(false);

/** Shorter losses of the socket mend themselves before anybody could read about them. */
const away_after_ms = 3000;

/** True while the device is offline or the socket has been away for long enough to be worth a word. */
export function useAway(): boolean {
  const hasNetwork = useStore(online);
  const state = useSocketState();
  const lost = state === "waiting" || state === "connecting";
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!lost) return;
    const cancel = browserTimers.after(away_after_ms, () => setLong(true));
    return () => {
      cancel();
      setLong(false);
    };
  }, [lost]);
  return !hasNetwork || long;
}
