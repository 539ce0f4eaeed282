import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "../../contract/client.ts";
import { openBrowser } from "../kit/browser.ts";
import { addAddress, goOnAir, openShop, until, type OnAir } from "../kit/market.ts";
import {
  signInByCode,
  sitDown,
  startServerWithWeb,
  watchMovingPicture,
  type OnScreen,
} from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

/** What a viewer on a phone does: finds a room by pinyin, follows, looks at the product, buys. */
let server: TestServer;
let browser: Browser;
let host: Person;
let shop: Awaited<ReturnType<typeof openShop>>;
let air: OnAir;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  host = await server.demo("host");
  shop = await openShop(host);
  air = await goOnAir(server, host, shop.shop, [shop.product]);
  await until(async () => (await server.guest("search", { query: { q: "shuimitao" } })).rooms.length === 1);
});
afterAll(async () => {
  await air.publisher.stop();
  await browser.close();
  await server.stop();
});

describe.each(["zh-CN", "en"] as const)("a viewer on a phone, in %s", (locale) => {
  const email = `finder-${locale.toLowerCase()}@example.org`;
  let seen: OnScreen;
  beforeAll(async () => {
    seen = await sitDown(browser, { url: server.url, size: "phone", locale });
  });
  afterAll(() => seen.device.close());

  it("sees who is live, and that the cover moves", async () => {
    const { page, t } = seen;
    await page.goto(server.url);
    await page.getByRole("heading", { name: t("viewer.liveNow"), exact: true }).waitFor();
    await page.getByRole("link", { name: new RegExp(air.session.title) }).waitFor();
    await page.locator("video").waitFor({ state: "attached" });
    expect(await watchMovingPicture(seen)).toBeLessThan(20_000);
  });

  it("finds the room by pinyin, with suggestions on the way", async () => {
    const { page, t } = seen;
    await page.getByRole("link", { name: t("frame.search"), exact: true }).click();
    const field = page.getByRole("combobox", { name: t("viewer.search.label") });
    await field.fill("shuimi");
    await page.getByRole("option", { name: shop.product.title }).waitFor();
    await field.fill("shuimitao");
    await field.press("Enter");
    await page.getByRole("heading", { name: t("viewer.search.rooms"), exact: true }).waitFor();
    await page.getByRole("link", { name: new RegExp(air.session.title) }).click();
    await page.waitForURL(/\/rooms\//);
    expect(await watchMovingPicture(seen)).toBeLessThan(20_000);
  });

  it("follows the host, signing in on the way, and finds them among those followed", async () => {
    const { page, t } = seen;
    const { name } = air.session.host;
    await page.getByRole("button", { name: t("viewer.follow.followHost", { name }) }).click();
    await signInByCode(server, seen, email);
    await page.getByRole("button", { name: t("viewer.follow.unfollowHost", { name }) }).waitFor();
    await page.goto(`${server.url}/following`);
    await page
      .getByRole("link", { name: new RegExp(air.session.title) })
      .first()
      .waitFor();
    await page.goto(`${server.url}/hosts/${host.account_id}`);
    await page.getByRole("heading", { name, exact: true }).waitFor();
    const button = page.getByRole("button", { name: t("viewer.follow.unfollowHost", { name }) });
    await button.waitFor();
    expect(await button.getAttribute("aria-pressed")).toBe("true");
  });

  it("looks at the product, its prices and its link, and buys it", async () => {
    const { page, t } = seen;
    const token = (await seen.device.cookies()).find(({ name }) => name === "laotie_session")?.value ?? "";
    const call = createClient({ baseUrl: server.url, token: () => token });
    await addAddress({ call, token, account_id: "" });
    await page.goto(`${server.url}/products/${shop.product.id}`);
    await page.getByRole("heading", { name: t("viewer.price.title"), exact: true }).waitFor();
    await page.getByRole("button", { name: t("viewer.share.title") }).click();
    const share = page.getByRole("dialog");
    await share.getByText(`${server.url}/products/${shop.product.id}`).waitFor();
    await page.keyboard.press("Escape");
    await share.waitFor({ state: "detached" });
    await page
      .getByRole("button", { name: t("product.choose"), exact: true })
      .filter({ visible: true })
      .click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("radio", { name: shop.product.variants[0]?.title ?? "" }).click();
    await sheet.getByRole("button", { name: t("buy.pay", { amount: "¥35.90" }) }).click();
    await page.waitForURL(/\/sandbox\/pay\//);
    await page.locator('button[name="decision"][value="pay"]').click();
    await page.waitForURL(/\/orders\//);
    await page.getByRole("heading", { name: t("order.head.to_ship") }).waitFor();
    expect((await call("listMyOrders")).data.map((order) => order.state)).toEqual(["to_ship"]);
  });

  it("finds both again in the history, and empties it", async () => {
    const { page, t } = seen;
    await page.goto(`${server.url}/me/history`);
    await page.getByRole("link", { name: new RegExp(shop.product.title) }).waitFor();
    await page.getByRole("link", { name: new RegExp(air.session.title) }).waitFor();
    await page.getByRole("button", { name: t("viewer.history.clear"), exact: true }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: t("viewer.history.clear"), exact: true })
      .click();
    await page.getByText(t("viewer.history.emptyTitle")).waitFor();
    expect(await page.getByRole("link", { name: new RegExp(air.session.title) }).count()).toBe(0);
  });

  it("saw nothing break", () => expect(seen.complaints).toEqual([]));
});
