import { browserTimers, type Timers } from "../api/browser.ts";
import { backoff_ms } from "../api/socket.ts";
import { createStore, type Store } from "../api/store.ts";
import { FlvClock } from "./flv-clock.ts";
import { loaderThatTells, type Library, type Player } from "./stream-loader.ts";

/**
 * connecting: no frame yet. trying: no frame yet after several tries. held: this browser plays nothing before it was
 * asked to. lost: had frames, is coming back by itself. unsupported: this browser cannot.
 */
export type PlayerState = "connecting" | "trying" | "held" | "playing" | "lost" | "unsupported";

const look_period_ms = 1_000;
/** Without a new frame for this long, the connection is taken for dead. */
const still_max_ms = 5_000;
/** After this many tries without a picture it is time to say more than "connecting". */
const quiet_tries_max = 1;
/** The server knows that there is nothing to see; too many viewers of one address is another matter. */
const isGone = (status = 0): boolean => status >= 400 && status < 500 && status !== 429;

let loading: Promise<Library> | null = null;

/** The player's library, downloaded once; a page that will play calls this before it knows what. */
export function loadLibrary(): Promise<Library> {
  loading ??= import("mpegts.js").then(
    (module) => (module as unknown as { default: Library }).default,
    (error: unknown) => {
      // Whoever asks next downloads it anew.
      loading = null;
      throw error;
    },
  );
  return loading;
}

/**
 * Plays one live stream in a video element with as little delay as the network allows, and comes back by itself after
 * errors, ends and stalls until `stop`. Where a browser demands it, the picture starts muted.
 */
export class LivePlayer {
  readonly state: Store<PlayerState> = createStore<PlayerState>("connecting");
  readonly #video: HTMLVideoElement;
  readonly #url: string;
  readonly #timers: Timers;
  readonly #onGone: () => void;
  #library: Library | null = null;
  #player: Player | null = null;
  #clock = new FlvClock();
  #tries = 0;
  #stopped = false;
  readonly #ended = new AbortController();
  #cancelRetry: (() => void) | null = null;
  #cancelLook: (() => void) | null = null;
  #seen = { time_s: 0, at_ms: 0 };

  /** `onGone`: the server says that nothing is on air there; whoever believed so should read again. It is tried on. */
  constructor(
    video: HTMLVideoElement,
    url: string,
    {
      timers = browserTimers,
      onGone = () => undefined,
    }: { readonly timers?: Timers; readonly onGone?: () => void } = {},
  ) {
    this.#video = video;
    this.#url = url;
    this.#timers = timers;
    this.#onGone = onGone;
  }

  /** Milliseconds into the session of the frame on screen; null before the first. */
  offset_ms(): number | null {
    const first = this.#clock.first_frame_ms;
    return first === null || this.#seen.time_s === 0
      ? null
      : Math.max(0, Math.round(first + this.#video.currentTime * 1000));
  }

  async start(): Promise<void> {
    const library = await loadLibrary().catch(() => null);
    if (this.#stopped) return;
    if (library === null) {
      this.#tryLater();
      return;
    }
    if (!library.getFeatureList().mseLivePlayback) {
      this.state.set("unsupported");
      return;
    }
    library.LoggingControl.enableAll = false;
    this.#library = library;
    this.#connect();
    this.#video.addEventListener("timeupdate", () => this.#moved(), { signal: this.#ended.signal });
    this.#look();
  }

  /** The stream is said to be back: try at once instead of waiting. */
  wake(): void {
    if (this.#cancelRetry === null) return;
    this.#cancelRetry();
    this.#cancelRetry = null;
    this.#tries = 0;
    this.#again();
  }

  stop(): void {
    this.#stopped = true;
    this.#ended.abort();
    this.#cancelRetry?.();
    this.#cancelLook?.();
    this.#release();
  }

  #again(): void {
    if (this.#library === null) void this.start();
    else this.#connect();
  }

  #connect(): void {
    const library = this.#library;
    if (library === null || this.#stopped) return;
    this.#release();
    this.#clock = new FlvClock();
    this.#seen = { time_s: 0, at_ms: this.#timers.now() };
    const player = library.createPlayer(
      { type: "flv", isLive: true, url: new URL(this.#url, location.href).href },
      {
        enableStashBuffer: false,
        // A joiner starts at the last key frame, up to two seconds ago: far behind it jumps, a little behind it plays
        // faster, too little to be heard, until it is this close to live.
        liveBufferLatencyChasing: true,
        liveBufferLatencyMaxLatency: 1.2,
        liveBufferLatencyMinRemain: 0.35,
        liveSync: true,
        liveSyncMaxLatency: 0.6,
        liveSyncTargetLatency: 0.35,
        liveSyncPlaybackRate: 1.15,
        lazyLoad: false,
        deferLoadAfterSourceOpen: false,
        autoCleanupSourceBuffer: true,
        autoCleanupMaxBackwardDuration: 30,
        autoCleanupMinBackwardDuration: 10,
        customLoader: loaderThatTells(this.#clock),
      },
    );
    this.#player = player;
    player.on(library.Events.ERROR, (_type: string, _detail: string, info?: { readonly code?: number }) => {
      this.#lost(player);
      if (isGone(info?.code) && player === this.#player) this.#onGone();
    });
    player.on(library.Events.LOADING_COMPLETE, () => this.#lost(player));
    player.attachMediaElement(this.#video);
    player.load();
    this.play();
  }

  /**
   * Plays, called by a tap or by ourselves. A browser that does not know its user yet refuses sound: then it is the picture
   * alone, and the element says that it is muted. One that is told to save refuses that too.
   */
  play(): void {
    this.#video.play().catch((error: unknown) => {
      if (this.#stopped || !(error instanceof DOMException) || error.name !== "NotAllowedError") return;
      if (this.#video.muted) this.state.set("held");
      else {
        this.#video.muted = true;
        this.play();
      }
    });
  }

  #release(): void {
    const player = this.#player;
    this.#player = null;
    if (player === null) return;
    player.destroy();
  }

  #lost(player: Player): void {
    if (player !== this.#player || this.#cancelRetry !== null || this.#stopped) return;
    if (this.state.get() === "playing") this.state.set("lost");
    this.#tryLater();
  }

  #tryLater(): void {
    if (this.#tries >= quiet_tries_max && this.state.get() === "connecting") this.state.set("trying");
    this.#cancelRetry = this.#timers.after(backoff_ms(this.#tries, this.#timers.chance()), () => {
      this.#cancelRetry = null;
      this.#again();
    });
    this.#tries = Math.min(this.#tries + 1, 4);
  }

  /** Once a second: did the picture move? */
  #look(): void {
    this.#cancelLook = this.#timers.after(look_period_ms, () => {
      this.#look();
      const player = this.#player;
      if (player === null) return;
      const now = this.#timers.now();
      const time_s = this.#video.currentTime;
      // A held picture is moved to where the broadcast is, too.
      if (time_s > this.#seen.time_s && !this.#video.paused) {
        this.#seen = { time_s, at_ms: now };
        this.#tries = 0;
        this.state.set("playing");
      } else if (document.hidden || (this.#video.paused && /^(?:playing|held)$/.test(this.state.get()))) {
        this.#seen.at_ms = now;
      } else if (now - this.#seen.at_ms > still_max_ms) this.#lost(player);
    });
  }

  #moved(): void {
    const time_s = this.#video.currentTime;
    if (this.#player === null || this.#video.paused || time_s === 0 || time_s === this.#seen.time_s) return;
    this.#seen = { time_s, at_ms: this.#timers.now() };
    this.state.set("playing");
  }
}
