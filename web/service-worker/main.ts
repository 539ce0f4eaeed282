import { listenToPushes, type PushWorker } from "./push.ts";

/**
 * Makes the app open without a network, and hears pushes. It keeps the app's own files, which carry a hash in their name,
 * and one empty page; never an answer of the API, never live video, never anybody's pictures or orders.
 */
/** Paths of the files that every page needs, written in by the build (tools/service-worker.ts). */
declare const __SHELL__: readonly string[];
/** Changes with any of them. */
declare const __VERSION__: string;

interface LifeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends LifeEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
/** What is used of a service worker's scope; the page's own types (lib "dom") do not know it. */
interface AppWorker {
  readonly location: { readonly origin: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", hear: (event: LifeEvent) => void): void;
  addEventListener(type: "message", hear: (event: MessageEvent) => void): void;
  addEventListener(type: "fetch", hear: (event: FetchEvent) => void): void;
}
const worker = self as unknown as AppWorker & PushWorker;

const kept = `laotie-${__VERSION__}`;
/** The app's page without anything in it. */
const emptyPage = "/app-shell";

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(kept).then((cache) => cache.addAll([emptyPage, ...__SHELL__])));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

// A page that shows an order should not change under anybody's hands: the new version comes when it is asked for.
worker.addEventListener("message", (event) => {
  if (event.data === "take-over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const { origin, pathname } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  if (request.mode === "navigate") {
    // Pages of the payment provider and of the API's documents are not ours to replace.
    if (/^\/(v1|sandbox|docs|webhooks)\//.test(pathname)) return;
    event.respondWith(fetch(request).catch(() => ownPage()));
  } else if (pathname.startsWith("/assets/") || __SHELL__.includes(pathname)) event.respondWith(fileOf(request));
});

async function ownPage(): Promise<Response> {
  return (await caches.match(emptyPage)) ?? Response.error();
}

/** A file whose name changes with its content never has to be asked for twice. */
async function fileOf(request: Request): Promise<Response> {
  const known = await caches.match(request, { ignoreVary: true });
  if (known !== undefined) return known;
  const response = await fetch(request);
  if (response.ok && new URL(request.url).pathname.startsWith("/assets/")) {
    const cache = await caches.open(kept);
    await cache.put(request, response.clone());
  }
  return response;
}

listenToPushes(worker);
