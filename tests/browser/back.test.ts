import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../kit/browser.ts";
import { openShop } from "../kit/market.ts";
import { sitDown, startServerWithWeb } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  shop = await openShop(await server.demo("merchant"));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("Back closes the sheet on top, then the one below it, and only then leaves the page", async () => {
  const { url } = server;
  const { page, t, device, complaints } = await sitDown(browser, { url, size: "phone", locale: "en" });
  const product = `/products/${shop.product.id}`;
  const dialogs = page.getByRole("dialog");
  const back = async (left: number) => {
    await page.goBack({ waitUntil: "commit" });
    await expect.poll(() => page.locator('[role="dialog"]').count()).toBe(left);
  };
  await page.goto(`${url}/orders`);
  await page.goto(`${url}${product}`);
  await page.getByRole("button", { name: t("product.choose") }).click();
  await dialogs.getByRole("button", { name: t("buy.signInToBuy", { amount: "" }).trim() }).click();
  await page.getByRole("heading", { name: t("signIn.title") }).waitFor();
  // Each open sheet has its entry a moment after it opened.
  await expect.poll(() => page.evaluate(() => (history.state as { laotie_sheets?: number }).laotie_sheets)).toBe(2);
  await back(1);
  await back(0);
  expect(new URL(page.url()).pathname).toBe(product);
  await page.goBack();
  await page.waitForURL(`${url}/orders`);
  expect(complaints).toEqual([]);
  await device.close();
});

it("a page opened while a closed sheet's step back is still on its way is not left again", async () => {
  const { url } = server;
  const { page, t, device, complaints } = await sitDown(browser, { url, size: "phone", locale: "en" });
  // A slow phone: a step in the history takes a fifth of a second.
  await page.addInitScript(() => {
    const step = History.prototype.go;
    History.prototype.go = function (delta) {
      setTimeout(() => step.call(this, delta), 200);
    };
  });
  await page.goto(`${url}/products/${shop.product.id}`);
  await page.getByRole("button", { name: t("product.choose") }).click();
  await page.getByRole("dialog").waitFor();
  await expect.poll(() => page.evaluate(() => (history.state as { laotie_sheets?: number }).laotie_sheets)).toBe(1);
  await page.keyboard.press("Escape");
  // As an answer that came late would: past the moment in which the sheet's entry is given back.
  await page.evaluate(
    (path) =>
      new Promise<void>((resolve) => {
        setTimeout(() => {
          document.querySelector<HTMLAnchorElement>(`main a[href="${path}"]`)?.click();
          setTimeout(resolve, 800);
        }, 100);
      }),
    `/shops/${shop.shop.id}`,
  );
  expect(new URL(page.url()).pathname).toBe(`/shops/${shop.shop.id}`);
  await page.getByRole("heading", { name: shop.shop.name, exact: true }).first().waitFor();
  await page.goBack({ waitUntil: "commit" });
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/products/${shop.product.id}`);
  expect(complaints).toEqual([]);
  await device.close();
});
