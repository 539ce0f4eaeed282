import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeFindings } from "../kit/axe.ts";
import { openBrowser } from "../kit/browser.ts";
import { sitDown, startServerWithWeb } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";

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

it("the test for screen readers and weak eyes sees what is wrong, under our own policy", async () => {
  const { page, device } = await sitDown(browser, { url: server.url, size: "phone", locale: "en" });
  await page.goto(`${server.url}/nothing-here`);
  await page.getByRole("heading").first().waitFor();
  expect(await axeFindings(page)).toEqual([]);
  await page.evaluate(() => {
    const grey = Object.assign(document.createElement("p"), { textContent: "too pale to read" });
    grey.style.color = "#ddd";
    document.querySelector("main")?.append(grey, document.createElement("button"));
  });
  const found = await axeFindings(page);
  expect(found.some((line) => line.startsWith("color-contrast"))).toBe(true);
  expect(found.some((line) => line.startsWith("button-name"))).toBe(true);
  await device.close();
});
