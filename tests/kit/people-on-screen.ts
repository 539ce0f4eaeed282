import type { Browser, BrowserContext, Page } from "playwright-core";
import { expect } from "vitest";
import type { Locale } from "../../contract/errors.ts";
import { loadStaticWeb, type StaticWeb } from "../../server/edge/static-web.ts";
import { buildWeb, webDirectory } from "../../server/edge/web-build.ts";
import { complaintsOf, openDevice, type Size } from "./browser.ts";
import { startServer, type TestServer } from "./server.ts";
import { textsIn, type Texts } from "./texts.ts";

/** The whole server with the web app as it is built for people; `dress` may serve some of its files otherwise. */
export async function startServerWithWeb({
  dress = (web) => web,
  ...options
}: { at?: string; env?: Record<string, string>; dress?: (web: StaticWeb) => StaticWeb } = {}): Promise<TestServer> {
  await buildWeb();
  return startServer({ ...options, web: dress(await loadStaticWeb(webDirectory)) });
}

/** Somebody at a device: what they see, the words they read, and what went wrong on their page. */
export interface OnScreen {
  readonly device: BrowserContext;
  readonly page: Page;
  readonly t: Texts;
  readonly complaints: string[];
}

export async function sitDown(
  browser: Browser,
  options: { url: string; size: Size; locale: Locale; token?: string },
): Promise<OnScreen> {
  const device = await openDevice(browser, options);
  // Several browsers and an encoder share two cores: late is not wrong. What has to be soon is measured in bench/.
  device.setDefaultTimeout(45_000);
  const page = await device.newPage();
  return { device, page, t: textsIn(options.locale), complaints: complaintsOf(page) };
}

/**
 * Loads an address. A sheet that has just closed takes its step back in the history, and that step ends a load begun before it, or
 * comes in its place: then it is loaded once more.
 */
export async function goTo(page: Page, address: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await page.goto(address);
      return;
    } catch (error) {
      if (tries === 5 || !/ERR_ABORTED|interrupted by another navigation/.test(String(error))) throw error;
      await page.waitForTimeout(200);
    }
  }
}

/** Signs in by code in the sheet that is open, reading the code where a developer would. */
export async function signInByCode(server: TestServer, { page, t }: OnScreen, identifier: string): Promise<void> {
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel(t("signIn.identifier")).fill(identifier);
  await sheet.getByRole("button", { name: t("signIn.sendCode"), exact: true }).click();
  const box = page.getByRole("textbox", { name: t("signIn.code") });
  await box.waitFor();
  const { data } = await server.guest("readDevInbox", { query: { to: identifier } });
  const code = /\b(\d{6})\b/.exec(data[0]?.text ?? "")?.[1];
  expect(code, "the code in the dev inbox").toBeDefined();
  await box.fill(code ?? "");
  await box.waitFor({ state: "detached" });
}

/** How far the picture has come: frames decoded since the element began, and its own time. */
function pictureOf(page: Page): Promise<{ frames: number; time_s: number; width: number }> {
  return page.evaluate(() => {
    const video = document.querySelector("video");
    return {
      frames: video?.getVideoPlaybackQuality().totalVideoFrames ?? 0,
      time_s: video?.currentTime ?? 0,
      width: video?.videoWidth ?? 0,
    };
  });
}

/** Waits until frames are decoded and time runs, and looks that both go on; milliseconds until the first were there. */
export async function watchMovingPicture({ page }: OnScreen, withinMs = 20_000): Promise<number> {
  const startMs = performance.now();
  // A player that came back counts its frames afresh, so motion is judged between two looks.
  let before = await pictureOf(page);
  await expect
    .poll(
      async () => {
        const now = await pictureOf(page);
        const moves = now.frames > before.frames && now.time_s > before.time_s;
        before = now;
        return moves;
      },
      { timeout: withinMs, interval: 200 },
    )
    .toBe(true);
  const tookMs = performance.now() - startMs;
  const base = await pictureOf(page);
  await expect
    .poll(async () => (await pictureOf(page)).frames - base.frames, { timeout: withinMs, interval: 200 })
    .toBeGreaterThan(15);
  const after = await pictureOf(page);
  expect(after.time_s).toBeGreaterThan(base.time_s);
  expect(after.width).toBe(720);
  return tookMs;
}
