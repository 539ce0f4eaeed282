import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { WebhookEvent } from "../../contract/webhooks.ts";

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly event: WebhookEvent;
}

/** Somebody else's server that takes webhooks and answers as told. */
export async function startReceiver() {
  const received: Received[] = [];
  const state = { status: 200, silent: false };
  /** Calls under way, and the most there ever were at once. */
  const open = { now: 0, most: 0 };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    response.once("close", () => (open.now -= 1));
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString("utf8");
      received.push({ headers: request.headers, body, event: WebhookEvent.parse(JSON.parse(body)) });
      if (state.silent) return;
      response.writeHead(state.status, state.status === 302 ? { location: "http://127.0.0.1:1/" } : {});
      response.end(`answer ${state.status}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?token=s3cret`,
    received,
    state,
    open,
    types: () => received.map(({ event }) => event.type),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
