/** An encoder made of plain bytes, for tests that must say wrong things at the right moment. */
import { connect } from "node:net";
import type { Socket } from "node:net";
import { once } from "node:events";
import { audioConfig, picture, sound, videoConfig } from "../flv/media-samples.ts";
import { decodeAmf0, encodeAmf0 } from "./amf0.ts";
import type { Amf0Value } from "./amf0.ts";
import { ChunkReader, encodeMessage, messageType } from "./rtmp-chunk.ts";
import type { RtmpMessage } from "./rtmp-chunk.ts";

export const helloBytes = Buffer.concat([Buffer.of(3), Buffer.alloc(1536 * 2, 7)]);

export function commandBytes(...values: readonly Amf0Value[]): Buffer {
  return messageBytes(messageType.command_amf0, 0, encodeAmf0(...values));
}

export function messageBytes(type: number, timestampMs: number, payload: Buffer): Buffer {
  return encodeMessage(type === 9 ? 6 : type === 8 ? 4 : 3, 128, { type, timestampMs, streamId: 1, payload });
}

/** Everything a good encoder says for a short show, in the pieces in which it says it. */
export function goodSession(key: string): Buffer[] {
  return [
    helloBytes,
    commandBytes("connect", 1, { app: "live", tcUrl: "rtmp://127.0.0.1/live", flashVer: "FMLE/3.0" }),
    Buffer.concat([commandBytes("releaseStream", 2, null, key), commandBytes("FCPublish", 3, null, key)]),
    commandBytes("createStream", 4, null),
    commandBytes("publish", 5, null, key, "live"),
    messageBytes(18, 0, encodeAmf0("@setDataFrame", "onMetaData", new Map([["width", 640]]))),
    Buffer.concat([messageBytes(9, 0, videoConfig), messageBytes(8, 0, audioConfig)]),
    Buffer.concat([messageBytes(9, 0, picture("key", 600)), messageBytes(8, 10, sound())]),
    messageBytes(9, 40, picture("inter", 300)),
    Buffer.concat([commandBytes("FCUnpublish", 6, null, key), commandBytes("deleteStream", 7, null, 1)]),
  ];
}

export class TestEncoder {
  readonly socket: Socket;
  readonly messages: RtmpMessage[] = [];
  closed = false;
  #heard = Buffer.alloc(0);
  readonly #reader = new ChunkReader(1024 * 1024);

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.socket.on("error", () => {});
    this.socket.on("close", () => (this.closed = true));
    this.socket.on("data", (bytes: Buffer) => this.#hear(bytes));
  }

  send(bytes: Buffer): void {
    if (this.socket.writable) this.socket.write(bytes);
  }

  /** Goes through a good session up to the first keyframe. */
  async publish(key: string): Promise<void> {
    const pieces = goodSession(key);
    for (const piece of pieces.slice(0, 5)) this.send(piece);
    await this.until(() => this.codes().length > 1);
    for (const piece of pieces.slice(5, 8)) this.send(piece);
  }

  /** The codes the server has sent: `NetConnection.Connect.Success`, `NetStream.Publish.Start` … */
  codes(): string[] {
    return this.#statuses().map((status) => status.code);
  }

  descriptions(): string[] {
    return this.#statuses().map((status) => status.description);
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.closed) throw new Error(`closed after ${this.codes().join(", ")}`);
      await Promise.race([once(this.socket, "data"), once(this.socket, "close")]);
    }
  }

  async untilClosed(): Promise<void> {
    if (!this.closed) await once(this.socket, "close");
  }

  #statuses(): { code: string; description: string }[] {
    return this.messages
      .filter((message) => message.type === messageType.command_amf0)
      .map((message) => decodeAmf0(message.payload).at(-1))
      .filter((value) => typeof value === "object" && value !== null && "code" in value) as unknown as {
      code: string;
      description: string;
    }[];
  }

  #hear(bytes: Buffer): void {
    const helloLength = 1 + 2 * 1536;
    const before = this.#heard.length;
    this.#heard = Buffer.concat([this.#heard, bytes]);
    if (this.#heard.length <= helloLength) return;
    this.messages.push(...this.#reader.read(this.#heard.subarray(Math.max(before, helloLength))));
  }
}
