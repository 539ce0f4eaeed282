import type { ChatLine } from "../../contract/chat.ts";
import { ApiError } from "../../contract/client.ts";
import { errorMessage, type ErrorObject } from "../../contract/errors.ts";
import {
  closeCodes,
  protocolVersion,
  type ChannelItem,
  type ClientFrame,
  type ServerFrame,
} from "../../contract/socket.ts";
import type { Timers } from "./browser.ts";
import { createStore, type Store } from "./store.ts";

/** idle: nobody listens. waiting: lost, will come back by itself. stopped: the server said not to come back. */
export type SocketState = "idle" | "connecting" | "open" | "waiting" | "stopped";

/** The part of a WebSocket that is used here. */
export interface Wire {
  send(text: string): void;
  close(): void;
  /** 1 while open, as of WebSocket. */
  readonly readyState: number;
  addEventListener(type: "open", heard: () => void, options: { readonly signal: AbortSignal }): void;
  addEventListener(
    type: "message",
    heard: (event: { readonly data: unknown }) => void,
    options: { readonly signal: AbortSignal },
  ): void;
  addEventListener(
    type: "close",
    heard: (event: { readonly code: number }) => void,
    options: { readonly signal: AbortSignal },
  ): void;
}

/** What a listener hears. `fresh`: what was known before may be wrong or incomplete; read it again from the API. */
export interface Delivery {
  readonly items: readonly ChannelItem[];
  readonly fresh: boolean;
}
export type Listener = (delivery: Delivery) => void;

export interface SocketSettings {
  readonly connect: () => Wire;
  readonly device: string;
  readonly timers: Timers;
  readonly locale: () => "zh-CN" | "en";
  readonly freshKey: () => string;
}

const wireOpen = 1;
const backoff_first_ms = 500;
const backoff_max_ms = 15_000;
const ping_period_ms = 25_000;
const silence_max_ms = 40_000;
const said_within_ms = 8_000;

/** How long to wait before the n-th try to come back (0 is the first): doubling, capped, half of it by chance. */
export function backoff_ms(tries: number, chance: number): number {
  const full = Math.min(backoff_max_ms, backoff_first_ms * 2 ** tries);
  return full / 2 + (full / 2) * chance;
}

interface Channel {
  readonly listeners: Set<Listener>;
  position: { epoch: string; offset: number } | null;
}
interface Saying {
  readonly frame: ClientFrame;
  readonly resolve: (line: ChatLine) => void;
  readonly reject: (error: ApiError) => void;
  readonly cancel: () => void;
  sent: boolean;
}

/**
 * One connection for the whole page. It opens with the first listener, comes back by itself, and asks each channel for
 * what was missed since its last position; where that is gone, listeners hear `fresh`.
 */
export class LiveSocket {
  readonly state: Store<SocketState> = createStore<SocketState>("idle");
  /** Server's clock less ours, in milliseconds, as of the last welcome or pong. */
  clock_offset_ms = 0;
  readonly #settings: SocketSettings;
  readonly #channels = new Map<string, Channel>();
  readonly #sayings = new Map<string, Saying>();
  #wire: Wire | null = null;
  #stopListening: (() => void) | null = null;
  #tries = 0;
  #heard_at = 0;
  #cancelRetry: (() => void) | null = null;
  #cancelPing: (() => void) | null = null;

  constructor(settings: SocketSettings) {
    this.#settings = settings;
  }

  /** Listens to a channel; the answer stops it. */
  subscribe(name: string, listener: Listener): () => void {
    let channel = this.#channels.get(name);
    if (channel === undefined) {
      channel = { listeners: new Set(), position: null };
      this.#channels.set(name, channel);
      if (this.state.get() === "open") this.#join(name, channel);
      else this.#open();
    } else if (channel.position !== null) {
      // Joined already: the newcomer has no state yet, so everybody gets the present state once more.
      channel.position = null;
      this.#send({ t: "leave", channel: name });
      this.#join(name, channel);
    }
    channel.listeners.add(listener);
    return () => this.#unsubscribe(name, listener);
  }

  /** Says a line in a room. Resolves when the server took it, rejects with its refusal or when no answer came. */
  say(room_id: string, text: string): Promise<ChatLine> {
    const ref = this.#settings.freshKey();
    return new Promise((resolve, reject) => {
      const cancel = this.#settings.timers.after(said_within_ms, () => this.#settle(ref)?.reject(this.#unreachable()));
      const saying: Saying = { frame: { t: "say", ref, room_id, text }, resolve, reject, cancel, sent: false };
      this.#sayings.set(ref, saying);
      this.#sendSaying(saying);
    });
  }

  /** Likes a room. Lost without a word while there is no connection. */
  like(room_id: string, count: number): void {
    if (this.state.get() === "open") this.#send({ t: "like", room_id, count });
  }

  /** Comes back at once: the network is there again, or the page is in sight again. */
  wake(): void {
    if (this.state.get() !== "waiting") return;
    this.#tries = 0;
    this.#open();
  }

