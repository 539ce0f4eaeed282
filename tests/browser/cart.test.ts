import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, type Size } from "../kit/browser.ts";
import { addAddress, jpeg } from "../kit/market.ts";
import { goTo, signInByCode, sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

/** `SHOTS=folder`: pictures of every step, to be looked at. */
const shots = process.env["SHOTS"];
let server: TestServer;
let browser: Browser;
let peaches: Goods;
let tea: Goods;

interface Goods {
  readonly shop_id: string;
  readonly shop: string;
  readonly product_id: string;
  readonly variant_id: string;
  readonly owner: Person;
}

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  peaches = await shopWith(await server.demo("host"), "桃源果园", "现摘水蜜桃 6 个装", 2990, 20, "#e2957a");
  tea = await shopWith(await server.demo("merchant"), "云雾茶坊", "高山绿茶 250 克", 12800, 6, "#7a9a5a");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function shopWith(
  owner: Person,
  name: string,
  title: string,
  price: number,
  stock: number,
  color: string,
): Promise<Goods> {
  const shop = await owner.call("createShop", { body: { name, intro: "", dispatch_hours: 48 } });
  const picture = await owner.call("createPicture", { body: await jpeg(color) });
  const params = { shop_id: shop.id };
  const product = await owner.call("createProduct", {
    params,
    body: {
      title,
      description: "好",
      unit: "盒",
      picture_ids: [picture.id],
      shipping_fee: 600,
      return_policy: "seven_days",
      variants: [{ title: "标准装", price, initial_stock: stock }],
    },
  });
  await owner.call("setProductState", { params: { ...params, product_id: product.id }, body: { state: "on_sale" } });
  return { shop_id: shop.id, shop: name, product_id: product.id, variant_id: product.variants[0]?.id ?? "", owner };
}

async function shot({ page }: OnScreen, name: string): Promise<void> {
  if (shots === undefined) return;
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${shots}/${name}.png` });
}

async function putIn(seen: OnScreen, goods: Goods): Promise<void> {
  const { page, t } = seen;
  await goTo(page, `${server.url}/products/${goods.product_id}`);
  await page
    .getByRole("button", { name: t("buy.toCart") })
    .filter({ visible: true })
    .click();
  await page.getByText(t("buy.inCart")).first().waitFor();
}
/** What the provider's page is paid by, and the way back. */
async function payThere({ page, t }: OnScreen): Promise<void> {
  await page.waitForURL(/\/sandbox\/pay\//);
  // Who steps back finds what is to be paid.
  await page.goBack();
  await page.waitForURL(/\/checkouts\/chk_/);
  await page.getByRole("heading", { name: t("checkout.state.open") }).waitFor();
  await page.goForward();
  await page.waitForURL(/\/sandbox\/pay\//);
  await page.locator("button.pay").click();
  await page.waitForURL(/\/checkouts\/chk_/);
  await page.getByRole("heading", { name: t("checkout.state.paid") }).waitFor();
}

describe.each<{ size: Size; locale: "zh-CN" | "en" }>([
  { size: "phone", locale: "zh-CN" },
  { size: "desktop", locale: "en" },
])("from the cart to paid, on a $size in $locale", ({ size, locale }) => {
  it("a guest's cart comes along, two shops are paid with one payment", async () => {
    const seen = await sitDown(browser, { url: server.url, size, locale });
    const { page, t } = seen;
    await goTo(page, `${server.url}/cart`);
    await page.getByText(t("cart.emptyTitle")).waitFor();
    await shot(seen, `${size}-cart-empty`);
    await putIn(seen, peaches);
    await putIn(seen, tea);
    await shot(seen, `${size}-product`);
    await goTo(page, `${server.url}/cart`);
    const group = page.getByRole("region", { name: peaches.shop });
    await group.getByRole("button", { name: t("common.moreOne") }).click();
    await group.getByRole("status").or(group.locator("output")).getByText("2", { exact: true }).waitFor();
    await shot(seen, `${size}-cart`);
    await page
      .getByRole("button", { name: t("cart.checkOut", { count: 3 }) })
      .filter({ visible: true })
      .click();
    await signInByCode(server, seen, `cart-${size}@example.org`);
    await page.waitForURL(/\/checkout$/);
    await page.getByRole("heading", { name: tea.shop }).waitFor();
    await shot(seen, `${size}-checkout-no-address`);
    await page
      .getByRole("button", { name: t("checkout.addressFirst") })
      .filter({ visible: true })
      .click();
    await page.getByLabel(t("address.name")).fill("张小满");
    await page.getByLabel(t("address.phone")).fill("13800138000");
    await page.getByLabel(t("address.region")).selectOption({ index: 3 });
    await page.getByLabel(t("address.city")).fill("西安");
    await page.getByLabel(t("address.street")).fill("小寨东路 1 号");
    await page.getByRole("button", { name: t("checkout.saveAddress") }).click();
    await page.getByLabel(t("checkout.remark")).first().fill("挑软一点的");
    // 2 × 29.90 + 6.00 and 128.00 + 6.00.
    const pay = page.getByRole("button", { name: t("checkout.pay", { amount: "¥199.80" }) }).filter({ visible: true });
    await expect.poll(() => pay.isEnabled(), { timeout: 60_000 }).toBe(true);
    await shot(seen, `${size}-checkout`);
    await page.getByRole("button", { name: t("common.showProof", { name: t("checkout.total") }) }).click();
    await shot(seen, `${size}-checkout-proof`);
    await page.keyboard.press("Escape");
    await pay.click();
    await payThere(seen);
    await shot(seen, `${size}-paid`);
    await page
      .getByRole("link", { name: t("checkout.toOrder") })
      .first()
      .click();
    await page.getByText("挑软一点的").waitFor();
    expect(seen.complaints).toEqual([]);
    await seen.device.close();
  });

  it("what is gone is named, the rest is one tap away, and a left checkout is one thing to pay", async ({
    onTestFinished,
  }) => {
    const buyer = await server.signIn(`rest-${size}@example.org`);
    await addAddress(buyer);
    const quick = await server.signIn(`quick-${size}@example.org`);
    const theirs = await addAddress(quick);
    const left = (await server.guest("getProduct", { params: { product_id: tea.product_id } })).variants[0]?.available;
    await buyer.call("putInCart", { body: { variant_id: peaches.variant_id, quantity: 1 } });
    await buyer.call("putInCart", { body: { variant_id: tea.variant_id, quantity: 1 } });
    const seen = await sitDown(browser, { url: server.url, size, locale, token: buyer.token });
    const { page, t } = seen;
    await goTo(page, `${server.url}/checkout`);
    const pay = page.getByRole("button", { name: t("checkout.pay", { amount: "¥169.90" }) }).filter({ visible: true });
    await expect.poll(() => pay.isEnabled(), { timeout: 60_000 }).toBe(true);
    // The last are sold while the buyer looks at the price.
    const taken = await quick.call("placeOrder", {
      body: { lines: [{ variant_id: tea.variant_id, quantity: left ?? 1 }], address_id: theirs.id },
    });
    // Whatever comes of this test, the next finds its goods for sale.
    onTestFinished(async () => {
      await quick.call("cancelOrder", { params: { order_id: taken.id } });
    });
    await pay.click();
    const sheet = page.getByRole("dialog");
    await sheet.getByText(t("checkout.problem.sold_out")).waitFor();
    await shot(seen, `${size}-rest`);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await shot(seen, `${size}-awaiting`);
    await goTo(page, `${server.url}/orders`);
    await page.getByText(t("orders.toChoose")).waitFor();
    await shot(seen, `${size}-orders`);
    await goTo(page, `${server.url}/cart`);
    await page.getByRole("region", { name: t("cart.goneTitle") }).waitFor();
    await shot(seen, `${size}-cart-gone`);
    await goTo(page, `${server.url}/orders`);
    await page.getByText(t("orders.toChoose")).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("checkout.takeRest", { amount: "¥35.90" }) })
      .click();
    await payThere(seen);
    await seen.device.close();
  });
});
