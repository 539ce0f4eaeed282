/**
 * The plain RTMP handshake, server side (Adobe 2012, §5.2). What the peer echoes in C2 is not compared: encoders with
 * the old Flash digest handshake answer with something else, and the echo proves nothing.
 */
import type { Random } from "../../../kernel/random.ts";
import { demand } from "./rtmp-error.ts";

const version = 3;
const packetBytes = 1536;

export class RtmpHandshake {
  readonly #random: Random;
  #held: Buffer = Buffer.alloc(0);
  #answered = false;

  constructor(random: Random) {
    this.#random = random;
  }

  /**
   * Takes the peer's next bytes. `answer` is to be sent at once; `rest` is null until the handshake is over, then the
   * bytes that already belong to the chunk stream. Throws `RtmpError` on another protocol's first byte.
   */
  read(bytes: Buffer): { answer: Buffer | null; rest: Buffer | null } {
    this.#held = Buffer.concat([this.#held, bytes]);
    if (this.#held.length > 0 && !this.#answered) demand(this.#held[0] === version, "this is not RTMP version 3");
    let answer: Buffer | null = null;
    if (!this.#answered && this.#held.length >= 1 + packetBytes) {
      const peerPacket = this.#held.subarray(1, 1 + packetBytes);
      const ownPacket = Buffer.concat([Buffer.alloc(8), this.#random.bytes(packetBytes - 8)]);
      answer = Buffer.concat([Buffer.of(version), ownPacket, peerPacket]);
      this.#held = Buffer.from(this.#held.subarray(1 + packetBytes));
      this.#answered = true;
    }
    if (!this.#answered || this.#held.length < packetBytes) return { answer, rest: null };
    return { answer, rest: this.#held.subarray(packetBytes) };
  }
}
