import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBrowser, openDevice } from "../kit/browser.ts";
import { addAddress, openShop } from "../kit/market.ts";
import { startServerWithWeb } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";
import { textsIn } from "../kit/texts.ts";

let server: TestServer;
let browser: Browser;
let shop: Awaited<ReturnType<typeof openShop>>;
/** Once true, the server has the next build: its worker keeps its files under another name. */
let released = false;

beforeAll(async () => {
  server = await startServerWithWeb({
    dress: (web) => ({
      ...web,
      serve(request) {
        const answer = web.serve(request);
        if (answer === null || !released || new URL(request.url).pathname !== "/sw.js") return answer;
        const text = web.serve(new Request(request.url))?.text() ?? Promise.resolve("");
        const next = new ReadableStream<Uint8Array>({
          async start(stream) {
            stream.enqueue(new TextEncoder().encode((await text).replace(/laotie-[0-9a-f]{12}/, "laotie-next")));
            stream.close();
          },
        });
        return new Response(next, { headers: { "content-type": "text/javascript", "cache-control": "no-cache" } });
      },
    }),
  });
  browser = await openBrowser();
  shop = await openShop(await server.demo("merchant"));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(() => {
  released = false;
});

const installed = (page: Page) => page.evaluate(() => navigator.serviceWorker.controller !== null);
const mark = (page: Page) => page.evaluate(() => document.body.setAttribute("data-stayed", "yes"));
/** A worker takes over when it has time. */
const patience = { timeout: 20_000 };
const stayed = (page: Page) => page.locator("body[data-stayed]").count();
const keptNames = (page: Page) => page.evaluate(() => caches.keys());

describe.each(["zh-CN", "en"] as const)("the next version of the app, in %s", (locale) => {
  it("is offered, comes to who asks for it, and takes no purchase from who does not", async () => {
    const t = textsIn(locale);
    const buyer = await server.signIn(`next-${locale.toLowerCase()}@example.org`, locale);
    await addAddress(buyer);
    const device = await openDevice(browser, {
      url: server.url,
      size: "phone",
      locale,
      token: buyer.token,
      installed: true,
    });
    device.setDefaultTimeout(45_000);
    const home = await device.newPage();
    await home.goto(server.url);
    await expect.poll(() => installed(home), { timeout: 30_000 }).toBe(true);
    const buying = await device.newPage();
    const third = await device.newPage();
    await third.goto(`${server.url}/help`);
    await buying.goto(`${server.url}/products/${shop.product.id}`);
    await buying
      .getByRole("button", { name: t("product.choose"), exact: true })
      .filter({ visible: true })
      .click();
    const sheet = buying.getByRole("dialog");
    await sheet.getByRole("radio", { name: shop.product.variants[0]?.title ?? "" }).click();
    const remark = sheet.getByRole("textbox", { name: new RegExp(t("buy.remark")) });
    await remark.fill("放门卫");
    for (const page of [home, buying, third]) {
      await mark(page);
      expect(await page.getByText(t("app.newVersion")).count()).toBe(0);
      // Each looks for a next version some seconds after its start; before that it would not hear of one.
      await expect.poll(() => page.evaluate(() => performance.now()), { timeout: 20_000 }).toBeGreaterThan(8_000);
    }

    released = true;
    await home.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    for (const page of [home, third, buying]) await page.getByText(t("app.newVersion")).waitFor({ state: "attached" });
    // Behind an open purchase the offer is out of reach.
    expect(await buying.getByRole("button", { name: t("app.takeNewVersion") }).count()).toBe(0);
    await home.getByRole("button", { name: t("app.takeNewVersion") }).click();
    await expect.poll(() => stayed(home), patience).toBe(0);
    await expect.poll(() => keptNames(home), patience).toEqual(["laotie-next"]);
    await home.getByRole("heading").first().waitFor();
    expect(await home.getByText(t("app.newVersion")).count()).toBe(0);

    // Another tab stays as it is until its own button is pressed, which then still does something.
    expect([await stayed(third), await stayed(buying)]).toEqual([1, 1]);
    await third.getByRole("button", { name: t("app.takeNewVersion") }).click();
    await expect.poll(() => stayed(third), patience).toBe(0);

    expect(await remark.inputValue()).toBe("放门卫");
    await sheet.getByRole("button", { name: t("buy.pay", { amount: "¥35.90" }) }).click();
    await buying.waitForURL(/\/sandbox\/pay\//);
    await buying.locator('button[name="decision"][value="pay"]').click();
    await buying.waitForURL(/\/orders\//);
    await buying.getByRole("heading", { name: t("order.head.to_ship") }).waitFor();
    const orders = (await buyer.call("listMyOrders")).data;
    expect(orders.map(({ state }) => state)).toEqual(["to_ship"]);
    await device.close();
  });
});
