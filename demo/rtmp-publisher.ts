/**
 * A small RTMP encoder: plays an FLV file into a room, round after round, as OBS would. It only writes; of what the server
 * says it looks for the few answers it waits for.
 */
import { connect } from "node:net";
import type { Socket } from "node:net";
import { isConfig, isFrame, parseFlv, roundMs } from "./flv-file.ts";
import type { FlvFileTag } from "./flv-file.ts";

export interface PublisherClock {
  monotonicMs(): number;
  sleep(delayMs: number): Promise<void>;
  after(delayMs: number, fn: () => void): () => void;
}

export interface PublisherOptions {
  readonly clock: PublisherClock;
  readonly host: string;
  readonly port: number;
  readonly app: string;
  readonly key: string;
  /** The FLV file to play: H.264 and AAC. */
  readonly flv: Buffer;
  /** `detail` says why a connection was refused or lost. */
  readonly onState?: (state: "publishing" | "lost" | "stopped", detail: string) => void;
}

const chunkBytes = 4096;
const answerWithinMs = 10_000;
const retryMs = [250, 500, 1000, 2000] as const;
const queueBytesMax = 1024 * 1024;
const queueCheckMs = 20;
/** After a pause of the whole machine the film goes on from where it was instead of racing to catch up. */
const behindMsMax = 3000;

export class RtmpPublisher {
  readonly #options: PublisherOptions;
  readonly #tags: readonly FlvFileTag[];
  readonly #roundMs: number;
  readonly #stopSignal = Promise.withResolvers<void>();
  #stopped = false;
  #running: Promise<void> | null = null;
  #failures = 0;

