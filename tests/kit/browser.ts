import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Locale } from "../../contract/errors.ts";

/** Debian's Chromium without its calls home; `npm test` installs it where it is missing. */
const executablePath =
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path)) ??
  "/usr/bin/chromium";
const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--autoplay-policy=no-user-gesture-required",
];

export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } } as const;
export type Size = keyof typeof sizes;

export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: [...quiet, ...more] });
}

/** A device of one person: its size, its language and, if signed in, their token as the site's own cookie. */
export async function openDevice(
  browser: Browser,
  options: {
    url: string;
    size: Size;
    locale: Locale;
    token?: string;
    dark?: boolean;
    installed?: boolean;
    /** What the device's clock shows now, in milliseconds since 1970, and goes on from; without it, the machine's. */
    now_ms?: number;
    /** Asks for less motion: what would move stands at its end at once. */
    still?: boolean;
  },
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: sizes[options.size],
    deviceScaleFactor: options.size === "phone" ? 2 : 1,
    isMobile: options.size === "phone",
    hasTouch: options.size === "phone",
    locale: options.locale,
    // What a service worker keeps would stand between a test and its server.
    serviceWorkers: options.installed === true ? "allow" : "block",
    timezoneId: "Asia/Shanghai",
    reducedMotion: options.still === true ? "reduce" : "no-preference",
    colorScheme: options.dark === true ? "dark" : "light",
  });
  if (options.now_ms !== undefined) await context.addInitScript(setClock, options.now_ms);
  if (options.token !== undefined)
    await context.addCookies([
      { name: "laotie_session", value: options.token, url: options.url, httpOnly: true, sameSite: "Lax" },
      { name: "laotie_signed_in", value: "1", url: options.url, sameSite: "Lax" },
    ]);
  return context;
}

/**
 * Runs in the page before its own scripts. Only the date is another: timers, sockets and the picture go on as ever, which
 * playwright's own clock would take into its hands too.
 */
function setClock(now_ms: number): void {
  const ahead_ms = now_ms - Date.now();
  const machine = Date;
  const now = (): number => machine.now() + ahead_ms;
  globalThis.Date = new Proxy(machine, {
    get: (target, key): unknown => (key === "now" ? now : Reflect.get(target, key)),
    construct: (target, given, as) => Reflect.construct(target, given.length === 0 ? [now()] : given, as) as Date,
    apply: () => new machine(now()).toString(),
  });
}

/** Resolves once the app has taken the place of what the server drew. */
export async function appThere(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const root = document.getElementById("root");
    return root !== null && root.childElementCount > 0 && root.querySelector("[data-first-look]") === null;
  });
}

/** Everything on the page that should not have happened: exceptions, console errors, failed requests of our own. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(`console: ${message.text()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`);
  });
  return complaints;
}
