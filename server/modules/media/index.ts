export { FlvHub } from "./flv/flv-hub.ts";
export type { FlvStream } from "./flv/flv-stream.ts";
export { RtmpServer } from "./rtmp/rtmp-server.ts";
export type { PublishEvent } from "./rtmp/rtmp-server.ts";
export { createMedia, type Media } from "./media.ts";
