/**
 * One encoder's connection: handshake, commands, media into the hub. Publish only. Whatever the peer sends can end this
 * connection and nothing else.
 */
import type { Socket } from "node:net";
import { limits } from "../../../kernel/limits.ts";
import { MediaRefused } from "../flv/flv-tag.ts";
import type { FlvPublisher, FlvStream } from "../flv/flv-stream.ts";
import { decodeAmf0 } from "./amf0.ts";
import type { Amf0Value } from "./amf0.ts";
import { Pace } from "./pace.ts";
import { ChunkReader, messageType } from "./rtmp-chunk.ts";
import type { RtmpMessage } from "./rtmp-chunk.ts";
import { demand, RtmpError } from "./rtmp-error.ts";
import { RtmpHandshake } from "./rtmp-handshake.ts";
import * as reply from "./rtmp-replies.ts";
import type { AuthorizeResult, PublishEvent, RtmpDeps, UnpublishReason } from "./rtmp-server.ts";

const mediaStreamId = 1;

type RefusalCode = Exclude<AuthorizeResult, { ok: true }>["code"] | "hub_full";

const refusals: Record<RefusalCode, { code: string; description: string }> = {
  key_wrong: { code: "NetStream.Publish.Denied", description: "This stream key is not valid." },
  key_revoked: { code: "NetStream.Publish.Denied", description: "This stream key was revoked; copy the new one." },
  not_allowed: { code: "NetStream.Publish.Denied", description: "This key may not go live now." },
  hub_full: { code: "NetStream.Publish.Failed", description: "The server carries as many streams as it can." },
  already_publishing: { code: "NetStream.Publish.BadName", description: "Another encoder is live with this key." },
};

interface Publication {
  readonly stream: FlvStream;
  readonly publisher: FlvPublisher;
  readonly sinceMs: number;
  /** The room has been told; it is told at the first keyframe, when there is something to see. */
  announced: boolean;
}

export class RtmpSession {
  readonly address: string;
  readonly #socket: Socket;
  readonly #deps: RtmpDeps;
  /** Makes an earlier connection of the same stream give way when it has fallen silent. */
  readonly #claim: (streamId: string) => void;
  readonly #handshake: RtmpHandshake;
  readonly #chunks = new ChunkReader(limits.rtmp_command_bytes_max);
  readonly #pace: Pace;
  readonly #openedAtMs: number;
  #handshaken = false;
  #lastByteAtMs: number;
  #app: string | null = null;
  #publication: Publication | null = null;
  #ending = false;
  #peerWindowBytes = 0;
  #receivedBytes = 0;
  #acknowledgedBytes = 0;

  constructor(socket: Socket, address: string, deps: RtmpDeps, claim: (streamId: string) => void) {
    this.#socket = socket;
    this.address = address;
    this.#deps = deps;
    this.#claim = claim;
    this.#handshake = new RtmpHandshake(deps.random);
    this.#pace = new Pace(deps.clock);
    this.#openedAtMs = deps.clock.monotonicMs();
    this.#lastByteAtMs = this.#openedAtMs;
  }

  /** The stream this connection publishes now. */
  streamId(): string | null {
    return this.#publication?.stream.streamId ?? null;
  }

  silentMs(): number {
    return this.#deps.clock.monotonicMs() - this.#lastByteAtMs;
  }

  /** Reads until the connection is over. Never rejects. */
  async run(): Promise<void> {
    try {
      // Awaiting inside the loop holds the peer back: that is all the flow control there is.
      for await (const bytes of this.#socket.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        if (this.#ending) continue; // unread bytes would turn our close into a reset that swallows the reason
        this.#lastByteAtMs = this.#deps.clock.monotonicMs();
        await this.#take(bytes);
      }
      this.#unpublish("lost");
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#finish();
    }
  }

