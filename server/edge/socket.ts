import { STATUS_CODES, type IncomingMessage, type Server } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { protocolVersion, socketPath, type ClientFrame } from "../../contract/socket.ts";
import { unreachable } from "../kernel/assert.ts";
import type { Context } from "../kernel/context.ts";
import { isDatabaseAway } from "../kernel/db.ts";
import { limits } from "../kernel/limits.ts";
import { Refusal, refuse } from "../kernel/refusal.ts";
import type { Caller } from "../kernel/routing.ts";
import type { Chat } from "../modules/chat/index.ts";
import type { Live } from "../modules/live/index.ts";
import { localeOf } from "./http.ts";
import { EdgeSocket, SocketClient, type Person } from "./socket-client.ts";
import { Fans } from "./socket-fan.ts";
import { entranceOf, joinedFrame, type JoinDeps } from "./socket-join.ts";
import { LikeBudget } from "./socket-likes.ts";

export interface SocketDeps {
  readonly ctx: Context;
  readonly authenticate: (headers: Headers) => Promise<Caller | null>;
  /** Tells of accounts whose callers must be looked at anew. */
  readonly onAccountChanged: (hear: (account_id: string) => void) => void;
  readonly live: JoinDeps["live"] & Pick<Live, "countLikes" | "onStudioPassed">;
  readonly chat: Pick<Chat, "say" | "backlog">;
}
export interface SocketEdge {
  socketCount(): number;
  /** Takes no more sockets, tells the others that we are going away, and waits a moment for them to leave. */
  close(): Promise<void>;
}

const sweep_ms = 5_000;
const goodbye_ms_max = 1_000;

/** Serves the socket protocol of contract/socket.ts on an http server. */
export function attachSocketEdge(server: Server, deps: SocketDeps): SocketEdge {
  const edge = new Edge(deps);
  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void =>
    edge.upgrade(request, socket, head);
  server.on("upgrade", onUpgrade);
  return {
    socketCount: () => edge.clients.size,
    async close() {
      await edge.close();
      server.off("upgrade", onUpgrade);
    },
  };
}

