import type { Timers } from "../api/browser.ts";

/** The part of the browser's history that is used here: how many sheets the present entry stands for. */
export interface Entries {
  readonly depth: () => number;
  readonly push: (depth: number) => void;
  readonly go: (delta: number) => void;
}

/** Long enough for a sheet to close and the next to open, or a page to change, without a detour through the history. */
const settle_ms = 30;
/** A step that a browser has not made by now was swallowed (another page was asked for meanwhile): nobody waits any longer. */
const step_max_ms = 1_000;
/** Whoever is still here so long after leaving was kept (they stopped the load). */
const leave_max_ms = 30_000;

/**
 * Lets the Back button close the top sheet. Each open sheet has an entry in the history; entries are brought in line with
 * the open sheets a moment after any change, so that it does not matter who closed what: Back, a tap, or another page.
 *
 * A step back takes the browser a while. Who opens a page meanwhile would see it left again when the step lands, so every
 * page waits for `ready` (web/ui/use-back.ts), whatever closed the sheet and however late the answer came.
 */
export class BackStack {
  readonly #entries: Entries;
  readonly #after: Timers["after"];
  readonly #open: (() => void)[] = [];
  #settling = false;
  /** A step of ours is under way. */
  #moving = false;
  /** Another site is being loaded. */
  #leaving = false;
  #arrived: (() => void)[] = [];
  #cancelWait: (() => void) | null = null;

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
    if (this.#moving) this.#arrive();
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

  /**
   * Resolves when the history may be written: no step of ours is under way. Who replaces the page's entry does so on the
   * page's own, not on that of a sheet, or the old page would stay behind it.
   */
  async ready(how: "push" | "replace"): Promise<void> {
    while (this.#moving) await this.#arrival();
    if (how === "push" || this.#entries.depth() === 0) return;
    this.#step(-this.#entries.depth());
    await this.#arrival();
    // Sheets that are still open get their entries on the page that comes.
    this.settleSoon();
  }

  /**
   * Another site is about to be loaded, and a step of ours would end that load: resolves when none is under way, and none is made until
   * somebody is here again. It is left from the page's own entry: with a sheet's entry between, Back from there would need a step of
   * ours, and Forward would end at that entry and not at the site.
   */
  async leaving(): Promise<void> {
    this.#leaving = true;
    this.#after(leave_max_ms, () => this.returned());
    while (this.#moving) await this.#arrival();
    if (this.#entries.depth() === 0) return;
    this.#step(-this.#entries.depth());
    await this.#arrival();
  }

  /** The page is on screen again. */
  returned(): void {
    this.#leaving = false;
    this.settleSoon();
  }

  #arrival(): Promise<void> {
    return new Promise((resolve) => this.#arrived.push(resolve));
  }

  #step(delta: number): void {
    this.#moving = true;
    this.#cancelWait = this.#after(step_max_ms, () => this.#arrive());
    this.#entries.go(delta);
  }

  #arrive(): void {
    this.#moving = false;
    this.#cancelWait?.();
    this.#cancelWait = null;
    const waiting = this.#arrived;
    this.#arrived = [];
    for (const go of waiting) go();
  }

  #settle(): void {
    if (this.#moving || this.#leaving) return;
    const depth = this.#entries.depth();
    const wanted = this.#open.length;
    for (let next = depth + 1; next <= wanted; next += 1) this.#entries.push(next);
    if (depth <= wanted) return;
    // The entries of sheets that are gone, also those that a page left behind when it was left.
    this.#step(wanted - depth);
  }
}