  /** Closes the connection with a reason the encoder can show; `reason` is what the room is told. */
  disconnect(description: string, reason: UnpublishReason): void {
    if (this.#ending) return;
    this.#ending = true;
    const streamId = this.streamId();
    this.#unpublish(reason);
    if (streamId !== null) this.#send(reply.status("error", "NetStream.Publish.Denied", description));
    this.#deps.log.info({ stream_id: streamId, reason: description }, "rtmp connection closed by us");
    this.#finish();
  }

  /** Ends what has waited too long; called once a second for every connection. */
  checkDeadlines(): void {
    const nowMs = this.#deps.clock.monotonicMs();
    const ageMs = nowMs - this.#openedAtMs;
    const publication = this.#publication;
    if (!this.#handshaken && ageMs > limits.rtmp_handshake_ms) this.disconnect("handshake took too long", "lost");
    else if (nowMs - this.#lastByteAtMs > limits.rtmp_idle_ms) this.disconnect("the encoder fell silent", "lost");
    else if (publication === null) {
      if (ageMs > limits.rtmp_publish_ms) this.disconnect("nothing was published", "lost");
    } else if (!publication.announced && nowMs - publication.sinceMs > limits.rtmp_first_keyframe_ms) {
      this.disconnect("no H.264 keyframe arrived; check the encoder's video settings", "error");
    }
  }

  async #take(bytes: Buffer): Promise<void> {
    let data = bytes;
    if (!this.#handshaken) {
      const { answer, rest } = this.#handshake.read(bytes);
      if (answer !== null) this.#socket.write(answer);
      if (rest === null) return;
      this.#handshaken = true;
      data = rest;
    }
    this.#receivedBytes += data.length;
    for (const message of this.#chunks.read(data)) {
      const pending = this.#handle(message);
      if (pending !== null) await pending;
      if (this.#ending) return;
    }
    this.#publication?.publisher.flush();
    this.#acknowledge();
    demand(this.#socket.writableLength <= limits.rtmp_unread_replies_bytes_max, "our answers are not read");
    if (this.#publication !== null) await this.#pace.holdBack(this.#publication.stream.offsetMs(), data.length);
  }

  /** A promise only where the peer must wait for the outside world. */
  #handle(message: RtmpMessage): Promise<void> | null {
    switch (message.type) {
      case messageType.video:
      case messageType.audio:
        this.#media(message);
        return null;
      case messageType.command_amf0:
        return this.#command(decodeAmf0(commandBytes(message)));
      case messageType.command_amf3:
        return this.#command(decodeAmf0(commandBytes(message).subarray(1)));
      case messageType.data_amf0:
        this.#data(decodeAmf0(commandBytes(message)));
        return null;
      case messageType.data_amf3:
        this.#data(decodeAmf0(commandBytes(message).subarray(1)));
        return null;
      case messageType.user_control:
        if (message.payload.length >= 6 && message.payload.readUInt16BE(0) === reply.pingRequest) {
          this.#send(reply.pong(message.payload.subarray(2, 6)));
        }
        return null;
      case messageType.window_size:
        demand(message.payload.length === 4, "window size must have four bytes");
        this.#peerWindowBytes = message.payload.readUInt32BE(0);
        return null;
      case messageType.acknowledgement:
      case messageType.peer_bandwidth:
        return null;
      default:
        throw new RtmpError(`message type ${message.type} is not supported`);
    }
  }

  #media(message: RtmpMessage): void {
    const publication = this.#publication;
    demand(publication !== null, "media came before a publish was accepted");
    const { publisher, stream } = publication;
    if (message.type === messageType.audio) publisher.audio(message.timestampMs, message.payload);
    else publisher.video(message.timestampMs, message.payload);
    if (publication.announced || !publisher.hasKeyframe()) return;
    publication.announced = true;
    const { video, audio } = stream.stats();
    this.#tell({ type: "published", stream_id: stream.streamId, video, audio });
  }

  #data(values: readonly Amf0Value[]): void {
    const at = values[0] === "@setDataFrame" ? 1 : 0;
    const metadata = values[at + 1];
    if (values[at] !== "onMetaData" || typeof metadata !== "object" || metadata === null) return;
    if (Array.isArray(metadata)) return;
    this.#publication?.publisher.metadata(
      metadata instanceof Map ? metadata : new Map(Object.entries(metadata as Record<string, Amf0Value>)),
    );
  }

  #command(values: readonly Amf0Value[]): Promise<void> | null {
    const [name, transaction = 0] = values;
    demand(typeof name === "string" && typeof transaction === "number", "a command needs a name and a number");
    if (name !== "connect") demand(this.#app !== null, `${name.slice(0, 40)} came before connect`);
    switch (name) {
      case "connect":
        this.#connect(transaction, values[2]);
        return null;
      case "createStream":
        this.#send(reply.result(transaction, null, mediaStreamId));
        return null;
      case "releaseStream":
      case "FCPublish":
        this.#send(reply.result(transaction, null, undefined));
        return null;
      case "publish":
        return this.#publish(values[3]);
      case "FCUnpublish":
      case "closeStream":
      case "deleteStream":
        if (this.#publication === null) return null;
        this.#unpublish("finished");
        this.#send(reply.status("status", "NetStream.Unpublish.Success", "Stopped."));
        return null;
      case "play":
      case "play2":
        this.#send(reply.status("error", "NetStream.Play.Failed", "This address only publishes; watch over HTTP-FLV."));
        throw new RtmpError("play is not offered");
      default:
        return null; // other calls of old encoders (_checkbw, getStreamLength …) expect nothing they would wait for
    }
  }

  #connect(transaction: number, values: Amf0Value): void {
    demand(this.#app === null, "connect came twice");
    const app = typeof values === "object" && values !== null && "app" in values ? values["app"] : undefined;
    demand(typeof app === "string", "connect names no app");
    demand(app.length <= limits.rtmp_key_chars_max, "the app's name is too long");
    this.#app = app.replace(/\/+$/, "");
    this.#send(reply.connected(transaction));
  }

  async #publish(name: Amf0Value): Promise<void> {
    demand(this.#publication === null, "publish came twice");
    const key = typeof name === "string" ? name : "";
    demand(key.length <= limits.rtmp_key_chars_max, "the stream key is too long");
    const answer = await this.#deps.authorize({ app: this.#app ?? "", key, address: this.address });
    if (this.#ending || this.#socket.destroyed) return;
    if (!answer.ok) {
      this.#refuse(refusals[answer.code], answer.code);
      return;
    }
    this.#claim(answer.stream_id);
    const stream = this.#deps.hub.open(answer.stream_id);
    const publisher = stream?.publish() ?? null;
    if (stream === null || publisher === null) {
      const code = stream === null ? "hub_full" : "already_publishing";
      this.#refuse(refusals[code], code);
      return;
    }
    this.#publication = { stream, publisher, sinceMs: this.#deps.clock.monotonicMs(), announced: false };
    this.#chunks.messageBytesMax = limits.rtmp_message_bytes_max;
    this.#pace.begin(stream.offsetMs());
    this.#send(reply.publishStarted(mediaStreamId));
  }

  #refuse(refusal: { code: string; description: string }, reason: string): void {
    this.#send(reply.status("error", refusal.code, refusal.description));
    this.#deps.log.info({ reason }, "rtmp publish refused");
    this.#finish();
  }

  #unpublish(reason: UnpublishReason): void {
    const publication = this.#publication;
    if (publication === null) return;
    this.#publication = null;
    this.#chunks.messageBytesMax = limits.rtmp_command_bytes_max;
    publication.publisher.detach();
    if (publication.announced) this.#tell({ type: "unpublished", stream_id: publication.stream.streamId, reason });
  }

  /** A listener's bug must not reach the timer or the socket that happened to carry the news. */
  #tell(event: PublishEvent): void {
    try {
      this.#deps.onEvent(event);
    } catch (error) {
      this.#deps.log.error({ stream_id: event.stream_id, err: error }, "rtmp event listener failed");
    }
  }

