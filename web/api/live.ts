import { useEffect, useRef } from "react";
import { socketPath, type ChannelItem } from "../../contract/socket.ts";
import { onIdentityChange } from "../sign-in/require-sign-in.ts";
import { locale } from "../text/locale.ts";
import { browserTimers, deviceId, freshKey } from "./browser.ts";
import { LiveSocket, type Delivery } from "./socket.ts";
import { useStore } from "./store.ts";

/** The page's one connection. */
export const socket = new LiveSocket({
  connect: () => new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${socketPath}`),
  device: deviceId(),
  timers: browserTimers,
  locale: () => locale.get(),
  freshKey,
});

// Without a page (a test that reads the routes) there is nothing to hear.
if (typeof document !== "undefined") {
  addEventListener("online", () => socket.wake());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && socket.wake());
}
onIdentityChange(() => socket.restart());

/** Hears a channel while the component is on screen; null hears nothing. */
export function useChannel(name: string | null, hear: (delivery: Delivery) => void): void {
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => (name === null ? undefined : socket.subscribe(name, (delivery) => latest.current(delivery))), [name]);
}

/** Items of one kind out of a delivery. */
export function itemsOf<T extends ChannelItem["t"]>(
  delivery: Delivery,
  kind: T,
): readonly Extract<ChannelItem, { t: T }>[] {
  return delivery.items.filter((item): item is Extract<ChannelItem, { t: T }> => item.t === kind);
}

export function useSocketState() {
  return useStore(socket.state);
}
