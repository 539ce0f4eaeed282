import { useCallback, useEffect, useState } from "react";
import { call } from "./client.ts";

/**
 * Where pushes stand on this device. `install`: an iPhone or iPad takes them only from the home screen. `denied`: the person
 * said no, and only the browser's own settings can change that.
 */
export type PushState = "unknown" | "unsupported" | "install" | "denied" | "off" | "on";

async function registration(): Promise<ServiceWorkerRegistration | null> {
  // `ready` would wait for ever where no worker was registered.
  const found = await navigator.serviceWorker.getRegistration();
  return found === undefined ? null : navigator.serviceWorker.ready;
}

async function look(): Promise<PushState> {
  const apple = /iPad|iPhone|iPod/.test(navigator.userAgent);
  const installed = matchMedia("(display-mode: standalone)").matches;
  if (!("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window))
    return apple && !installed ? "install" : "unsupported";
  if (Notification.permission === "denied") return "denied";
  const worker = await registration();
  if (worker === null) return "unsupported";
  return (await worker.pushManager.getSubscription()) === null ? "off" : "on";
}

const bytesOf = (base64url: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

/** Asks the browser, then tells the server. Only ever called by a press. */
async function turnOn(): Promise<PushState> {
  if ((await Notification.requestPermission()) !== "granted") return look();
  const worker = await registration();
  if (worker === null) return "unsupported";
  const { public_key } = await call("getPushKey", {});
  const subscription = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(public_key),
  });
  const { endpoint, keys } = subscription.toJSON();
  await call("createPushSubscription", {
    body: { endpoint: endpoint ?? "", keys: { p256dh: keys?.["p256dh"] ?? "", auth: keys?.["auth"] ?? "" } },
  });
  return "on";
}

async function turnOff(): Promise<PushState> {
  const subscription = await (await registration())?.pushManager.getSubscription();
  await subscription?.unsubscribe();
  const { data } = await call("listPushSubscriptions", {});
  for (const one of data) if (one.current) await call("deletePushSubscription", { params: { id: one.id } });
  return "off";
}

/** Pushes on this device, and the switch. */
export function usePush(): {
  readonly state: PushState;
  readonly busy: boolean;
  readonly error: unknown;
  readonly turn: (on: boolean) => void;
} {
  const [state, setState] = useState<PushState>("unknown");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    look().then(setState, () => setState("unsupported"));
  }, []);
  const turn = useCallback((on: boolean) => {
    setBusy(true);
    setError(null);
    (on ? turnOn() : turnOff()).then(setState, setError).finally(() => setBusy(false));
  }, []);
  return { state, busy, error, turn };
}