  constructor(options: PublisherOptions) {
    this.#options = options;
    this.#tags = parseFlv(options.flv);
    this.#roundMs = roundMs(this.#tags);
    if (this.#roundMs <= 0) throw new Error("the FLV file has no frames");
  }

  /** Publishes until `stop`, connecting again whenever the connection is lost. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Says goodbye to the server and resolves when the connection is gone. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopSignal.resolve();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, onState } = this.#options;
    while (!this.#stopped) {
      const socket = connect({ host: this.#options.host, port: this.#options.port, noDelay: true });
      try {
        await this.#publish(socket);
      } catch (error) {
        onState?.("lost", error instanceof Error ? error.message : String(error));
      } finally {
        socket.destroy();
      }
      if (this.#stopped) break;
      const delayMs = retryMs[Math.min(this.#failures, retryMs.length - 1)] ?? 0;
      this.#failures += 1;
      await Promise.race([clock.sleep(delayMs), this.#stopSignal.promise]);
    }
    onState?.("stopped", "");
  }

  async #publish(socket: Socket): Promise<void> {
    const { app, key, host, port, clock, onState } = this.#options;
    const answers = new Answers(socket, clock, this.#stopSignal.promise);
    socket.write(Buffer.concat([Buffer.of(3), Buffer.alloc(1536)]));
    await answers.bytes(1 + 2 * 1536);
    socket.write(Buffer.alloc(1536));
    socket.write(message(2, 1, 0, 0, Buffer.of(0, 0, chunkBytes >> 8, chunkBytes & 0xff)));
    const connectArguments = {
      app,
      type: "nonprivate",
      flashVer: "FMLE/3.0 (laotie demo)",
      tcUrl: `rtmp://${host}:${port}/${app}`,
    };
    socket.write(command(0, "connect", 1, connectArguments));
    await answers.text(/NetConnection\.Connect\.Success/);
    socket.write(command(0, "releaseStream", 2, null, key));
    socket.write(command(0, "FCPublish", 3, null, key));
    socket.write(command(0, "createStream", 4, null));
    const created = await answers.text(createStreamResult);
    const streamId = Buffer.from(created[1] ?? "", "latin1").readDoubleBE(0);
    socket.write(command(streamId, "publish", 5, null, key, "live"));
    const status = await answers.text(/NetStream\.Publish\.(\w+)/);
    if (status[1] !== "Start") throw new Error(`the server refused to publish: ${status[1]}`);
    this.#failures = 0;
    onState?.("publishing", "");
    await this.#play(socket, streamId);
    socket.write(command(0, "FCUnpublish", 6, null, key));
    socket.end(command(0, "deleteStream", 7, null, streamId));
    await answers.closed();
  }

  /** Sends the film in real time until `stop`; throws when the connection is lost. */
  async #play(socket: Socket, streamId: number): Promise<void> {
    const { clock } = this.#options;
    const opening = this.#tags.filter((tag) => tag.type === 18 || isConfig(tag));
    socket.write(Buffer.concat(opening.map((tag) => tagMessage(tag, 0, streamId))));
    const frames = this.#tags.filter(isFrame);
    let startedMs = clock.monotonicMs();
    for (let round = 0, index = 0; ;) {
      const due: Buffer[] = [];
      const nowMs = clock.monotonicMs() - startedMs;
      let waitMs = queueCheckMs;
      while (socket.writableLength < queueBytesMax) {
        const tag = frames[index] as FlvFileTag;
        const dueMs = round * this.#roundMs + tag.timestampMs;
        waitMs = dueMs - nowMs;
        if (waitMs > 0) break;
        due.push(tagMessage(tag, dueMs, streamId));
        index += 1;
        if (index === frames.length) [round, index] = [round + 1, 0];
        if (waitMs < -behindMsMax) {
          startedMs -= waitMs;
          break;
        }
      }
      if (due.length > 0) socket.write(Buffer.concat(due));
      await Promise.race([clock.sleep(Math.max(1, waitMs)), this.#stopSignal.promise]);
      if (this.#stopped) return;
      if (socket.destroyed || socket.readableEnded) throw new Error("the server closed the connection");
    }
  }
}

/** What the server has said so far on one connection. */
class Answers {
  readonly #socket: Socket;
  readonly #clock: PublisherClock;
  readonly #stopSignal: Promise<void>;
  #heard = "";
  #failure: Error | null = null;
  #wake: () => void = () => {};

  constructor(socket: Socket, clock: PublisherClock, stopSignal: Promise<void>) {
    this.#socket = socket;
    this.#clock = clock;
    this.#stopSignal = stopSignal;
    socket.on("data", (bytes: Buffer) => {
      this.#heard = (this.#heard + bytes.toString("latin1")).slice(-16_384);
      this.#wake();
    });
    socket.on("error", (error) => {
      this.#failure = error;
    });
    socket.on("close", () => {
      this.#failure ??= new Error("the server closed the connection");
      this.#wake();
    });
  }

  /** Resolves when `count` bytes have come, and forgets them. */
  async bytes(count: number): Promise<void> {
    await this.#until(() => this.#heard.length >= count);
    this.#heard = this.#heard.slice(count);
  }

  /** Resolves with the first match in what the server says, and forgets everything up to it. */
  async text(pattern: RegExp): Promise<RegExpExecArray> {
    let match: RegExpExecArray | null = null;
    await this.#until(() => (match = pattern.exec(this.#heard)) !== null);
    const found = match as RegExpExecArray | null;
    if (found === null) throw new Error("unreachable");
    this.#heard = this.#heard.slice(found.index + found[0].length);
    return found;
  }

  async closed(): Promise<void> {
    await this.#until(() => this.#socket.destroyed).catch(() => {});
  }

  async #until(holds: () => boolean): Promise<void> {
    const cancel = this.#clock.after(answerWithinMs, () =>
      this.#socket.destroy(new Error("the server does not answer")),
    );
    let stopping = false;
    void this.#stopSignal.then(() => {
      stopping = true;
      this.#wake();
    });
    try {
      while (!holds()) {
        if (this.#failure !== null) throw this.#failure;
        if (stopping && !this.#socket.writableEnded) throw new Error("stopped");
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      cancel();
    }
  }
}

/** `_result` of transaction 4 with null and the new stream's number, as AMF0 bytes in latin1. */
const createStreamResult = /_result\0\x40\x10\0\0\0\0\0\0\x05\0([^]{8})/;

type CommandValue = string | number | null | Readonly<Record<string, string>>;

function command(streamId: number, ...values: readonly CommandValue[]): Buffer {
  return message(3, 20, streamId, 0, Buffer.concat(values.map(amf0)));
}

function tagMessage(tag: FlvFileTag, timestampMs: number, streamId: number): Buffer {
  if (tag.type !== 18) return message(tag.type === 8 ? 4 : 6, tag.type, streamId, timestampMs, tag.payload);
  return message(4, 18, streamId, 0, Buffer.concat([amf0("@setDataFrame"), tag.payload]));
}

function amf0(value: CommandValue): Buffer {
  if (value === null) return Buffer.of(5);
  if (typeof value === "string") return Buffer.concat([Buffer.of(2), shortText(value)]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  const pairs = Object.entries(value).flatMap(([name, text]) => [shortText(name), amf0(text)]);
  return Buffer.concat([Buffer.of(3), ...pairs, Buffer.of(0, 0, 9)]);
}

function shortText(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  return Buffer.concat([Buffer.of(bytes.length >> 8, bytes.length & 0xff), bytes]);
}

/** One RTMP message with a full header, cut into chunks; stamps beyond 24 bits travel in the extended field. */
function message(lane: number, type: number, streamId: number, timestampMs: number, payload: Buffer): Buffer {
  const stamp = Buffer.alloc(timestampMs >= 0xffffff ? 4 : 0);
  if (stamp.length > 0) stamp.writeUInt32BE(timestampMs >>> 0);
  const head = Buffer.alloc(12);
  head[0] = lane;
  head.writeUIntBE(Math.min(timestampMs, 0xffffff), 1, 3);
  head.writeUIntBE(payload.length, 4, 3);
  head[7] = type;
  head.writeUInt32LE(streamId, 8);
  const parts: Buffer[] = [head, stamp];
  for (let at = 0; at < payload.length; at += chunkBytes) {
    if (at > 0) parts.push(Buffer.of(0xc0 | lane), stamp);
    parts.push(payload.subarray(at, at + chunkBytes));
  }
  return Buffer.concat(parts);
}
