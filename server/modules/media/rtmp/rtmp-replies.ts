/** Everything our side ever says after the handshake, as bytes. */
import { encodeAmf0 } from "./amf0.ts";
import type { Amf0Value } from "./amf0.ts";
import { encodeMessage, messageType } from "./rtmp-chunk.ts";

/** User control event types (Adobe 2012, §7.1.7). */
const streamBegin = 0;
export const pingRequest = 6;
const pingResponse = 7;

const windowBytes = 2_500_000;
const ownChunkBytes = 4096;
const bandwidthIsDynamic = 2;
const lane = { control: 2, command: 3, status: 5 } as const;
const mediaStreamId = 1;

function control(type: number, payload: Buffer): Buffer {
  // Fits into one chunk of any size, also before our chunk size is announced.
  return encodeMessage(lane.control, ownChunkBytes, { type, timestampMs: 0, streamId: 0, payload });
}

function command(laneId: number, streamId: number, ...values: readonly Amf0Value[]): Buffer {
  const payload = encodeAmf0(...values);
  return encodeMessage(laneId, ownChunkBytes, { type: messageType.command_amf0, timestampMs: 0, streamId, payload });
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value >>> 0);
  return bytes;
}

export function acknowledgement(receivedBytes: number): Buffer {
  return control(messageType.acknowledgement, uint32(receivedBytes));
}

export function pong(stamp: Buffer): Buffer {
  return control(messageType.user_control, Buffer.concat([Buffer.of(0, pingResponse), stamp]));
}

export function result(transaction: number, ...values: readonly Amf0Value[]): Buffer {
  return command(lane.command, 0, "_result", transaction, ...values);
}

/** The answer to `connect`: windows, our chunk size, and that the peer is welcome. */
export function connected(transaction: number): Buffer {
  return Buffer.concat([
    control(messageType.window_size, uint32(windowBytes)),
    control(messageType.peer_bandwidth, Buffer.concat([uint32(windowBytes), Buffer.of(bandwidthIsDynamic)])),
    control(messageType.set_chunk_size, uint32(ownChunkBytes)),
    result(
      transaction,
      { fmsVer: "FMS/3,0,1,123", capabilities: 31 },
      {
        level: "status",
        code: "NetConnection.Connect.Success",
        description: "Connection succeeded.",
        objectEncoding: 0,
      },
    ),
  ]);
}

export function status(level: "status" | "error", code: string, description: string): Buffer {
  return command(lane.status, mediaStreamId, "onStatus", 0, null, { level, code, description });
}

export function publishStarted(streamId: number): Buffer {
  const begin = control(messageType.user_control, Buffer.concat([Buffer.of(0, streamBegin), uint32(streamId)]));
  return Buffer.concat([begin, status("status", "NetStream.Publish.Start", "Publishing.")]);
}
