import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { appThere, openBrowser } from "../kit/browser.ts";
import { addAddress, goOnAir, openShop, type OnAir } from "../kit/market.ts";
import { sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

/** What makes a visit smooth, or does not: where the keyboard stands, what is left of a tap, what a wrong address says. */
let server: TestServer;
let browser: Browser;
let shop: Awaited<ReturnType<typeof openShop>>;
let air: OnAir;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  const host = await server.demo("merchant");
  shop = await openShop(host);
  air = await goOnAir(server, host, shop.shop, [shop.product]);
});
afterAll(async () => {
  await air.publisher.stop();
  await browser.close();
  await server.stop();
});

const focusIn = ({ page }: OnScreen) =>
  page.evaluate(() => {
    const at = document.activeElement;
    return { box: at?.closest("[role=dialog]") !== null, tag: at?.tagName ?? "" };
  });

it("who signs in by keyboard over the buy sheet types at once, and stands in the sheet afterwards", async () => {
  const seen = await sitDown(browser, { url: server.url, size: "desktop", locale: "en" });
  const { page, t } = seen;
  await page.goto(`${server.url}/products/${shop.product.id}`);
  await appThere(page);
  await page
    .getByRole("button", { name: t("product.choose"), exact: true })
    .filter({ visible: true })
    .click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("radio", { name: shop.product.variants[0]?.title ?? "" }).click();
  await sheet.getByRole("button", { name: t("buy.signInToBuy", { amount: "¥35.90" }) }).click();
  await page.getByLabel(t("signIn.identifier")).waitFor();
  await expect.poll(() => focusIn(seen)).toEqual({ box: true, tag: "INPUT" });
  await page.keyboard.type("keys@example.org");
  await page.keyboard.press("Enter");
  const box = page.getByRole("textbox", { name: t("signIn.code") });
  await box.waitFor();
  const { data } = await server.guest("readDevInbox", { query: { to: "keys@example.org" } });
  const code = /\b(\d{6})\b/.exec(data[0]?.text ?? "")?.[1] ?? "";
  // A wrong one first: the field is empty again and still has the keyboard.
  await page.keyboard.type(code === "000000" ? "111111" : "000000");
  await page.getByRole("alert").first().waitFor();
  await expect.poll(() => box.inputValue()).toBe("");
  await page.keyboard.type(code);
  await box.waitFor({ state: "detached" });
  await sheet.getByRole("button", { name: t("buy.addressFirst") }).waitFor();
  await expect.poll(async () => (await focusIn(seen)).box).toBe(true);
  await seen.device.close();
});

it.each(["/products/prod_xxx", "/rooms/room_xxx", "/shops/nothing"])("%s is a page that is not there", async (path) => {
  const { page, t, device } = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN" });
  await page.goto(`${server.url}${path}`);
  await page.getByRole("heading", { name: t("frame.notFoundTitle") }).waitFor();
  expect(await page.getByRole("button", { name: t("common.retry") }).count()).toBe(0);
  await device.close();
});

it("a heart leaves a trace in the room", async () => {
  const { page, t, device } = await sitDown(browser, { url: server.url, size: "phone", locale: "en" });
  await page.goto(`${server.url}/rooms/${air.session.room_id}`);
  await page.getByRole("button", { name: t("room.likeCount", { count: 0 }) }).click();
  const liked = page.getByRole("button", { name: t("room.likeCount", { count: 1 }) });
  await liked.click();
  await page.getByRole("button", { name: t("room.likeCount", { count: 2 }) }).waitFor();
  await device.close();
});

it("a search begins with what there is, and goes on with it where nothing was found", async () => {
  const { page, t, device } = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN" });
  for (const path of ["/search", "/search?q=nothing-of-the-kind"]) {
    await page.goto(`${server.url}${path}`);
    const main = page.getByRole("main");
    await main.getByRole("link", { name: new RegExp(air.session.title) }).waitFor();
    await main.getByRole("link", { name: new RegExp(shop.product.title) }).waitFor();
    expect(
      await main
        .getByRole("navigation", { name: t("viewer.kinds") })
        .getByRole("link")
        .count(),
    ).toBeGreaterThan(2);
  }
  await device.close();
});

it("an unpaid order is a small word beside the sound, and once put away stays so for the visit", async () => {
  const buyer: Person = await server.signIn("waits-to-pay@example.org");
  const address = await addAddress(buyer);
  const quote = { lines: [{ variant_id: shop.small, quantity: 1 }], address_id: address.id };
  const { total } = await buyer.call("quoteOrder", { body: quote });
  await buyer.call("placeOrder", { body: { ...quote, moment: null, expected_total: total.amount, remark: "" } });
  const seen = await sitDown(browser, { url: server.url, size: "phone", locale: "en", token: buyer.token });
  const { page, t } = seen;
  await page.goto(server.url);
  const bar = page.getByRole("region", { name: t("order.unpaidBar") });
  await bar.waitFor();
  // It takes nothing away: what this place is still stands there.
  await page.getByRole("main").getByText(t("viewer.intro")).waitFor();
  await page.goto(`${server.url}/rooms/${air.session.room_id}`);
  const sound = page.getByRole("button", { name: t("room.unmute") });
  await sound.waitFor();
  const [mine, its] = [await bar.boundingBox(), await sound.boundingBox()];
  expect((mine?.y ?? 0) + (mine?.height ?? 0)).toBeLessThanOrEqual((its?.y ?? 0) + (its?.height ?? 0) + 1);
  expect(mine?.x ?? 0).toBeGreaterThan((its?.x ?? 0) + (its?.width ?? 0));
  await sound.click();
  await bar.getByRole("button", { name: t("common.close") }).click();
  await bar.waitFor({ state: "detached" });
  await page.reload();
  await page.getByRole("button", { name: t("room.mute") }).waitFor();
  expect(await bar.count()).toBe(0);
  await seen.device.close();
});
