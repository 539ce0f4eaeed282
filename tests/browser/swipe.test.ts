import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../kit/browser.ts";
import { goOnAir, newHost, openShop, type OnAir } from "../kit/market.ts";
import { sitDown, startServerWithWeb } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
const airs: OnAir[] = [];

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  for (const host of [await server.demo("merchant"), await newHost(server)]) {
    const { shop, product } = await openShop(host);
    airs.push(await goOnAir(server, host, shop, [product]));
  }
});
afterAll(async () => {
  for (const air of airs) await air.publisher.stop();
  await browser.close();
  await server.stop();
});

/** A real finger: pressed, drawn and lifted through the browser's own input. */
async function draw(page: Page, down_px: number): Promise<void> {
  const finger = await page.context().newCDPSession(page);
  const at = (y: number) => ({ touchPoints: [{ x: 60, y }] });
  await finger.send("Input.dispatchTouchEvent", { type: "touchStart", ...at(400) });
  for (let step = 1; step <= 4; step += 1)
    await finger.send("Input.dispatchTouchEvent", { type: "touchMove", ...at(400 + (down_px * step) / 4) });
  await finger.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await finger.detach();
}

it("a finger, a key and a button lead to the next room and back; Back leaves the rooms", async () => {
  const { url } = server;
  const { page, t, device, complaints } = await sitDown(browser, { url, size: "phone", locale: "zh-CN" });
  const { data } = await server.guest("listRooms");
  const [first, second] = data.map(({ id }) => `${url}/rooms/${id}`);
  expect(data).toHaveLength(2);
  await page.goto(url);
  await page.goto(first ?? "");
  await page.getByRole("button", { name: t("room.nextRoom") }).waitFor();
  await draw(page, -160);
  await page.waitForURL(second ?? "");
  await page.getByRole("button", { name: t("room.previousRoom") }).waitFor();
  await page.keyboard.press("ArrowUp");
  await page.waitForURL(first ?? "");
  // There is nothing before the first.
  await draw(page, 160);
  expect(page.url()).toBe(first);
  await page.getByRole("button", { name: t("room.nextRoom") }).click();
  await page.waitForURL(second ?? "");
  // Nor after the last; a word says so, and leads to where they begin.
  await page.getByRole("button", { name: t("room.previousRoom") }).waitFor();
  await draw(page, -160);
  await page.getByRole("status").getByText(t("room.lastRoom")).waitFor();
  expect(page.url()).toBe(second);
  await page.getByRole("button", { name: t("room.firstRoom"), exact: true }).click();
  await page.waitForURL(first ?? "");
  await page.goBack();
  await page.waitForURL(`${url}/`);
  expect(complaints).toEqual([]);
  await device.close();
});