class Edge {
  readonly clients = new Set<SocketClient>();
  readonly #deps: SocketDeps;
  readonly #join: JoinDeps;
  readonly #fans: Fans;
  readonly #likes: LikeBudget;
  readonly #perAddress = new Map<string, number>();
  readonly #wss = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    clientTracking: false,
    autoPong: false,
    maxPayload: limits.socket_frame_bytes_max,
    WebSocket: EdgeSocket,
  });
  readonly #closes;
  readonly #stops: (() => void)[];
  #draining = false;

  constructor(deps: SocketDeps) {
    this.#deps = deps;
    this.#join = { channel: deps.ctx.channel, live: deps.live, chat: deps.chat };
    this.#fans = new Fans(deps.ctx.channel);
    this.#likes = new LikeBudget(deps.ctx.clock);
    this.#closes = deps.ctx.metrics.counter("socket_closes_total", "Sockets that closed, by reason", ["reason"]);
    deps.ctx.metrics.gauge("sockets", "Open sockets", () => this.clients.size);
    this.#stops = [
      deps.ctx.clock.every(sweep_ms, () => this.#sweep()),
      deps.ctx.clock.every(limits.socket_ping_ms, () => {
        for (const client of this.clients) client.ping();
      }),
      deps.ctx.clock.every(limits.socket_recheck_ms, () => void this.#recheck(null)),
    ];
    deps.onAccountChanged((account_id) => void this.#recheck(account_id));
    deps.live.onStudioPassed((roomId, hostId) => {
      // They come back and are let in again if they still may: nothing of the next shop's is heard meanwhile.
      for (const client of this.clients)
        if (client.joined.has(`studio:${roomId}`) && client.person?.caller?.account_id !== hostId)
          client.close("session_changed");
    });
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Whatever comes on this connection from now on, an error on it is the other end's trouble.
    socket.on("error", () => socket.destroy());
    if (request.url?.split("?")[0] !== socketPath) return turnAway(socket, 404);
    if (this.#draining) return turnAway(socket, 503);
    if (!this.#isOurOrigin(request)) return turnAway(socket, 403);
    this.#wss.handleUpgrade(request, socket, head, (ws) => this.#accept(ws, request, socket));
  }

  async close(): Promise<void> {
    this.#draining = true;
    for (const stop of this.#stops) stop();
    for (const client of this.clients) client.close("going_away");
    await Promise.race([this.#allGone(), this.#deps.ctx.clock.sleep(goodbye_ms_max)]);
    for (const client of this.clients) client.terminate();
    this.#wss.close();
  }

  #allGone(): Promise<void> {
    return new Promise((resolve) => {
      this.#onEmpty = resolve;
      if (this.clients.size === 0) resolve();
    });
  }
  #onEmpty: (() => void) | null = null;

  /** A browser says from which page it comes: ours, or the one this very host served. */
  #isOurOrigin(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    return new URL(origin).origin === new URL(this.#deps.ctx.public_url).origin || new URL(origin).host === host;
  }

  #accept(ws: EdgeSocket, request: IncomingMessage, socket: Duplex): void {
    const headers = new Headers();
    for (const name of ["cookie", "authorization"] as const)
      if (request.headers[name] !== undefined) headers.set(name, request.headers[name]);
    const address = this.#addressOf(request);
    const client = new SocketClient(
      ws,
      socket,
      { address, locale: localeOf(request.headers["accept-language"]), headers },
      {
        nowMs: () => this.#deps.ctx.clock.nowMs(),
        act: (one, frame) => this.#act(one, frame),
        onClosing: (reason) => this.#closes.inc({ reason }),
      },
    );
    const here = (this.#perAddress.get(address) ?? 0) + 1;
    this.#perAddress.set(address, here);
    this.clients.add(client);
    ws.once("close", () => this.#forget(client));
    if (this.clients.size > limits.sockets_max || here > limits.sockets_per_address_max)
      client.close("too_many_sockets");
  }

  #forget(client: SocketClient): void {
    this.clients.delete(client);
    const left = (this.#perAddress.get(client.address) ?? 1) - 1;
    if (left === 0) this.#perAddress.delete(client.address);
    else this.#perAddress.set(client.address, left);
    if (this.clients.size === 0) this.#onEmpty?.();
  }

  #addressOf(request: IncomingMessage): string {
    const forwarded = request.headers["x-forwarded-for"];
    const named =
      this.#deps.ctx.config.trust_proxy && typeof forwarded === "string"
        ? forwarded.split(",").at(-1)?.trim()
        : undefined;
    return named ?? request.socket.remoteAddress ?? "unknown";
  }

  async #act(client: SocketClient, frame: ClientFrame): Promise<void> {
    const ref = frame.t === "say" ? frame.ref : null;
    try {
      if (frame.t === "hello") await this.#hello(client, frame);
      else if (client.person === null) client.close("frame_malformed");
      else await this.#actAs(client, client.person, frame);
    } catch (error) {
      const channel = frame.t === "join" ? { channel: frame.channel } : {};
      if (error instanceof Refusal) return client.refuse(error, ref, channel);
      if (!isDatabaseAway(error))
        this.#deps.ctx.log.error({ err: error, frame: frame.t }, "a socket frame ran into a bug");
      client.refuse(new Refusal(isDatabaseAway(error) ? "unavailable" : "internal"), ref, channel);
    }
  }

  async #hello(client: SocketClient, frame: Extract<ClientFrame, { t: "hello" }>): Promise<void> {
    if (frame.version !== protocolVersion) return client.close("version_unsupported");
    if (client.person !== null) return client.close("frame_malformed");
    const headers =
      frame.token === undefined || /[^\u0021-\u007e]/.test(frame.token)
        ? client.headers
        : new Headers({ authorization: `Bearer ${frame.token}` });
    const caller = await this.#deps.authenticate(headers);
    client.person = { caller, key: caller?.account_id ?? `device:${frame.device}`, headers };
    // Who shows a token thinks they are somebody; they should know that they are a guest now.
    if (caller === null && frame.token !== undefined) client.refuse(new Refusal("session_ended"), null);
    client.send({
      t: "welcome",
      version: protocolVersion,
      account_id: caller?.account_id ?? null,
      server_time: this.#deps.ctx.clock.now().toISOString(),
    });
  }

  async #actAs(client: SocketClient, person: Person, frame: Exclude<ClientFrame, { t: "hello" }>): Promise<void> {
    switch (frame.t) {
      case "join":
        return this.#enter(client, person, frame);
      case "leave":
        client.joined.get(frame.channel)?.();
        client.joined.delete(frame.channel);
        return;
      case "say": {
        if (person.caller === null) refuse("sign_in_required");
        const { account_id, name } = person.caller;
        const line = await this.#deps.chat.say({ account_id, name, room_id: frame.room_id, text: frame.text });
        return client.send({ t: "said", ref: frame.ref, line });
      }
      case "like": {
        const room = client.joined.has(`room:${frame.room_id}`)
          ? await this.#deps.live.onAir(frame.room_id)
          : undefined;
        if (room === undefined) refuse("not_on_air");
        const likes = this.#likes.take(person.key, frame.count);
        if (likes > 0) this.#deps.live.countLikes(room.session_id, likes);
        return;
      }
      case "ping":
        return client.send({ t: "pong", server_time: this.#deps.ctx.clock.now().toISOString() });
      default:
        return unreachable(frame);
    }
  }

  async #enter(client: SocketClient, person: Person, frame: Extract<ClientFrame, { t: "join" }>): Promise<void> {
    const name = frame.channel;
    if (client.joined.size >= limits.channels_per_socket_max && !client.joined.has(name))
      refuse("rate_limited", { details: { seconds: 1 } });
    const entrance = await entranceOf(this.#join, person, name);
    if (!client.open) return;
    // From here to the end nothing waits: what the answer says and what the listening brings meet without gap or overlap.
    client.joined.get(name)?.();
    const stopListening = this.#fans.add(entrance.channel, name, client);
    const stopWatching = entrance.watches === null ? null : this.#deps.live.watch(entrance.watches, person.key);
    client.joined.set(name, () => {
      stopListening();
      stopWatching?.();
    });
    client.send(joinedFrame(this.#join, entrance, name, frame.since));
  }

  /** Ends those who never said who they are, and those who never finish leaving. */
  #sweep(): void {
    const nowMs = this.#deps.ctx.clock.nowMs();
    for (const client of this.clients) {
      if (client.closing_ms !== null && nowMs - client.closing_ms >= limits.socket_close_ms) client.terminate();
      else if (client.person === null && nowMs - client.opened_ms >= limits.socket_hello_ms) client.close("idle");
    }
  }

  /**
   * Whoever was signed out, or has another sign-in now, comes back as who they are: an account's sockets as soon as it
   * changes, everybody's (null) every minute, since a word of a change may be lost.
   */
  async #recheck(account_id: string | null): Promise<void> {
    for (const client of this.clients) {
      const person = client.person;
      if (person === null || person.caller === null || !client.open) continue;
      if (account_id !== null && person.caller.account_id !== account_id) continue;
      try {
        const now = await this.#deps.authenticate(person.headers);
        if (now?.auth_session_id !== person.caller.auth_session_id) client.close("session_changed");
      } catch (error) {
        this.#deps.ctx.log.warn({ err: error }, "a socket's sign-in could not be looked at; it will be tried again");
      }
    }
  }
}

function turnAway(socket: Duplex, status: 403 | 404 | 503): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
