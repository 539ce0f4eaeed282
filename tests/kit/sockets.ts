import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { WebSocket } from "ws";
import { protocolVersion, ServerFrame, socketPath, type ChannelItem, type ClientFrame } from "../../contract/socket.ts";
import { attachSocketEdge } from "../../server/edge/socket.ts";
import type { Position } from "../../server/kernel/channel.ts";
import { newId } from "../../server/kernel/ids.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import { testLive } from "./live.ts";

export const texts = (items: readonly ChannelItem[]): string[] =>
  items.flatMap((item) => (item.t === "chat" ? [item.line.text] : []));

/** The socket edge on a server of its own, and clients of it. */
export async function openSockets() {
  const t = await testLive();
  /** Who is signed in, by token. */
  const callers = new Map<string, Caller>();
  /** Says that an account changed. */
  const told: ((account_id: string) => void)[] = [];
  const server = createServer((_, response) => response.end("still here"));
  const edge = attachSocketEdge(server, {
    ctx: t.ctx,
    live: t.live,
    chat: t.chat,
    authenticate: async (headers) =>
      callers.get((headers.get("authorization") ?? headers.get("cookie") ?? "").replace(/^Bearer |^laotie=/, "")) ??
      null,
    onAccountChanged: (hear) => void told.push(hear),
  });
  const tellChanged = (account_id: string): void => {
    for (const hear of told) hear(account_id);
  };
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = server.address() as AddressInfo;

  async function until(holds: () => boolean): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      if (holds()) return;
      await t.ctx.clock.sleep(10);
    }
    throw new Error("it never came true");
  }
  /** A client of the protocol; what it hears is held against the contract. */
  class Client {
    readonly frames: ServerFrame[] = [];
    readonly ws: WebSocket;
    closed: number | null = null;
    constructor(options: { headers?: Record<string, string> } = {}) {
      this.ws = new WebSocket(`ws://127.0.0.1:${port}${socketPath}`, { headers: options.headers ?? {} });
      this.ws.on("message", (data: Buffer) => this.frames.push(ServerFrame.parse(JSON.parse(data.toString("utf8")))));
      this.ws.on("close", (code) => (this.closed = code));
      this.ws.on("error", () => undefined);
      sockets.push(this);
    }
    async open(): Promise<this> {
      await once(this.ws, "open");
      return this;
    }
    send(frame: ClientFrame): void {
      this.ws.send(JSON.stringify(frame));
    }
    async heard<T extends ServerFrame["t"]>(type: T, which = 0): Promise<Extract<ServerFrame, { t: T }>> {
      const all = () => this.frames.filter((frame): frame is Extract<ServerFrame, { t: T }> => frame.t === type);
      await until(() => all().length > which);
      return all()[which] as Extract<ServerFrame, { t: T }>;
    }
    async closedWith(): Promise<number | null> {
      await until(() => this.closed !== null);
      return this.closed;
    }
    get items(): ChannelItem[] {
      return this.frames.flatMap((frame) => (frame.t === "items" ? frame.items : []));
    }
  }

  const sockets: Client[] = [];
  let devices = 0;
  async function guest(device = `device-${(devices += 1)}-0000`): Promise<Client> {
    const client = await new Client().open();
    client.send({ t: "hello", version: protocolVersion, device });
    await client.heard("welcome");
    return client;
  }
  async function signedIn(caller: Caller = t.viewer()): Promise<Client> {
    const token = newId(t.ctx, "key");
    callers.set(token, caller);
    const client = await new Client().open();
    client.send({ t: "hello", version: protocolVersion, device: "device-00000", token });
    expect((await client.heard("welcome")).account_id).toBe(caller.account_id);
    return client;
  }
  async function join(client: Client, channel: string, since?: Position) {
    const before = client.frames.filter((frame) => frame.t === "joined").length;
    client.send({ t: "join", channel, ...(since === undefined ? {} : { since }) });
    return client.heard("joined", before);
  }
  /** Ends every client's connection, and waits until the edge noticed. */
  async function hangUp(): Promise<void> {
    for (const client of sockets.splice(0)) client.ws.terminate();
    await until(() => edge.socketCount() === 0);
  }
  async function end(): Promise<void> {
    await edge.close();
    server.close();
    await t.ctx.end();
  }
  return { t, edge, port, callers, tellChanged, Client, until, guest, signedIn, join, hangUp, end };
}
