export { FlvHub } from "./flv/flv-hub.ts";
export type { FlvPublisher, FlvStream, StreamStats } from "./flv/flv-stream.ts";
export type { FlvSink, ViewerEnd } from "./flv/flv-viewer.ts";
export type { AudioFormat, VideoFormat } from "./flv/avc.ts";
export { MediaRefused } from "./flv/flv-tag.ts";
export { RtmpServer } from "./rtmp/rtmp-server.ts";
export type { AuthorizeRequest, AuthorizeResult, PublishEvent, UnpublishReason } from "./rtmp/rtmp-server.ts";
export { createMedia, type Media, type MediaAccounts } from "./media.ts";
