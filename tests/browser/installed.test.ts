import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, openDevice } from "../kit/browser.ts";
import { startServerWithWeb } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";
import { textsIn } from "../kit/texts.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("the app opens without a network once it was there, and keeps nothing but its own files", async () => {
  const device = await openDevice(browser, { url: server.url, size: "phone", locale: "zh-CN", installed: true });
  const page = await device.newPage();
  const t = textsIn("zh-CN");
  await page.goto(server.url);
  // Asked again and again, as below: the promise `ready`, taken before there is a worker, at times never came back from the browser.
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), { timeout: 60_000 })
    .toBe(true);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return lists.flat().map(({ url }) => new URL(url).pathname);
  });
  expect(kept).toContain("/app-shell");
  expect(kept.filter((path) => !/^\/(assets|icons)\/|^\/app-shell$|^\/favicon\.svg$/.test(path))).toEqual([]);

  await device.setOffline(true);
  await page.goto(`${server.url}/orders`);
  await page.getByText(t("frame.offline")).waitFor();
  await page
    .getByRole("navigation")
    .getByRole("link", { name: t("frame.me") })
    .waitFor();
  await device.setOffline(false);
  await device.close();
});

it("the app opens in words without a network also when the browser has forgotten the first visit", async () => {
  const device = await openDevice(browser, { url: server.url, size: "phone", locale: "en", installed: true });
  const page = await device.newPage();
  const t = textsIn("en");
  await page.goto(server.url);
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null), { timeout: 20_000 })
    .toBe(true);
  await (await device.newCDPSession(page)).send("Network.clearBrowserCache");
  await device.setOffline(true);
  // With words of its own, which were never downloaded.
  await page.goto(`${server.url}/orders`);
  await page.getByText(t("common.offlineTitle"), { exact: true }).waitFor();
  await page
    .getByRole("navigation")
    .getByRole("link", { name: t("frame.me"), exact: true })
    .waitFor();
  await device.setOffline(false);
  await device.close();
});

it("a link to a page that was never downloaded stays in the app without a network, and opens when it is back", async () => {
  const device = await openDevice(browser, { url: server.url, size: "desktop", locale: "zh-CN" });
  const page = await device.newPage();
  const t = textsIn("zh-CN");
  await page.goto(`${server.url}/help`);
  const link = page.getByRole("main").getByRole("link", { name: t("viewer.help.seePrivacy") });
  await link.waitFor();
  await device.setOffline(true);
  await link.click();
  await page.getByText(t("common.offlineTitle"), { exact: true }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/privacy");
  await page.getByRole("button", { name: t("common.retry") }).click();
  await page.getByText(t("common.offlineStill"), { exact: true }).waitFor();
  await device.setOffline(false);
  await page.getByRole("heading", { name: t("law.privacy.title"), exact: true }).waitFor();
  await device.close();
});

it("the look that was chosen stays, from the first moment of the next page", async () => {
  const device = await openDevice(browser, { url: server.url, size: "phone", locale: "en" });
  const page = await device.newPage();
  const t = textsIn("en");
  await page.goto(`${server.url}/me`);
  await page.getByText(t("app.themes.dark"), { exact: true }).click();
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  expect(await paper()).toBe("rgb(19, 17, 16)");
  const html = await (await page.goto(`${server.url}/me`))?.text();
  expect(html).toContain('data-theme="dark"');
  expect(await paper()).toBe("rgb(19, 17, 16)");
  expect(await page.locator('meta[name="theme-color"]').first().getAttribute("content")).toBe("#131110");
  await page.getByText(t("app.themes.light"), { exact: true }).click();
  expect(await paper()).toBe("rgb(250, 247, 242)");
  await device.close();
});
