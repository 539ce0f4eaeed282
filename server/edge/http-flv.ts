import type { IncomingMessage, ServerResponse } from "node:http";
import type { FlvStream } from "../modules/media/index.ts";

const keepAliveProbeMs = 30_000;

/**
 * Answers `GET /live/:session_id.flv` with the stream until one side ends it; HEAD with the headers alone. The body has
 * no length and no chunk framing: it ends with the connection, and every viewer is sent the very same buffers.
 */
export function serveFlv(stream: FlvStream, request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { allow: "GET, HEAD" }).end();
    return;
  }
  if (!stream.canJoin()) {
    response.writeHead(503, { "retry-after": "5", "cache-control": "no-store" }).end();
    return;
  }
  request.setTimeout(0);
  request.socket.setNoDelay(true);
  request.socket.setKeepAlive(true, keepAliveProbeMs);
  response.useChunkedEncodingByDefault = false;
  response.shouldKeepAlive = false;
  const headers = {
    "content-type": "video/x-flv",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-accel-buffering": "no",
  };
  if (request.method === "HEAD") {
    response.writeHead(200, headers).end();
    return;
  }
  // Past the headers the body goes to the socket itself: less work per viewer than through ServerResponse. A response
  // has no socket yet when it was asked for before an earlier one of its connection was finished: no player does that.
  const { socket } = response;
  if (socket === null) {
    request.destroy();
    return;
  }
  response.on("error", () => response.destroy());
  response.writeHead(200, headers).flushHeaders();
  const viewer = stream.addViewer(socket, {
    onEnd(end) {
      if (end === "slow") response.destroy();
      else response.end();
    },
  });
  response.once("close", () => viewer?.leave());
}
