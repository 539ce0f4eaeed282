import type { Timers } from "../api/browser.ts";

/** The part of the browser's history that is used here: how many sheets the present entry stands for. */
export interface Entries {
  readonly depth: () => number;
  readonly push: (depth: number) => void;
  readonly go: (delta: number) => void;
}

/** Long enough for a sheet to close and the next to open, or a page to change, without a detour through the history. */
const settle_ms = 30;

/**
 * Lets the Back button close the top sheet. Each open sheet has an entry in the history; entries are brought in line with
 * the open sheets a moment after any change, so that it does not matter who closed what: Back, a tap, or another page.
 */
export class BackStack {
  readonly #entries: Entries;
  readonly #after: Timers["after"];
  readonly #open: (() => void)[] = [];
  #settling = false;
  #moving = false;

  constructor(entries: Entries, after: Timers["after"]) {
    this.#entries = entries;
    this.#after = after;
  }

  /** A sheet has opened; `close` asks it to close (it may refuse). The answer says that it is gone. */
  opened(close: () => void): () => void {
    const sheet = () => close();
    this.#open.push(sheet);
    this.settleSoon();
    return () => {
      const at = this.#open.indexOf(sheet);
      if (at >= 0) this.#open.splice(at, 1);
      this.settleSoon();
    };
  }

  /** The browser moved to another entry. */
  moved(): void {
    if (this.#moving) this.#moving = false;
    else for (const close of this.#open.slice(this.#entries.depth()).toReversed()) close();
    this.settleSoon();
  }

  settleSoon(): void {
    if (this.#settling) return;
    this.#settling = true;
    this.#after(settle_ms, () => {
      this.#settling = false;
      this.#settle();
    });
  }

  #settle(): void {
    if (this.#moving) return;
    const depth = this.#entries.depth();
    const wanted = this.#open.length;
    for (let next = depth + 1; next <= wanted; next += 1) this.#entries.push(next);
    if (depth <= wanted) return;
    // The entries of sheets that are gone, also those that a page left behind when it was left.
    this.#moving = true;
    this.#entries.go(wanted - depth);
  }
}
