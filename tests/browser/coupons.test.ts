import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type Size } from "../kit/browser.ts";
import { addAddress, goOnAir, openShop, type OnAir } from "../kit/market.ts";
import { goTo, sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

/** `SHOTS=folder`: pictures of every step, to be looked at. */
const shots = process.env["SHOTS"];
let server: TestServer;
let browser: Browser;
let owner: Person;
let shop: Awaited<ReturnType<typeof openShop>>;
let air: OnAir;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  owner = await server.demo("host");
  shop = await openShop(owner);
  air = await goOnAir(server, owner, shop.shop, [shop.product]);
});
afterAll(async () => {
  await air?.publisher.stop();
  await browser.close();
  await server.stop();
});

async function shot({ page }: OnScreen, name: string): Promise<void> {
  if (shots === undefined) return;
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${shots}/coupon-${name}.png` });
}

it("a coupon nobody claimed is claimed and taken off where one buys", async () => {
  const title = "买前先领";
  const now = server.ctx.clock.nowMs();
  const coupon = await owner.call("createShopCoupon", {
    params: { shop_id: shop.shop.id },
    body: {
      title,
      discount: { kind: "amount", amount: 400 },
      total_count: 10,
      starts_at: new Date(now).toISOString(),
      ends_at: new Date(now + 24 * 3600_000).toISOString(),
    },
  });
  const buyer = await server.signIn("claims-at-the-sheet@example.org");
  await addAddress(buyer);
  const seen = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN", token: buyer.token });
  const { page, t } = seen;
  await goTo(page, `${server.url}/products/${shop.product.id}`);
  await page
    .locator("main")
    .getByRole("button", { name: t("product.choose") })
    .filter({ visible: true })
    .first()
    .click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: t("buy.pay", { amount: "¥35.90" }) }).waitFor();
  await sheet.getByRole("button", { name: t("coupons.claimAndUseNamed", { title }) }).click();
  const pay = sheet.getByRole("button", { name: t("buy.pay", { amount: "¥31.90" }) });
  await expect.poll(() => pay.isEnabled(), { timeout: 30_000 }).toBe(true);
  expect(await sheet.getByRole("checkbox", { name: title }).isChecked()).toBe(true);
  await shot(seen, "claimed-at-the-sheet");
  expect(seen.complaints).toEqual([]);
  await seen.device.close();
  await owner.call("stopShopCoupon", { params: { shop_id: shop.shop.id, coupon_id: coupon.id } });
});

describe.each<{ size: Size; locale: "zh-CN" | "en"; title: string }>([
  { size: "phone", locale: "zh-CN", title: "老铁见面礼" },
  { size: "desktop", locale: "en", title: "Old friends" },
])("a coupon from the shop to the order, on a $size in $locale", ({ size, locale, title }) => {
  it("is made at the desk, claimed in the room, taken off at the sheet, and counted as used", async () => {
    const desk = await sitDown(browser, { url: server.url, size, locale, token: owner.token });
    await goTo(desk.page, `${server.url}/sell/coupons`);
    await desk.page
      .getByRole("button", { name: desk.t("couponDesk.make"), exact: true })
      .first()
      .click();
    const form = desk.page.getByRole("dialog");
    await form.getByRole("button", { name: desk.t("couponDesk.offer"), exact: true }).click();
    await form.getByText(desk.t("couponDesk.nameMissing")).waitFor();
    await form.getByLabel(desk.t("couponDesk.name")).fill(title);
    await form.getByLabel(desk.t("couponDesk.amount"), { exact: true }).fill("3");
    await shot(desk, `${size}-form`);
    await form.getByRole("button", { name: desk.t("couponDesk.offer"), exact: true }).click();
    await form.waitFor({ state: "detached" });
    await desk.page.getByText(title).first().waitFor();

    const buyer = await server.signIn(`coupon-${size}@example.org`);
    await addAddress(buyer);
    const seen = await sitDown(browser, { url: server.url, size, locale, token: buyer.token });
    const { page, t } = seen;
    await goTo(page, `${server.url}/shops/${shop.shop.id}`);
    await page.getByRole("button", { name: t("coupons.claimNamed", { title }) }).waitFor();
    await shot(seen, `${size}-shop`);
    await goTo(page, `${server.url}/rooms/${air.session.room_id}`);
    await page
      .getByRole("button", { name: new RegExp(`^${t("room.bag")}`) })
      .filter({ visible: true })
      .first()
      .click();
    await page.getByRole("dialog").waitFor();
    await shot(seen, `${size}-room`);
    await page
      .getByRole("button", { name: t("coupons.claimNamed", { title }) })
      .filter({ visible: true })
      .first()
      .click();
    await page.getByText(t("coupons.claimed")).waitFor();
    await shot(seen, `${size}-claimed`);

    await goTo(page, `${server.url}/me/coupons`);
    await page.getByText(title).waitFor();
    await shot(seen, `${size}-wallet`);
    await goTo(page, `${server.url}/products/${shop.product.id}`);
    await shot(seen, `${size}-product`);
    await page
      .locator("main")
      .getByRole("button", { name: t("product.choose") })
      .filter({ visible: true })
      .first()
      .click();
    const sheet = page.getByRole("dialog");
    // 29.90 and 6.00, the coupon's 3.00 off by itself.
    const pay = sheet.getByRole("button", { name: t("buy.pay", { amount: "¥32.90" }) });
    await expect.poll(() => pay.isEnabled(), { timeout: 30_000 }).toBe(true);
    await shot(seen, `${size}-sheet`);
    await sheet.getByRole("checkbox", { name: title }).click();
    await sheet.getByRole("button", { name: t("buy.pay", { amount: "¥35.90" }) }).waitFor();
    await sheet.getByRole("checkbox", { name: title }).click();
    await expect.poll(() => pay.isEnabled(), { timeout: 30_000 }).toBe(true);
    await pay.click();
    await page.waitForURL(/\/sandbox\/pay\//);
    await page.locator('button[name="decision"][value="pay"]').click();
    await page.waitForURL(/\/orders\//);
    await page.getByRole("heading", { name: t("order.head.to_ship") }).waitFor();
    await shot(seen, `${size}-order`);
    await goTo(page, `${server.url}/me/coupons`);
    await page.getByText(t("coupons.states.used"), { exact: true }).click();
    await page.getByText(t("coupons.savedOn", { amount: "¥3.00" })).waitFor();
    await shot(seen, `${size}-used`);

    await desk.page.reload();
    await desk.page
      .getByText(desk.t("couponDesk.uses", { claimed: 1, total: 100, used: 1 }))
      .first()
      .waitFor();
    await desk.page.getByRole("button", { name: desk.t("couponDesk.stopNamed", { title }) }).click();
    await desk.page
      .getByRole("alertdialog")
      .getByRole("button", { name: desk.t("couponDesk.stop"), exact: true })
      .click();
    await desk.page
      .getByRole("button", { name: desk.t("couponDesk.stopNamed", { title }) })
      .waitFor({ state: "detached" });
    await shot(desk, `${size}-desk`);
    expect([...desk.complaints, ...seen.complaints]).toEqual([]);
    await desk.device.close();
    await seen.device.close();
  });
});
