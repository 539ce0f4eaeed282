import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { assert } from "../../../kernel/assert.ts";
import type { Clock } from "../../../kernel/clock.ts";
import { limits } from "../../../kernel/limits.ts";
import type { Log } from "../../../kernel/log.ts";
import type { Random } from "../../../kernel/random.ts";
import type { AudioFormat, VideoFormat } from "../flv/avc.ts";
import type { FlvHub } from "../flv/flv-hub.ts";
import { RtmpSession } from "./rtmp-session.ts";

/** What an encoder shows; `rtmp://host/live` + key and `rtmp://host/live/KEY` both give app `live`. */
export interface AuthorizeRequest {
  readonly app: string;
  readonly key: string;
  readonly address: string;
}

export type AuthorizeResult =
  | { readonly ok: true; readonly stream_id: string }
  | { readonly ok: false; readonly code: "key_wrong" | "key_revoked" | "already_publishing" | "not_allowed" };

/** `finished`: the encoder said goodbye. `lost`: it vanished and may resume. `kicked`: `disconnect`. `error`: it broke a rule. */
export type UnpublishReason = "finished" | "lost" | "kicked" | "error";

export type PublishEvent =
  | {
      /** The first keyframe of this connection is in the hub. */
      readonly type: "published";
      readonly stream_id: string;
      readonly video: VideoFormat | null;
      readonly audio: AudioFormat | null;
    }
  | { readonly type: "unpublished"; readonly stream_id: string; readonly reason: UnpublishReason };

export interface RtmpDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly hub: FlvHub;
  /** Asked once per publish. Whether the stream already has a publisher is checked here, not there. */
  authorize(request: AuthorizeRequest): Promise<AuthorizeResult>;
  /** Called in order, once per change; never before the first keyframe. */
  onEvent(event: PublishEvent): void;
  readonly log: Pick<Log, "info" | "error">;
}

const deadlineCheckMs = 1000;

/** The address encoders push to. Publish only; see README for what it accepts. */
export class RtmpServer {
  readonly #deps: RtmpDeps;
  readonly #sessions = new Map<Socket, RtmpSession>();
  #server: Server | null = null;
  #stopChecks: (() => void) | null = null;

  constructor(deps: RtmpDeps) {
    this.#deps = deps;
  }

  /** Opens the port (0 for any). Rejects with Node's error when it is taken. */
  listen(host: string, port: number): Promise<{ port: number }> {
    assert(this.#server === null, "the RTMP server already listens");
    const server = createServer({ noDelay: true, keepAlive: true }, (socket) => this.#accept(socket));
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once("error", (error) => {
        this.#server = null;
        reject(error);
      });
      server.listen(port, host, () => {
        server.removeAllListeners("error");
        server.on("error", (err) => this.#deps.log.error({ err }, "rtmp listener failed"));
        this.#stopChecks = this.#deps.clock.every(deadlineCheckMs, () => this.#checkDeadlines());
        resolve({ port: (server.address() as AddressInfo).port });
      });
    });
  }

  /** Stops listening and ends every connection; resolves when all are gone. Publishers count as lost: they may resume. */
  async close(): Promise<void> {
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    this.#stopChecks?.();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const session of this.#sessions.values()) session.disconnect("the server is restarting", "lost");
    await closed;
  }

  /** Ends the publisher of a stream, for instance because its key was revoked. False when nobody publishes it. */
  disconnect(streamId: string, reason: string): boolean {
    const session = this.#publisherOf(streamId);
    session?.disconnect(reason, "kicked");
    return session !== null;
  }

  connectionCount(): number {
    return this.#sessions.size;
  }

  #accept(socket: Socket): void {
    socket.on("error", () => {}); // the session sees it as the end of its reading
    const address = socket.remoteAddress;
    if (address === undefined || !this.#hasPlaceFor(address)) {
      socket.destroy();
      return;
    }
    const session = new RtmpSession(socket, address, this.#deps, (streamId) => this.#releaseSilent(streamId));
    this.#sessions.set(socket, session);
    socket.once("close", () => this.#sessions.delete(socket));
    void session.run();
  }

  #hasPlaceFor(address: string): boolean {
    if (this.#sessions.size >= limits.rtmp_connections_max) return false;
    let count = 0;
    for (const session of this.#sessions.values()) if (session.address === address) count += 1;
    return count < limits.rtmp_connections_per_address_max;
  }

  /** An encoder that lost its network comes back before we notice the old connection is dead: the silent one gives way. */
  #releaseSilent(streamId: string): void {
    const session = this.#publisherOf(streamId);
    if (session !== null && session.silentMs() > limits.rtmp_takeover_silence_ms) {
      session.disconnect("the encoder came back on another connection", "lost");
    }
  }

  #publisherOf(streamId: string): RtmpSession | null {
    for (const session of this.#sessions.values()) if (session.streamId() === streamId) return session;
    return null;
  }

  #checkDeadlines(): void {
    for (const session of this.#sessions.values()) session.checkDeadlines();
  }
}
