import type Mpegts from "mpegts.js";
import { FlvClock } from "./flv-clock.ts";

type Library = typeof Mpegts;

/** What the library expects of a loader beyond its typed part. */
interface LoaderParts {
  _status: number;
  onDataArrival: ((chunk: ArrayBuffer, byteStart: number, received: number) => void) | null;
  onError: ((type: string, info: { code: number; msg: string }) => void) | null;
  onComplete: ((from: number, to: number) => void) | null;
}

/**
 * A loader class for the player that fetches the stream and shows every byte to `clock` on its way. Sends the page's
 * cookies, so that streams for the host's eyes only can be fetched too.
 */
export function loaderThatTells(library: Library, clock: FlvClock): Mpegts.CustomLoaderConstructor {
  const { LoaderStatus, LoaderErrors, BaseLoader } = library;
  class StreamLoader extends (BaseLoader as unknown as new (name: string) => LoaderParts) {
    readonly #abort = new AbortController();
    constructor() {
      super("laotie-flv");
    }
    open(source: { readonly url: string }): void {
      this._status = LoaderStatus.kConnecting;
      void this.#read(source.url);
    }
    abort(): void {
      this._status = LoaderStatus.kComplete;
      this.#abort.abort();
    }
    destroy(): void {
      this.#abort.abort();
      this.onDataArrival = this.onError = this.onComplete = null;
    }
    async #read(url: string): Promise<void> {
      try {
        const response = await fetch(url, { signal: this.#abort.signal, cache: "no-store" });
        if (!response.ok || response.body === null) {
          this.#fail(LoaderErrors.HTTP_STATUS_CODE_INVALID, response.status, response.statusText);
          return;
        }
        await this.#pump(response.body.getReader());
      } catch (error) {
        if (!this.#abort.signal.aborted) this.#fail(LoaderErrors.EXCEPTION, -1, error instanceof Error ? error.message : "fetch failed");
      }
    }
    async #pump(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Promise<void> {
      let received_bytes = 0;
      for (;;) {
        const { done, value } = await reader.read();
        if (this.#abort.signal.aborted) return;
        if (done) break;
        this._status = LoaderStatus.kBuffering;
        clock.push(value);
        const chunk = value.byteLength === value.buffer.byteLength ? value.buffer : value.slice().buffer;
        const start = received_bytes;
        received_bytes += chunk.byteLength;
        this.onDataArrival?.(chunk, start, received_bytes);
      }
      this._status = LoaderStatus.kComplete;
      this.onComplete?.(0, received_bytes - 1);
    }
    #fail(type: string, code: number, msg: string): void {
      this._status = LoaderStatus.kError;
      this.onError?.(type, { code, msg });
    }
  }
  return StreamLoader as unknown as Mpegts.CustomLoaderConstructor;
}
