import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Address } from "../../contract/accounts.ts";
import { openBrowser } from "../kit/browser.ts";
import { addAddress, buy, openShop } from "../kit/market.ts";
import { goTo, sitDown, startServerWithWeb } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
let merchant: Person;
let buyer: Person;
let address: Address;
let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  merchant = await server.demo("merchant");
  shop = await openShop(merchant);
  buyer = await server.signIn("meanwhile@example.org", "zh-CN");
  address = await addAddress(buyer);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("an order that was shipped while its buyer wrote the cancellation: the form says so, and what can be asked now", async () => {
  const order = await buy(buyer, { variant: shop.small, quantity: 1, address });
  const seen = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN", token: buyer.token });
  const { page, t } = seen;
  await goTo(page, `${server.url}/orders/${order.id}`);
  await page.getByRole("link", { name: t("order.aftersale.applyUnshipped"), exact: true }).click();
  const reason = page.getByRole("combobox", { name: t("aftersale.reason") });
  await reason.selectOption("changed_mind");
  expect(await page.getByRole("radio").count()).toBe(1);
  await merchant.call("shipOrder", {
    params: { shop_id: shop.shop.id, order_id: order.id },
    body: { carrier: "顺丰速运 SF Express", tracking_number: "SF1000000001" },
  });
  await page.getByRole("button", { name: t("aftersale.apply.submit"), exact: true }).click();
  await page.getByText(t("aftersale.apply.shippedMeanwhile")).waitFor();
  // The form is about the order as it stands now, with its own reasons; nothing was asked for yet.
  await page.getByRole("radio", { name: t("aftersale.ways.return_refund"), exact: true }).check();
  expect(await reason.locator("option").allTextContents()).toContain(t("aftersale.reasons.quality"));
  expect(await reason.inputValue()).toBe("");
  await reason.selectOption("quality");
  await page.getByRole("button", { name: t("aftersale.apply.submit"), exact: true }).click();
  await page.getByRole("heading", { name: t("aftersale.head.buyer.applied") }).waitFor();
  expect(seen.complaints.filter((one) => !one.includes("409"))).toEqual([]);
  await seen.device.close();
});

it("whoever is asked whether to cancel can keep the order, and no button has the other's word", async () => {
  const order = await buyer.call("placeOrder", {
    body: {
      lines: [{ variant_id: shop.small, quantity: 1 }],
      address_id: address.id,
      moment: null,
      expected_total: null,
    },
  });
  const seen = await sitDown(browser, { url: server.url, size: "phone", locale: "en", token: buyer.token });
  const { page, t } = seen;
  await goTo(page, `${server.url}/orders/${order.id}`);
  await page.getByRole("button", { name: t("order.cancel"), exact: true }).click();
  const question = page.getByRole("alertdialog");
  expect(await question.getByRole("button").allTextContents()).toEqual([t("order.keep"), t("order.cancel")]);
  await question.getByRole("button", { name: t("order.keep"), exact: true }).click();
  await question.waitFor({ state: "detached" });
  expect((await buyer.call("getOrder", { params: { order_id: order.id } })).state).toBe("unpaid");
  expect(seen.complaints).toEqual([]);
  await seen.device.close();
});

it("a coupon that is not theirs yet is claimed and taken off in one tap, where it is paid", async () => {
  const now_ms = server.ctx.clock.nowMs();
  const coupon = await merchant.call("createShopCoupon", {
    params: { shop_id: shop.shop.id },
    body: {
      title: "老铁见面礼",
      discount: { kind: "amount", amount: 700 },
      total_count: 10,
      starts_at: new Date(now_ms).toISOString(),
      ends_at: new Date(now_ms + 24 * 3600_000).toISOString(),
    },
  });
  await buyer.call("putInCart", { body: { variant_id: shop.small, quantity: 1 } });
  const seen = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN", token: buyer.token });
  const { page, t } = seen;
  await goTo(page, `${server.url}/checkout`);
  const pay = (amount: string) =>
    page.getByRole("button", { name: t("checkout.pay", { amount }) }).filter({ visible: true });
  await pay("¥35.90").waitFor();
  await page.getByText(t("checkout.couponsToClaim", { count: 1 })).waitFor();
  await page.getByRole("button", { name: t("checkout.chooseCoupons", { shop: shop.shop.name }) }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("button", { name: t("coupons.claimAndUseNamed", { title: coupon.title }) }).click();
  await sheet.getByText(t("checkout.couponsSave", { amount: "¥7.00" })).waitFor();
  expect(await sheet.getByRole("checkbox", { name: coupon.title }).isChecked()).toBe(true);
  await sheet.getByRole("button", { name: t("checkout.couponsDone") }).click();
  await sheet.waitFor({ state: "detached" });
  await expect.poll(() => pay("¥28.90").isEnabled()).toBe(true);
  expect(seen.complaints).toEqual([]);
  await seen.device.close();
});
