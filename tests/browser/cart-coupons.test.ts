import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CouponFields, DeskCoupon } from "../../contract/promotion.ts";
import type { z } from "zod";
import { openBrowser, type Size } from "../kit/browser.ts";
import { addAddress, jpeg } from "../kit/market.ts";
import { goTo, sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

/** `SHOTS=folder`: pictures of every step, to be looked at. */
const shots = process.env["SHOTS"];
let server: TestServer;
let browser: Browser;
let peaches: Goods;
let tea: Goods;
let own: DeskCoupon;
let small: DeskCoupon;
let dear: DeskCoupon;
let wide: DeskCoupon;
let high: DeskCoupon;

interface Goods {
  readonly shop_id: string;
  readonly shop: string;
  readonly variant_id: string;
  readonly owner: Person;
}

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  peaches = await shopWith(await server.demo("host"), "桃源果园", "现摘水蜜桃 6 个装", 10_000, "#e2957a");
  tea = await shopWith(await server.demo("merchant"), "云雾茶坊", "高山绿茶 100 克", 4000, "#7a9a5a");
  const desk = await server.demo("operator");
  own = await offer(peaches, { title: "老铁见面礼", discount: { kind: "amount", amount: 700 } });
  small = await offer(peaches, { title: "满百减三", discount: { kind: "amount", amount: 300 }, minimum_spend: 10_000 });
  dear = await offer(tea, { title: "茶友券", discount: { kind: "amount", amount: 1500 }, minimum_spend: 9000 });
  const market = (fields: Partial<z.input<typeof CouponFields>>) =>
    desk.call("createPlatformCoupon", { body: couponFields(fields) });
  wide = await market({ title: "平台通用券", discount: { kind: "amount", amount: 900 } });
  high = await market({ title: "大额补贴", discount: { kind: "amount", amount: 800 }, minimum_spend: 9000 });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const couponFields = (more: Partial<z.input<typeof CouponFields>>): z.input<typeof CouponFields> => ({
  title: "券",
  discount: { kind: "amount", amount: 500 },
  total_count: 100,
  starts_at: new Date(server.ctx.clock.nowMs()).toISOString(),
  ends_at: new Date(server.ctx.clock.nowMs() + 7 * 24 * 3600_000).toISOString(),
  ...more,
});
const offer = ({ owner, shop_id }: Goods, fields: Partial<z.input<typeof CouponFields>>) =>
  owner.call("createShopCoupon", { params: { shop_id }, body: couponFields(fields) });

async function shopWith(owner: Person, name: string, title: string, price: number, color: string): Promise<Goods> {
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
      variants: [{ title: "标准装", price, initial_stock: 50 }],
    },
  });
  await owner.call("setProductState", { params: { ...params, product_id: product.id }, body: { state: "on_sale" } });
  return { shop_id: shop.id, shop: name, variant_id: product.variants[0]?.id ?? "", owner };
}

async function shot({ page }: OnScreen, name: string): Promise<void> {
  if (shots === undefined) return;
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${shots}/${name}.png` });
}

describe.each<{ size: Size; locale: "zh-CN" | "en" }>([
  { size: "phone", locale: "zh-CN" },
  { size: "desktop", locale: "en" },
])("coupons of two shops and one payment, on a $size in $locale", ({ size, locale }) => {
  it("the best is taken off, can be changed, and one that is used meanwhile costs nothing but a second look", async () => {
    const buyer = await server.signIn(`coupons-${size}@example.org`);
    const address = await addAddress(buyer);
    for (const { variant_id } of [peaches, tea]) await buyer.call("putInCart", { body: { variant_id, quantity: 1 } });
    const held = new Map<string, string>();
    for (const coupon of [own, small, dear, wide, high])
      held.set(coupon.id, (await buyer.call("claimCoupon", { params: { coupon_id: coupon.id } })).id);
    const seen = await sitDown(browser, { url: server.url, size, locale, token: buyer.token });
    const { page, t } = seen;
    const pay = (amount: string) =>
      page.getByRole("button", { name: t("checkout.pay", { amount }) }).filter({ visible: true });
    const ready = async (amount: string) => {
      await expect.poll(() => pay(amount).isEnabled(), { timeout: 60_000 }).toBe(true);
    };
    const sheet = page.getByRole("dialog");
    const open = async (shop: string) => {
      await page.getByRole("button", { name: t("checkout.chooseCoupons", { shop }) }).click();
      await sheet.waitFor();
    };
    const done = async () => {
      await sheet.getByRole("button", { name: t("checkout.couponsDone") }).click();
      await sheet.waitFor({ state: "detached" });
    };
    const takesOff = (amount: string) => sheet.getByText(t("checkout.couponsSave", { amount })).waitFor();
    const tick = (coupon: DeskCoupon) => sheet.getByRole("checkbox", { name: coupon.title });

    await goTo(page, `${server.url}/checkout`);
    // 100.00 + 40.00 + 2 × 6.00; off come 7.00 and 8.00 at the first shop, 9.00 at the second.
    await ready("¥128.00");
    await shot(seen, `${size}-coupons-best`);
    await open(peaches.shop);
    expect(await tick(own).isChecked()).toBe(true);
    expect(await tick(high).isChecked()).toBe(true);
    await sheet.getByText(t("checkout.couponUsedAt", { shop: tea.shop })).waitFor();
    await shot(seen, `${size}-coupons-sheet`);
    // The platform's other one is moved here; the tea has no other that fits.
    await tick(wide).click();
    await takesOff("¥16.00");
    expect(await tick(high).isChecked()).toBe(false);
    await done();
    await ready("¥136.00");
    await open(tea.shop);
    expect(await tick(dear).isDisabled()).toBe(true);
    // Neither its own nor the platform's other one.
    expect(await sheet.getByText(t("coupons.misfit.minimum", { missing: "¥50.00" })).count()).toBe(2);
    await shot(seen, `${size}-coupons-misfit`);
    await done();
    // And taken off again.
    await open(peaches.shop);
    await tick(own).click();
    await takesOff("¥9.00");
    await tick(wide).click();
    await sheet.getByText(t("checkout.couponsSaveNothing")).waitFor();
    await done();
    // What the tea may take again it takes.
    await ready("¥143.00");
    await open(peaches.shop);
    await tick(own).click();
    await takesOff("¥7.00");
    await done();
    await ready("¥136.00");

    // Another tab of theirs uses the shop's coupon.
    await buyer.call("placeOrder", {
      body: {
        lines: [{ variant_id: peaches.variant_id, quantity: 1 }],
        address_id: address.id,
        coupon_ids: [held.get(own.id) ?? ""],
      },
    });
    await pay("¥136.00").click();
    await page
      .getByText(t("checkout.couponDropped", { title: own.title, why: t("coupons.misfit.used", { missing: "" }) }))
      .waitFor();
    await shot(seen, `${size}-coupons-dropped`);
    // What saves most now: 3.00 and 8.00 here, 9.00 there.
    await ready("¥132.00");
    expect((await buyer.call("getCart")).groups).toHaveLength(2);
    await pay("¥132.00").click();
    await page.waitForURL(/\/sandbox\/pay\//);
    await page.locator("button.pay").click();
    await page.waitForURL(/\/checkouts\/chk_/);
    await page.getByRole("heading", { name: t("checkout.state.paid") }).waitFor();
    await shot(seen, `${size}-coupons-paid`);
    expect(seen.complaints.filter((one) => !one.includes("409"))).toEqual([]);
    await seen.device.close();
  });
});
