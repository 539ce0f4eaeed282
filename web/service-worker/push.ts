/** What is used of a service worker's scope; the page's own types (lib "dom") do not know it. */
interface WorkerEvent {
  waitUntil(work: Promise<unknown>): void;
}
interface PushedEvent extends WorkerEvent {
  readonly data: { json(): unknown } | null;
}
interface ClickEvent extends WorkerEvent {
  readonly notification: { readonly data: unknown; close(): void };
}
interface OpenPage {
  readonly url: string;
  readonly focused: boolean;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}
export interface PushWorker {
  readonly location: { readonly origin: string };
  readonly registration: { showNotification(title: string, options: NotificationOptions): Promise<void> };
  readonly clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly OpenPage[]>;
    openWindow(url: string): Promise<unknown>;
  };
  addEventListener(type: "push", hear: (event: PushedEvent) => void): void;
  addEventListener(type: "notificationclick", hear: (event: ClickEvent) => void): void;
}

/** What the server pushes (server/modules/notifications/push-message.ts): the words, where they lead, and which item it is. */
interface Pushed {
  readonly title: string;
  readonly body: string;
  readonly link: string;
  readonly tag: string;
}

function read(data: PushedEvent["data"]): Pushed | null {
  try {
    const given = data?.json() as Partial<Pushed> | undefined;
    if (typeof given?.title !== "string" || typeof given.body !== "string") return null;
    const link = typeof given.link === "string" && /^\/(?!\/)/.test(given.link) ? given.link : "/inbox";
    return { title: given.title, body: given.body, link, tag: typeof given.tag === "string" ? given.tag : "laotie" };
  } catch {
    return null;
  }
}

/** Shows pushes and opens what they are about. Called once by the service worker's main file. */
export function listenToPushes(worker: PushWorker): void {
  worker.addEventListener("push", (event) => {
    const pushed = read(event.data);
    if (pushed !== null) event.waitUntil(show(worker, pushed));
  });
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    const { link } = (event.notification.data ?? {}) as { link?: string };
    event.waitUntil(open(worker, link ?? "/inbox"));
  });
}

async function show(worker: PushWorker, pushed: Pushed): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  // Whoever is looking at the page sees the bell move; a banner over it would only repeat that.
  if (pages.some((page) => page.focused)) return;
  await worker.registration.showNotification(pushed.title, {
    body: pushed.body,
    // The same item again replaces itself, silently.
    tag: pushed.tag,
    icon: "/favicon.svg",
    data: { link: pushed.link },
  });
}

/** The page that is open goes there and comes forward; without one, a new one opens. */
async function open(worker: PushWorker, link: string): Promise<void> {
  const url = new URL(link, worker.location.origin).href;
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => one.url === url) ?? pages[0];
  if (page === undefined) {
    await worker.clients.openWindow(url);
    return;
  }
  await page.focus();
  if (page.url !== url) await page.navigate(url).catch(() => worker.clients.openWindow(url));
}
