import {
  closeCodes,
  protocolVersion,
  socketPath,
  type ChannelItem,
  type ClientFrame,
  type ServerFrame,
} from "../../contract/socket.ts";
import type { Chance } from "../chance.ts";
import { clock } from "../clock.ts";

/** Whoever only watches does not read what others say: most frames are never parsed. */
const unread = '{"t":"items"';

/**
 * One person's socket: in one room at a time, and back in it after a lost connection. `onItems` makes them listen.
 */
export class Device {
  readonly #url: string;
  readonly #token: () => string | null;
  readonly #name: string;
  readonly #chance: Chance;
  readonly #onItems: ((items: readonly ChannelItem[]) => void) | null;
  #socket: WebSocket | null = null;
  #ready = false;
  #room: string | null = null;
  #stopped = false;
  #refs = 0;

  constructor(
    url: string,
    /** Null for a guest. */
    token: () => string | null,
    chance: Chance,
    onItems: ((items: readonly ChannelItem[]) => void) | null = null,
  ) {
    this.#url = `${url.replace(/^http/, "ws")}${socketPath}`;
    this.#token = token;
    this.#chance = chance;
    this.#name = `demo-${chance.between(10 ** 11, 10 ** 12 - 1)}`;
    this.#onItems = onItems;
  }

  get room(): string | null {
    return this.#room;
  }

  /** Enters a room, leaving the one before; null leaves and hangs up. */
  enter(roomId: string | null): void {
    if (roomId === this.#room) return;
    if (this.#room !== null) this.#send({ t: "leave", channel: `room:${this.#room}` });
    this.#room = roomId;
    if (roomId === null) {
      this.#socket?.close();
      this.#socket = null;
      this.#ready = false;
    } else if (this.#socket === null) this.#open();
    else this.#send({ t: "join", channel: `room:${roomId}` });
  }

  say(text: string): void {
    if (this.#room === null) return;
    this.#refs += 1;
    this.#send({ t: "say", ref: `demo-${this.#refs}`, room_id: this.#room, text });
  }

  like(count: number): void {
    if (this.#room !== null) this.#send({ t: "like", room_id: this.#room, count });
  }

  stop(): void {
    this.#stopped = true;
    this.#socket?.close();
  }

  #send(frame: ClientFrame): void {
    if (this.#ready && this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  #open(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      const token = this.#token();
      const hello: ClientFrame = { t: "hello", version: protocolVersion, device: this.#name };
      socket.send(JSON.stringify(token === null ? hello : { ...hello, token }));
    });
    socket.addEventListener("message", ({ data }) => {
      if (typeof data === "string" && (this.#onItems !== null || !data.startsWith(unread)))
        this.#hear(JSON.parse(data) as ServerFrame);
    });
    socket.addEventListener("error", () => undefined);
    socket.addEventListener("close", ({ code }) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#ready = false;
      if (this.#stopped || this.#room === null) return;
      // Where the server would rather not see us again it was mostly this busy machine that said hello too late.
      const final = Object.values(closeCodes).some((one) => one.code === code && !one.reconnect);
      clock.after((final ? 10_000 : 1000) + this.#chance.between(0, 3000), () => {
        if (!this.#stopped && this.#socket === null && this.#room !== null) this.#open();
      });
    });
  }

  #hear(frame: ServerFrame): void {
    if (frame.t === "welcome") {
      this.#ready = true;
      if (this.#room !== null) this.#send({ t: "join", channel: `room:${this.#room}` });
    } else if (frame.t === "items") this.#onItems?.(frame.items);
  }
}
