import type { Clock } from "../../../kernel/clock.ts";
import { limits } from "../../../kernel/limits.ts";
import type { Amf0Value } from "../rtmp/amf0.ts";
import { readAudioConfig, readVideoConfig } from "./avc.ts";
import type { AudioFormat, VideoFormat } from "./avc.ts";
import { audioKindOf, flvHeader, flvTag, metadataPayload, tagType, videoKindOf } from "./flv-tag.ts";
import type { TagType } from "./flv-tag.ts";
import { FlvViewer } from "./flv-viewer.ts";
import type { FlvSink, Opening, ViewerEnd } from "./flv-viewer.ts";
import { GopCache } from "./gop-cache.ts";
import type { HubCounters } from "./hub-counters.ts";
import { RateWindow } from "./rate-window.ts";
import { Timeline } from "./timeline.ts";

export interface StreamStats {
  readonly publishing: boolean;
  readonly viewers: number;
  /** Of what the encoder sent over the last seconds. */
  readonly bitrate_kbps: number;
  readonly fps: number;
  /** Pictures that slow viewers did not get, summed over all viewers so far. */
  readonly dropped_frames: number;
  readonly has_keyframe: boolean;
  readonly width: number | null;
  readonly height: number | null;
  readonly video: VideoFormat | null;
  readonly audio: AudioFormat | null;
  /** Between the last two keyframes of this encoder; null until two have come. */
  readonly keyframe_interval_ms: number | null;
  /** Sound came within the last seconds. It may be silence. */
  readonly sound: boolean;
}

/** Sound this long ago is no sound. */
const sound_ms_max = 3_000;

/** The one who feeds a stream. After `detach` every call does nothing. Media throws `MediaRefused` on a wrong codec. */
export interface FlvPublisher {
  metadata(values: ReadonlyMap<string, Amf0Value>): void;
  /** `payload` as in an RTMP or FLV video message, `stampMs` the encoder's own 32-bit time. */
  video(stampMs: number, payload: Buffer): void;
  audio(stampMs: number, payload: Buffer): void;
  /** A picture of this publisher is in the stream. */
  hasKeyframe(): boolean;
  /** What came since the last call goes out: at once with pictures, sound alone within `hub_flush_ms`. */
  flush(): void;
  /** The encoder is gone. Viewers wait for the next. */
  detach(): void;
}