  #fail(error: unknown): void {
    const { log } = this.#deps;
    const about = { stream_id: this.streamId() };
    if (isSocketError(error)) this.#unpublish("lost");
    else if (error instanceof MediaRefused) {
      this.#send(reply.status("error", "NetStream.Publish.Rejected", error.message));
      log.info({ ...about, reason: error.message }, "rtmp media refused");
    } else if (error instanceof RtmpError) {
      log.info({ ...about, reason: error.message }, "rtmp connection broke the protocol");
    } else {
      this.#send(reply.status("error", "NetStream.Publish.Failed", "The server failed; try again."));
      log.error({ ...about, err: error }, "rtmp connection failed");
    }
    this.#unpublish("error");
  }

  /** Lets the last words arrive, then lets go in any case. Safe to call again. */
  #finish(): void {
    this.#ending = true;
    const socket = this.#socket;
    if (socket.destroyed) return;
    socket.end();
    socket.resume();
    const cancel = this.#deps.clock.after(limits.rtmp_linger_ms, () => socket.destroy());
    socket.once("close", cancel);
  }

  #acknowledge(): void {
    if (this.#peerWindowBytes === 0 || this.#receivedBytes - this.#acknowledgedBytes < this.#peerWindowBytes) return;
    this.#acknowledgedBytes = this.#receivedBytes;
    this.#send(reply.acknowledgement(this.#receivedBytes));
  }

  #send(bytes: Buffer): void {
    if (!this.#socket.destroyed && !this.#socket.writableEnded) this.#socket.write(bytes);
  }
}

function commandBytes(message: RtmpMessage): Buffer {
  demand(message.payload.length <= limits.rtmp_command_bytes_max, "a command or its metadata is too long");
  return message.payload;
}

function isSocketError(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return false;
  return error.code === "ERR_STREAM_PREMATURE_CLOSE" || /^E(?!RR_)[A-Z]+$/.test(error.code);
}
