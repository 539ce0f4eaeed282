import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, type Size } from "../kit/browser.ts";
import { addAddress, jpeg } from "../kit/market.ts";
import { goTo, sitDown, startServerWithWeb } from "../kit/people-on-screen.ts";
import { openProviders } from "../kit/providers/open-providers.ts";
import type { TestServer } from "../kit/server.ts";

/** `SHOTS=folder`: pictures of every step, to be looked at. */
const shots = process.env["SHOTS"];
let providers: Awaited<ReturnType<typeof openProviders>>;
let server: TestServer;
let browser: Browser;
let variant_id = "";

beforeAll(async () => {
  providers = await openProviders(() => new Date());
  server = await startServerWithWeb({ env: providers.env });
  browser = await openBrowser();
  const merchant = await server.demo("merchant");
  const shop = await merchant.call("createShop", { body: { name: "桃源果园", intro: "", dispatch_hours: 48 } });
  const picture = await merchant.call("createPicture", { body: await jpeg("#e2957a") });
  const product = await merchant.call("createProduct", {
    params: { shop_id: shop.id },
    body: {
      title: "水蜜桃",
      description: "好",
      unit: "箱",
      picture_ids: [picture.id],
      shipping_fee: 600,
      return_policy: "seven_days",
      variants: [{ title: "6 个", price: 2990, initial_stock: 20 }],
    },
  });
  await merchant.call("setProductState", {
    params: { shop_id: shop.id, product_id: product.id },
    body: { state: "on_sale" },
  });
  variant_id = product.variants[0]?.id ?? "";
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await providers.stop();
});

/** Somebody scans the code of this payment and pays; WeChat Pay tells us. */
async function scanned(begun: string): Promise<void> {
  const notice = providers.wechat.pay(begun);
  const answer = await fetch(new URL(new URL(notice.to).pathname, server.url), {
    method: "POST",
    headers: { ...notice.headers, "content-type": "application/json" },
    body: notice.body,
  });
  expect(answer.status).toBe(200);
}

it.each<{ size: Size; locale: "zh-CN" | "en" }>([
  { size: "phone", locale: "zh-CN" },
  { size: "desktop", locale: "en" },
])("WeChat Pay's code is scanned, and the page goes on by itself: on a $size in $locale", async ({ size, locale }) => {
  const buyer = await server.signIn(`scan-${size}@example.org`, locale);
  const address = await addAddress(buyer);
  const order = await buyer.call("placeOrder", {
    body: { lines: [{ variant_id, quantity: 1 }], address_id: address.id },
  });
  const { page, t } = await sitDown(browser, { url: server.url, size, locale, token: buyer.token });
  const shot = async (name: string): Promise<void> => {
    if (shots !== undefined) await page.screenshot({ path: `${shots}/${size}-${name}.png` });
  };
  await goTo(page, `${server.url}/orders/${order.id}`);
  await page.getByRole("link", { name: t("order.otherWays") }).waitFor();
  await shot("order");
  await page
    .getByRole("button", { name: t("order.pay", { amount: "¥35.90" }) })
    .filter({ visible: true })
    .click();
  await page.waitForURL(/\/pay\/ord_/);
  const provider = t("pay.providers.wechat");
  await page.getByRole("img", { name: t("pay.scan", { app: t("pay.apps.wechat") }) }).waitFor();
  await shot("pay");

  // Another way is a page of the provider's, and the first one stays there to come back to.
  await page
    .getByRole("button", {
      name: t(size === "phone" ? "pay.ways.wap" : "pay.ways.page", { provider: t("pay.providers.alipay") }),
      exact: true,
    })
    .click();
  await page.getByRole("button", { name: t("pay.toPage", { provider: t("pay.providers.alipay") }) }).waitFor();
  await shot("alipay");
  await page.getByRole("button", { name: t("pay.ways.qr", { provider }) }).click();
  await page.getByRole("img", { name: t("pay.scan", { app: t("pay.apps.wechat") }) }).waitFor();

  await scanned([...providers.wechat.transactions.keys()].at(-1) ?? "");
  await page.waitForURL(/\/orders\/ord_/);
  await server.turn(0);
  await expect
    .poll(async () => (await buyer.call("getOrder", { params: { order_id: order.id } })).state)
    .toBe("to_ship");
  // Who opens it later reads why there is nothing to do.
  await goTo(page, `${server.url}/pay/${order.id}`);
  await page.getByText(t("pay.overTitle")).waitFor();
  await page.close();
});

it.each<{ size: Size; locale: "zh-CN" | "en" }>([
  { size: "phone", locale: "zh-CN" },
  { size: "desktop", locale: "en" },
])("a shop's deposit is paid by a code to scan: on a $size in $locale", async ({ size, locale }) => {
  const merchant = await server.demo("merchant");
  const shop_id = (await merchant.call("listMyShops")).data[0]?.id ?? "";
  const { page, t } = await sitDown(browser, { url: server.url, size, locale, token: merchant.token });
  await goTo(page, `${server.url}/sell/money`);
  await page.getByRole("button", { name: t("payouts.depositPay"), exact: true }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByRole("textbox").fill("200");
  await sheet.getByRole("button", { name: t("payouts.depositPay"), exact: true }).click();
  await page.waitForURL(/\/pay\/dep_/);
  await page.getByRole("img", { name: t("pay.scan", { app: t("pay.apps.wechat") }) }).waitFor();
  await page.getByText("¥200.00").first().waitFor();
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${size}-deposit.png` });

  // Another way is a page of the provider's, and the code stays there to come back to.
  const alipay = t("pay.providers.alipay");
  await page
    .getByRole("button", {
      name: t(size === "phone" ? "pay.ways.wap" : "pay.ways.page", { provider: alipay }),
      exact: true,
    })
    .click();
  await page.getByRole("button", { name: t("pay.toPage", { provider: alipay }) }).waitFor();
  await page.getByRole("button", { name: t("pay.ways.qr", { provider: t("pay.providers.wechat") }) }).click();
  await page.getByRole("img", { name: t("pay.scan", { app: t("pay.apps.wechat") }) }).waitFor();

  const before = (await merchant.call("getShopMoney", { params: { shop_id } })).balance.deposit.amount;
  await scanned([...providers.wechat.transactions.keys()].at(-1) ?? "");
  await server.turn(0);
  await page.waitForURL(/\/sell\/money/);
  expect((await merchant.call("getShopMoney", { params: { shop_id } })).balance.deposit.amount).toBe(before + 20_000);
  await page.close();
});