/** One live session's stream of tags: at most one publisher, any number of viewers. Lives on while the encoder resumes. */
export class FlvStream {
  readonly streamId: string;
  readonly #clock: Clock;
  readonly #counters: HubCounters;
  readonly #timeline: Timeline;
  readonly #gop = new GopCache();
  readonly #viewers = new Map<FlvViewer, (end: ViewerEnd) => void>();
  readonly #bytesIn = new RateWindow();
  readonly #framesIn = new RateWindow();
  #metadata: ReadonlyMap<string, Amf0Value> = new Map();
  #videoConfig: Buffer | null = null;
  #audioConfig: Buffer | null = null;
  #video: VideoFormat | null = null;
  #audio: AudioFormat | null = null;
  #opening: Opening | null = null;
  #gopStartMs = 0;
  #gopMs: number | null = null;
  #soundMs: number | null = null;
  #batch: Buffer[] = [];
  #batchFrames = 0;
  #batchHasVideo = false;
  #batchHasKeyframe = false;
  #cancelFlush: (() => void) | null = null;
  #publisher: FlvPublisher | null = null;
  /** Pictures refer to earlier ones: after a seam or new headers they mean nothing before a keyframe. */
  #needsKeyframe = true;
  /**
   * The encoder came back with other settings. Browsers' media sources do not survive that (mpegts.js stops decoding), so
   * whoever plays is ended at the next keyframe and meets the new picture at once when it connects again.
   */
  #configChanged = false;
  /** Somebody may have been told which tracks there are. */
  #begun = false;
  #droppedFrames = 0;
  #idleSinceMs: number;
  #closed = false;
  #keyframeWaiters: { resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(streamId: string, clock: Clock, counters: HubCounters, startOffsetMs: number) {
    this.streamId = streamId;
    this.#clock = clock;
    this.#counters = counters;
    this.#timeline = new Timeline(startOffsetMs);
    this.#idleSinceMs = clock.monotonicMs();
  }

  /** Stream time of the newest tag in ms: where "now" is in this session, for orders and pins. */
  offsetMs(): number {
    return Math.round(this.#timeline.newestMs());
  }

  hasKeyframe(): boolean {
    return this.#gop.hasKeyframe();
  }

  isClosed(): boolean {
    return this.#closed;
  }

  isPublishing(): boolean {
    return this.#publisher !== null;
  }

  viewerCount(): number {
    return this.#viewers.size;
  }

  /** How long nobody has published or watched, in ms; 0 while somebody does. */
  idleMs(): number {
    const idle = this.#publisher === null && this.#viewers.size === 0;
    return idle ? this.#clock.monotonicMs() - this.#idleSinceMs : 0;
  }

  stats(): StreamStats {
    const nowMs = this.#clock.monotonicMs();
    let droppedFrames = this.#droppedFrames;
    for (const viewer of this.#viewers.keys()) droppedFrames += viewer.droppedFrames;
    return {
      publishing: this.#publisher !== null,
      viewers: this.#viewers.size,
      bitrate_kbps: Math.round((this.#bytesIn.perSecond(nowMs) * 8) / 1000),
      fps: Math.round(this.#framesIn.perSecond(nowMs) * 10) / 10,
      dropped_frames: droppedFrames,
      has_keyframe: this.hasKeyframe(),
      width: this.#video?.width ?? null,
      height: this.#video?.height ?? null,
      video: this.#video,
      audio: this.#audio,
      keyframe_interval_ms: this.#gopMs,
      sound: this.#soundMs !== null && nowMs - this.#soundMs < sound_ms_max,
    };
  }

  /** Resolves when a joiner would see a picture at once; rejects when the stream closes first. */
  waitForKeyframe(): Promise<void> {
    if (this.#gop.hasKeyframe()) return Promise.resolve();
    if (this.#closed) return Promise.reject(new Error(`stream ${this.streamId} is closed`));
    return new Promise((resolve, reject) => {
      this.#keyframeWaiters.push({ resolve, reject });
    });
  }

  /** Becomes the publisher; null while there is another, or when the stream is closed. */
  publish(): FlvPublisher | null {
    if (this.#publisher !== null || this.#closed) return null;
    this.#timeline.seam();
    this.#needsKeyframe = true;
    const ifAttached =
      <Args extends unknown[]>(act: (...args: Args) => void) =>
      (...args: Args) => {
        if (this.#publisher === publisher) act(...args);
      };
    const publisher: FlvPublisher = {
      metadata: ifAttached((values) => this.#takeMetadata(values)),
      video: ifAttached((stampMs, payload) => this.#takeVideo(stampMs, payload)),
      audio: ifAttached((stampMs, payload) => this.#takeAudio(stampMs, payload)),
      hasKeyframe: () => this.#publisher === publisher && !this.#needsKeyframe,
      flush: ifAttached(() => this.#flushSoon()),
      detach: ifAttached(() => {
        this.#flush();
        this.#publisher = null;
        this.#idleSinceMs = this.#clock.monotonicMs();
      }),
    };
    this.#publisher = publisher;
    return publisher;
  }

  canJoin(): boolean {
    return !this.#closed && this.#viewers.size < limits.hub_viewers_per_stream_max;
  }

  /** Sends the stream to `sink` from the current keyframe on. Null unless `canJoin`. `onEnd` is called once. */
  addViewer(sink: FlvSink, on: { onEnd: (end: ViewerEnd) => void }): { leave(): void } | null {
    if (!this.canJoin()) return null;
    const viewer = new FlvViewer(sink, this.#counters);
    this.#flush(); // so that the opening and the next batch meet without gap or overlap
    this.#viewers.set(viewer, on.onEnd);
    this.#counters.viewers_joined += 1;
    viewer.begin(() => this.#currentOpening());
    return { leave: () => this.#endViewer(viewer, "left") };
  }

  /** The session is over: ends all viewers; the publisher's tags fall on the floor from now on. */
  close(): void {
    if (this.#closed) return;
    this.#flush();
    this.#closed = true;
    this.#publisher = null;
    for (const viewer of this.#viewers.keys()) this.#endViewer(viewer, "closed");
    this.#gop.clear();
    this.#opening = null;
    const waiters = this.#keyframeWaiters;
    this.#keyframeWaiters = [];
    for (const waiter of waiters) waiter.reject(new Error(`stream ${this.streamId} is closed`));
  }

  #takeMetadata(values: ReadonlyMap<string, Amf0Value>): void {
    this.#metadata = values;
    this.#opening = null;
  }

  #takeVideo(stampMs: number, payload: Buffer): void {
    const kind = videoKindOf(payload);
    if (kind === "config") {
      this.#video = readVideoConfig(payload);
      this.#takeConfig(tagType.video, this.#videoConfig, payload);
      this.#videoConfig = payload;
    } else if (kind === "keyframe" || kind === "frame") {
      if (this.#videoConfig === null || (this.#needsKeyframe && kind === "frame")) return;
      const outMs = this.#timeline.place("video", stampMs);
      const tag = flvTag(tagType.video, outMs, payload);
      this.#framesIn.add(this.#clock.monotonicMs(), 1);
      this.#batchFrames += 1;
      this.#batchHasVideo = true;
      if (kind === "keyframe") this.#beginGop(tag, outMs);
      else this.#gop.add(tag);
      this.#push(tag);
    }
  }

  #takeAudio(stampMs: number, payload: Buffer): void {
    const kind = audioKindOf(payload);
    if (kind === "config") {
      this.#audio = readAudioConfig(payload);
      this.#takeConfig(tagType.audio, this.#audioConfig, payload);
      this.#audioConfig = payload;
    } else if (kind === "frame" && this.#audioConfig !== null) {
      const tag = flvTag(tagType.audio, this.#timeline.place("audio", stampMs), payload);
      this.#soundMs = this.#clock.monotonicMs();
      this.#gop.add(tag);
      this.#push(tag);
    }
  }

  #beginGop(keyframe: Buffer, startMs: number): void {
    this.#gopMs = this.#needsKeyframe ? null : startMs - this.#gopStartMs;
    this.#needsKeyframe = false;
    this.#batchHasKeyframe = true;
    this.#gopStartMs = startMs;
    this.#gop.begin(keyframe);
    this.#opening = null;
    const waiters = this.#keyframeWaiters;
    this.#keyframeWaiters = [];
    for (const waiter of waiters) waiter.resolve();
  }

  /** Headers as before are only repeated. Other headers need a new player: see `#configChanged`. */
  #takeConfig(type: TagType, known: Buffer | null, payload: Buffer): void {
    const changed = known === null ? this.#begun : !known.equals(payload);
    if (changed) {
      this.#flush();
      this.#configChanged = true;
      this.#needsKeyframe = true;
      this.#gop.clear();
    }
    this.#opening = null;
    this.#push(flvTag(type, this.#timeline.newestMs(), payload));
  }

  #push(tag: Buffer): void {
    this.#counters.tags_in += 1;
    this.#counters.bytes_in += tag.length;
    this.#bytesIn.add(this.#clock.monotonicMs(), tag.length);
    this.#batch.push(tag);
  }

  #flushSoon(): void {
    if (this.#batchHasVideo) this.#flush();
    else if (this.#batch.length > 0) this.#cancelFlush ??= this.#clock.after(limits.hub_flush_ms, () => this.#flush());
  }

  #flush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    const [first] = this.#batch;
    if (first === undefined) return;
    const bytes = this.#batch.length === 1 ? first : Buffer.concat(this.#batch);
    const batch = { bytes, frames: this.#batchFrames, hasKeyframe: this.#batchHasKeyframe };
    this.#batch = [];
    this.#batchFrames = 0;
    this.#batchHasVideo = false;
    this.#batchHasKeyframe = false;
    if (this.#configChanged) {
      if (!batch.hasKeyframe) return;
      this.#configChanged = false;
      for (const viewer of this.#viewers.keys()) if (viewer.hasBegun()) this.#endViewer(viewer, "changed");
    }
    if (this.#viewers.size === 0) return;
    const nowMs = this.#clock.monotonicMs();
    const opening = () => this.#currentOpening();
    for (const viewer of this.#viewers.keys()) {
      if (viewer.deliver(batch, opening, nowMs)) continue;
      this.#counters.viewers_dropped_slow += 1;
      this.#endViewer(viewer, "slow");
    }
  }

  /** Built once per group of pictures for all who join in it; the headers carry the time of its keyframe. */
  #currentOpening(): Opening | null {
    if (this.#videoConfig === null || !this.#gop.hasKeyframe()) return null;
    if (this.#opening !== null) return this.#opening;
    this.#begun = true;
    const has = { audio: this.#audioConfig !== null, video: true };
    const config = [flvTag(tagType.script, this.#gopStartMs, metadataPayload(this.#metadata, has))];
    config.push(flvTag(tagType.video, this.#gopStartMs, this.#videoConfig));
    if (this.#audioConfig !== null) config.push(flvTag(tagType.audio, this.#gopStartMs, this.#audioConfig));
    this.#opening = { header: flvHeader(has), config: Buffer.concat(config), tags: this.#gop.tags() };
    return this.#opening;
  }

  #endViewer(viewer: FlvViewer, end: ViewerEnd): void {
    const onEnd = this.#viewers.get(viewer);
    if (onEnd === undefined) return;
    this.#viewers.delete(viewer);
    this.#droppedFrames += viewer.droppedFrames;
    this.#idleSinceMs = this.#clock.monotonicMs();
    onEnd(end);
  }
}
