/**
 * Time, chance and the device come from outside, here as in the server's kernel: nothing else in web/ reads a clock or
 * makes a random number, so that stores can be tested with a clock they turn themselves.
 */
export interface Timers {
  /** Milliseconds since 1970, of this device. */
  readonly now: () => number;
  /** Runs `work` once after `delay_ms`; the answer cancels it. */
  readonly after: (delay_ms: number, work: () => void) => () => void;
  /** From 0 up to, never reaching, 1. */
  readonly chance: () => number;
}

export const browserTimers: Timers = {
  now: () => Date.now(),
  after: (delay_ms, work) => {
    const handle = setTimeout(work, delay_ms);
    return () => clearTimeout(handle);
  },
  chance: () => Math.random(),
};

/** Runs `work` every `period_ms` until the answer is called. */
export function every(period_ms: number, work: () => void): () => void {
  const handle = setInterval(work, period_ms);
  return () => clearInterval(handle);
}

/** Resolves once what is in the page has been drawn; at once in a tab that nobody sees. */
export function drawn(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}

/** Resolves once the first words or pictures of the page are on screen, or when `wait_max_ms` are over. */
export function painted(wait_max_ms: number): Promise<unknown> {
  const seen = new Promise<void>((resolve) => {
    new PerformanceObserver((list, observer) => {
      if (list.getEntriesByName("first-contentful-paint").length === 0) return;
      observer.disconnect();
      resolve();
    }).observe({ type: "paint", buffered: true });
  });
  return Promise.race([seen, new Promise((resolve) => setTimeout(resolve, wait_max_ms))]);
}

/** Resolves once each of these pictures has come or failed, or when `wait_max_ms` are over. */
export function picturesThere(pictures: Iterable<HTMLImageElement>, wait_max_ms: number): Promise<unknown> {
  const waited = [...pictures]
    .filter((picture) => !picture.complete)
    .map(
      (picture) =>
        new Promise((resolve) => {
          picture.addEventListener("load", resolve, { once: true });
          picture.addEventListener("error", resolve, { once: true });
        }),
    );
  return Promise.race([Promise.all(waited), new Promise((resolve) => setTimeout(resolve, wait_max_ms))]);
}

/** A fresh idempotency key or client reference. Works without a secure context, where `crypto.randomUUID` is missing. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What this device remembers. A browser may refuse storage (private windows, blocked cookies); then nothing is kept. */
export const memory = {
  read(name: string): string | null {
    try {
      return localStorage.getItem(`laotie.${name}`);
    } catch {
      return null;
    }
  },
  write(name: string, value: string): void {
    try {
      localStorage.setItem(`laotie.${name}`, value);
    } catch {
      // Storage refused: the choice lasts as long as the page.
    }
  },
};

/** What is remembered as long as this visit lasts: also after the payment page, not in another tab or tomorrow. */
export const visit = {
  read(name: string): string | null {
    try {
      return sessionStorage.getItem(`laotie.${name}`);
    } catch {
      return null;
    }
  },
  write(name: string, value: string): void {
    try {
      sessionStorage.setItem(`laotie.${name}`, value);
    } catch {
      // Storage refused: until the page is left.
    }
  },
};

const second_try_name = "laotie.second_try";

/** One more load of a page whose scripts did not come. Where a browser refuses storage there is none, lest it never end. */
export const secondTry = {
  /** True the first time until `forget`. */
  take(): boolean {
    try {
      if (sessionStorage.getItem(second_try_name) !== null) return false;
      sessionStorage.setItem(second_try_name, "1");
      return true;
    } catch {
      return false;
    }
  },
  forget(): void {
    try {
      sessionStorage.removeItem(second_try_name);
    } catch {
      // Storage refused: nothing was kept.
    }
  },
};

/** Tells the server what was chosen on this device, so that the next page comes right from its first moment. */
export function tellServer(name: "locale" | "theme", value: string): void {
  document.cookie = `laotie_${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

const hint_name = "laotie_signed_in";

/** Whether the server left a session with this browser. The session itself is out of reach of scripts. */
export const sessionHint = {
  given: (): boolean => document.cookie.split("; ").includes(`${hint_name}=1`),
  /** The session has ended elsewhere: there is nothing left to ask about. */
  forget: (): void => void (document.cookie = `${hint_name}=; Path=/; Max-Age=0`),
};

/** Has whoever sits here asked their browser not to be counted: Do Not Track, or Global Privacy Control? */
export function asksNotToBeCounted(): boolean {
  return navigator.doNotTrack === "1" || Reflect.get(navigator, "globalPrivacyControl") === true;
}

/** A random id of this device, so that two tabs of a guest count as one person. */
export function deviceId(): string {
  const kept = memory.read("device");
  if (kept !== null && /^[0-9a-zA-Z_-]{8,64}$/.test(kept)) return kept;
  const made = freshKey();
  memory.write("device", made);
  return made;
}
