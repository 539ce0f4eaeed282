import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import { ClientFrame, closeCodes, type CloseReason, type ServerFrame } from "../../contract/socket.ts";
import type { Locale } from "../../contract/errors.ts";
import { errorMessage } from "../../contract/errors.ts";
import { limits } from "../kernel/limits.ts";
import type { Refusal } from "../kernel/refusal.ts";
import type { Caller } from "../kernel/routing.ts";
import { textFrame } from "./socket-frame.ts";

/** Closes with the protocol's own codes where `ws` would close with the standard's. */
export class EdgeSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    if (code === 1009) super.close(closeCodes.frame_too_large.code, "frame_too_large");
    else if (code === 1002 || code === 1003 || code === 1007 || code === 1008)
      super.close(closeCodes.frame_malformed.code, "frame_malformed");
    else super.close(code, reason);
  }
}

/** Who is at the other end, known from `hello` on. */
export interface Person {
  readonly caller: Caller | null;
  /** What watching is counted by: the account, or the guest's device. */
  readonly key: string;
  /** What they showed to be known by, to look again later. */
  readonly headers: Headers;
}

const window_ms = 10_000;

/** One socket: its limits, its frames in order, its closing. What frames mean is told by `act`. */
export class SocketClient {
  readonly address: string;
  readonly locale: Locale;
  readonly headers: Headers;
  readonly opened_ms: number;
  /** Channel name on the wire → what ends listening to it. */
  readonly joined = new Map<string, () => void>();
  person: Person | null = null;
  /** When closing began, or null while open. */
  closing_ms: number | null = null;
  /** Something came since the last keep-alive ping. */
  alive = true;
  readonly #ws: WebSocket;
  readonly #raw: Duplex & { readonly bytesRead?: number };
  readonly #nowMs: () => number;
  readonly #act: (client: SocketClient, frame: ClientFrame) => Promise<void> | void;
  readonly #onClosing: (reason: CloseReason | "left") => void;
  #window = { since_ms: 0, frames: 0, bytes: 0 };
  #waiting = 0;
  #last: Promise<void> = Promise.resolve();

  constructor(
    ws: WebSocket,
    raw: Duplex & { readonly bytesRead?: number },
    peer: { address: string; locale: Locale; headers: Headers },
    rules: {
      nowMs: () => number;
      act: (client: SocketClient, frame: ClientFrame) => Promise<void> | void;
      onClosing: (reason: CloseReason | "left") => void;
    },
  ) {
    this.#ws = ws;
    this.#raw = raw;
    this.address = peer.address;
    this.locale = peer.locale;
    this.headers = peer.headers;
    this.#nowMs = rules.nowMs;
    this.#act = rules.act;
    this.#onClosing = rules.onClosing;
    this.opened_ms = rules.nowMs();
    this.#window.since_ms = this.opened_ms;
    ws.on("message", (data, isBinary) => this.#take(data as Buffer, isBinary));
    ws.on("ping", (data) => {
      if (this.#spend()) ws.pong(data);
    });
    ws.on("pong", () => void this.#spend());
    // The other end broke the protocol or its network broke; what follows is `close`.
    ws.on("error", () => this.#leave("frame_malformed"));
    ws.on("close", () => this.#leave("left"));
  }

  get open(): boolean {
    return this.closing_ms === null && this.#ws.readyState === WebSocket.OPEN;
  }

  send(frame: ServerFrame): void {
    this.sendBytes(textFrame(frame));
  }

  /** Writes a frame that was built once for many. Who does not read is closed: they come back and catch up. */
  sendBytes(frame: Buffer): void {
    if (!this.open) return;
    if (this.#raw.writableLength > limits.socket_buffer_bytes_max) this.close("too_slow");
    else this.#raw.write(frame);
  }

  refuse(refusal: Refusal, ref: string | null, details: Readonly<Record<string, string | number>> = {}): void {
    const all = { ...refusal.details, ...details };
    this.send({
      t: "refused",
      ref,
      error: { code: refusal.code, message: errorMessage(refusal.code, this.locale, all), details: all },
    });
  }

  close(reason: CloseReason): void {
    if (!this.open) return;
    this.#leave(reason);
    this.#ws.close(closeCodes[reason].code, reason);
  }

  terminate(): void {
    this.#leave("left");
    this.#ws.terminate();
  }

  /** A keep-alive; who did not answer the last one is gone. */
  ping(): void {
    if (!this.open) return;
    if (!this.alive) return this.close("idle");
    this.alive = false;
    this.#ws.ping();
  }

  #leave(reason: CloseReason | "left"): void {
    if (this.closing_ms !== null) return;
    this.closing_ms = this.#nowMs();
    for (const end of this.joined.values()) end();
    this.joined.clear();
    this.#onClosing(reason);
  }

  /** Counts one frame of any kind; false, and closed, beyond the limit. */
  #spend(): boolean {
    this.alive = true;
    const nowMs = this.#nowMs();
    const bytes = this.#raw.bytesRead ?? 0;
    if (nowMs - this.#window.since_ms >= window_ms) this.#window = { since_ms: nowMs, frames: 0, bytes };
    this.#window.frames += 1;
    if (
      this.#window.frames <= limits.socket_frames_per_10s_max &&
      bytes - this.#window.bytes <= limits.socket_bytes_per_10s_max
    )
      return this.open;
    this.close("too_many_frames");
    return false;
  }

  /** Frames are acted on one after the other, in the order they came. */
  #take(data: Buffer, isBinary: boolean): void {
    if (!this.#spend()) return;
    const frame = isBinary ? null : parseFrame(data);
    if (frame === null) return this.close("frame_malformed");
    if (this.#waiting >= limits.socket_frames_waiting_max) return this.close("too_many_frames");
    this.#waiting += 1;
    this.#last = this.#last.then(async () => {
      this.#waiting -= 1;
      if (this.open) await this.#act(this, frame);
    });
  }
}

function parseFrame(data: Buffer): ClientFrame | null {
  try {
    const parsed = ClientFrame.safeParse(JSON.parse(data.toString("utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