  /** Opens the connection anew, as whoever is signed in now. */
  restart(): void {
    for (const channel of this.#channels.values()) channel.position = null;
    this.#drop();
    this.#tries = 0;
    if (this.#channels.size > 0) this.#open();
    else this.state.set("idle");
  }

  #unsubscribe(name: string, listener: Listener): void {
    const channel = this.#channels.get(name);
    if (channel === undefined || !channel.listeners.delete(listener) || channel.listeners.size > 0) return;
    this.#channels.delete(name);
    this.#send({ t: "leave", channel: name });
    if (this.#channels.size === 0) {
      this.#drop();
      this.state.set("idle");
    }
  }

  #open(): void {
    if (this.#wire !== null) return;
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.state.set("connecting");
    const wire = this.#settings.connect();
    this.#wire = wire;
    this.#heard_at = this.#settings.timers.now();
    const listening = new AbortController();
    this.#stopListening = () => listening.abort();
    const { signal } = listening;
    const hello: ClientFrame = { t: "hello", version: protocolVersion, device: this.#settings.device };
    wire.addEventListener("open", () => this.#send(hello), { signal });
    wire.addEventListener(
      "message",
      ({ data }) => {
        if (typeof data === "string") this.#hear(JSON.parse(data) as ServerFrame);
      },
      { signal },
    );
    wire.addEventListener("close", ({ code }) => this.#lost(code), { signal });
    this.#keepAlive();
  }

  /** Lets go of the connection without a word to the state. */
  #drop(): void {
    this.#cancelRetry?.();
    this.#cancelPing?.();
    this.#cancelRetry = null;
    this.#cancelPing = null;
    const wire = this.#wire;
    this.#wire = null;
    this.#stopListening?.();
    this.#stopListening = null;
    wire?.close();
  }

  #lost(code: number): void {
    this.#drop();
    // A line that was sent may or may not have been taken; the author decides whether to say it again.
    for (const [ref, saying] of this.#sayings) if (saying.sent) this.#settle(ref)?.reject(this.#unreachable());
    const known = Object.values(closeCodes).find((close) => close.code === code);
    if (known?.reconnect === false) {
      this.state.set("stopped");
      return;
    }
    this.state.set("waiting");
    const wait = backoff_ms(this.#tries, this.#settings.timers.chance());
    this.#tries += 1;
    this.#cancelRetry = this.#settings.timers.after(wait, () => this.#open());
  }

  #keepAlive(): void {
    this.#cancelPing = this.#settings.timers.after(ping_period_ms, () => {
      const silent_ms = this.#settings.timers.now() - this.#heard_at;
      if (silent_ms > silence_max_ms) this.#lost(closeCodes.idle.code);
      else {
        if (this.state.get() === "open") this.#send({ t: "ping" });
        this.#keepAlive();
      }
    });
  }

  #hear(frame: ServerFrame): void {
    this.#heard_at = this.#settings.timers.now();
    switch (frame.t) {
      case "welcome":
        this.#tries = 0;
        this.#setClock(frame.server_time);
        this.state.set("open");
        for (const [name, channel] of this.#channels) this.#join(name, channel);
        for (const saying of this.#sayings.values()) this.#sendSaying(saying);
        return;
      case "joined": {
        const channel = this.#channels.get(frame.channel);
        if (channel === undefined) return;
        const fresh = frame.gap || channel.position?.epoch !== frame.epoch;
        channel.position = { epoch: frame.epoch, offset: frame.offset };
        this.#deliver(channel, { items: frame.items, fresh });
        return;
      }
      case "items": {
        const channel = this.#channels.get(frame.channel);
        // Before `joined`, or heard already: the join's answer holds it.
        if (channel === undefined || channel.position === null || frame.offset <= channel.position.offset) return;
        channel.position.offset = frame.offset;
        this.#deliver(channel, { items: frame.items, fresh: false });
        return;
      }
      case "said":
        this.#settle(frame.ref)?.resolve(frame.line);
        return;
      case "refused":
        if (frame.ref !== null)
          this.#settle(frame.ref)?.reject(
            new ApiError({ object: "error", type: "conflict", param: null, request_id: "", ...frame.error }, 0),
          );
        return;
      case "pong":
        this.#setClock(frame.server_time);
    }
  }

  #setClock(server_time: string): void {
    this.clock_offset_ms = Date.parse(server_time) - this.#settings.timers.now();
  }

  #deliver(channel: Channel, delivery: Delivery): void {
    const called = [...channel.listeners];
    for (const listener of called) listener(delivery);
  }

  #join(name: string, channel: Channel): void {
    this.#send({
      t: "join",
      channel: name,
      ...(channel.position === null ? {} : { since: { ...channel.position } }),
    });
  }

  #sendSaying(saying: Saying): void {
    if (this.state.get() !== "open" || saying.sent) return;
    saying.sent = true;
    this.#send(saying.frame);
  }

  #settle(ref: string): Saying | undefined {
    const saying = this.#sayings.get(ref);
    saying?.cancel();
    this.#sayings.delete(ref);
    return saying;
  }

  #send(frame: ClientFrame): void {
    if (this.#wire?.readyState === wireOpen && (frame.t === "hello" || this.state.get() === "open"))
      this.#wire.send(JSON.stringify(frame));
  }

  #unreachable(): ApiError {
    const error: ErrorObject = {
      object: "error",
      type: "unavailable",
      code: "unavailable",
      message: errorMessage("unavailable", this.#settings.locale()),
      param: null,
      details: {},
      request_id: "",
    };
    return new ApiError(error, 0);
  }
}
