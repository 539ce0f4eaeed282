import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser, type Size } from "../kit/browser.ts";
import { addAddress, buy, openShop } from "../kit/market.ts";
import { goTo, sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

/** `SHOTS=folder`: pictures of every step, to be looked at. */
const shots = process.env["SHOTS"];
let server: TestServer;
let browser: Browser;
let owner: Person;
let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  owner = await server.demo("merchant");
  shop = await openShop(owner);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function shot({ page }: OnScreen, name: string): Promise<void> {
  if (shots === undefined) return;
  await page.waitForTimeout(400);
  await page.screenshot({ path: `${shots}/papers-${name}.png` });
}

/** Bought, received and rated; its buyer asks for an invoice. */
async function sold(who: string, goods: number): Promise<string> {
  const buyer = await server.signIn(who);
  const order = await buy(buyer, { variant: shop.small, quantity: 1, address: await addAddress(buyer) });
  const params = { order_id: order.id };
  await owner.call("shipOrder", {
    params: { shop_id: shop.shop.id, order_id: order.id },
    body: { carrier: "顺丰", tracking_number: `SF100000000${goods}` },
  });
  await buyer.call("receiveOrder", { params });
  await buyer.call("writeReview", {
    params: { ...params, line_id: order.lines[0]?.id ?? "" },
    body: { stars: { goods, service: 5, delivery: 4 }, text: "很甜，就是路上有两个压坏了。" },
  });
  await buyer.call("requestInvoice", { params, body: { kind: "personal", title: "张小满" } });
  return order.id;
}

it.each<{ size: Size; locale: "zh-CN" | "en" }>([
  { size: "phone", locale: "zh-CN" },
  { size: "desktop", locale: "en" },
])("invoices to issue are a list, and a shop is rated in sight, on a $size in $locale", async ({ size, locale }) => {
  for (const goods of [5, 4, 2]) await sold(`papers-${size}-${goods}@example.org`, goods);
  const desk = await sitDown(browser, { url: server.url, size, locale, token: owner.token });
  const { page, t } = desk;
  await goTo(page, `${server.url}/sell/invoices`);
  const issue = page.getByRole("button", { name: t("sell.invoice.issue"), exact: true });
  await expect.poll(() => issue.count()).toBe(3);
  await shot(desk, `${size}-invoices`);
  await issue.first().click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel(t("order.invoice.number")).fill("25317000000012345678");
  await sheet.getByRole("button", { name: t("sell.invoice.issueAction"), exact: true }).click();
  await sheet.waitFor({ state: "detached" });
  // It is no longer among those to issue.
  await expect.poll(() => issue.count()).toBe(2);
  const file = page.waitForEvent("download");
  await page.getByRole("button", { name: t("sell.invoice.export"), exact: true }).click();
  expect((await file).suggestedFilename()).toBe("invoices.csv");
  await page.getByRole("button", { name: t("order.invoice.states.issued"), exact: true }).click();
  await page.getByText("25317000000012345678").first().waitFor();
  await shot(desk, `${size}-issued`);
  for (const made of await allInvoices("requested"))
    await owner.call("issueInvoice", {
      params: { shop_id: shop.shop.id, order_id: made },
      body: { number: `INV-${made.slice(-8)}` },
    });

  await goTo(page, `${server.url}/shops/${shop.shop.id}`);
  // Two of three gave the goods four stars or five.
  await page
    .getByText(t("reviews.positive", { percent: 66 }))
    .first()
    .waitFor();
  await page.getByRole("heading", { name: t("reviews.shopTitle") }).scrollIntoViewIfNeeded();
  await shot(desk, `${size}-shop`);
  await goTo(page, `${server.url}/products/${shop.product.id}`);
  await page
    .getByText(t("reviews.positive", { percent: 66 }))
    .first()
    .waitFor();
  await page.getByRole("heading", { name: t("reviews.title"), exact: true }).scrollIntoViewIfNeeded();
  await shot(desk, `${size}-product`);
  await goTo(page, `${server.url}/sell/reviews`);
  await page.getByText("很甜，就是路上有两个压坏了。").first().waitFor();
  await shot(desk, `${size}-reviews`);
  expect(desk.complaints).toEqual([]);
  await desk.device.close();
});

async function allInvoices(state: "requested"): Promise<string[]> {
  const { data } = await owner.call("listShopInvoices", { params: { shop_id: shop.shop.id }, query: { state } });
  return data.map((one) => one.order_id);
}
