import type Module from "mpegts.js";
import type { FlvClock } from "./flv-clock.ts";

// The package is CommonJS: its object is `default` at run time, and its types sit one level deeper.
export type Library = typeof Module.default;
export type Player = Module.default.Player;

/** The library's own numbers for what a loader is doing; it does not export them. */
const status = { idle: 0, connecting: 1, buffering: 2, error: 3, complete: 4 } as const;
type Status = (typeof status)[keyof typeof status];

/**
 * A loader class for the player that fetches the stream and shows every byte to `clock` on its way. Sends the page's
 * cookies, so that streams for the host's eyes only can be fetched too.
 */
export function loaderThatTells(clock: FlvClock): Module.default.CustomLoaderConstructor {
  class StreamLoader {
    readonly type = "laotie-flv";
    readonly needStashBuffer = false;
    status: Status = status.idle;
    onContentLengthKnown: unknown = null;
    onURLRedirect: unknown = null;
    onDataArrival: ((chunk: ArrayBuffer, byteStart: number, received: number) => void) | null = null;
    onError: ((type: string, info: { code: number; msg: string }) => void) | null = null;
    onComplete: ((from: number, to: number) => void) | null = null;
    readonly #abort = new AbortController();
    isWorking(): boolean {
      return this.status === status.connecting || this.status === status.buffering;
    }
    open(source: { readonly url: string }): void {
      this.status = status.connecting;
      void this.#read(source.url);
    }
    abort(): void {
      this.status = status.complete;
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
          this.#fail("HttpStatusCodeInvalid", response.status, response.statusText);
          return;
        }
        await this.#pump(response.body.getReader());
      } catch (error) {
        if (!this.#abort.signal.aborted)
          this.#fail("Exception", -1, error instanceof Error ? error.message : "fetch failed");
      }
    }
    async #pump(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): Promise<void> {
      let received_bytes = 0;
      for (;;) {
        const { done, value } = await reader.read();
        if (this.#abort.signal.aborted) return;
        if (done) break;
        this.status = status.buffering;
        clock.push(value);
        const chunk = value.byteLength === value.buffer.byteLength ? value.buffer : value.slice().buffer;
        const start = received_bytes;
        received_bytes += chunk.byteLength;
        this.onDataArrival?.(chunk, start, received_bytes);
      }
      this.status = status.complete;
      this.onComplete?.(0, received_bytes - 1);
    }
    #fail(type: string, code: number, msg: string): void {
      this.status = status.error;
      this.onError?.(type, { code, msg });
    }
  }
  return StreamLoader as unknown as Module.default.CustomLoaderConstructor;
}
