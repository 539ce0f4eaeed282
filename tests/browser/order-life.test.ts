import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "../../contract/errors.ts";
import type { Order } from "../../contract/orders.ts";
import { openBrowser, type Size } from "../kit/browser.ts";
import { addAddress, buy, openShop } from "../kit/market.ts";
import { goTo, sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
let merchant: Person;
let operator: Person;
let shop: Awaited<ReturnType<typeof openShop>>;
beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  merchant = await server.demo("host");
  operator = await server.demo("operator");
  shop = await openShop(merchant);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Where pictures of what was seen are put, for whoever looks at them; nowhere otherwise. */
const pictures = process.env["ORDER_LIFE_PICTURES"];

/** An order between payment and receipt, as its buyer, its shop and an operator see it, each on their own device. */
describe.each([
  ["zh-CN", "phone"],
  ["en", "desktop"],
] as const satisfies readonly (readonly [Locale, Size])[])("the life of an order in %s on a %s", (locale, size) => {
  let buying: OnScreen;
  let selling: OnScreen;
  let order: Order;
  let buyer: Person;
  const show = async (seen: OnScreen, name: string): Promise<void> => {
    if (pictures !== undefined)
      await seen.page.screenshot({ path: `${pictures}/${name}-${size}-${locale}.png`, fullPage: true });
  };

  beforeAll(async () => {
    buyer = await server.signIn(`life-${size}@example.org`, locale);
    order = await buy(buyer, { variant: shop.small, quantity: 3, address: await addAddress(buyer) });
    buying = await sitDown(browser, { url: server.url, size, locale, token: buyer.token });
    selling = await sitDown(browser, { url: server.url, size, locale, token: merchant.token });
    await selling.page.addInitScript((id) => localStorage.setItem("laotie.shop", id), shop.shop.id);
  });

  it("the buyer asks for another address and an invoice, and reminds the shop", async () => {
    const { page, t } = buying;
    await goTo(page, `${server.url}/orders/${order.id}`);
    await page.getByRole("button", { name: t("order.life.remind"), exact: true }).click();
    await page.getByText(t("order.life.reminded")).waitFor();
    await page.getByRole("button", { name: t("order.life.changeAddress"), exact: true }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("radio").first().click();
    await show(buying, "ask-address");
    await sheet.getByRole("button", { name: t("order.ask.ask"), exact: true }).click();
    await page.getByText(t("order.ask.address.asked")).first().waitFor();
    await page.getByRole("button", { name: t("order.invoice.ask"), exact: true }).click();
    const invoice = page.getByRole("dialog");
    await invoice.getByText(t("order.invoice.kinds.company"), { exact: true }).click();
    await invoice.getByLabel(t("order.invoice.company")).fill("阿里巴巴（中国）有限公司");
    const code = invoice.getByLabel(t("order.invoice.taxNumber"));
    await code.fill("91330100799655058A");
    await invoice.getByRole("button", { name: t("order.invoice.askAction"), exact: true }).click();
    await invoice.getByText(t("order.invoice.taxWrong")).waitFor();
    await code.fill("91330100799655058B");
    await show(buying, "ask-invoice");
    await invoice.getByRole("button", { name: t("order.invoice.askAction"), exact: true }).click();
    await page.getByText(t("order.invoice.states.requested"), { exact: true }).waitFor();
    await show(buying, "buyer-waits");
    expect(buying.complaints).toEqual([]);
  });

  it("the seller agrees, notes it in color, issues the invoice and ships some of it, then the rest", async () => {
    const { page, t } = selling;
    await goTo(page, `${server.url}/sell/orders/${order.id}`);
    await page.getByRole("button", { name: t("sell.asks.accept"), exact: true }).click();
    await page.getByText(t("order.ask.address.accepted"), { exact: true }).first().waitFor();
    await page.getByRole("radio", { name: t("order.flags.red"), exact: true }).click();
    await page.getByLabel(t("sell.remark.text")).fill("周末送");
    await page.getByRole("button", { name: t("sell.remark.save"), exact: true }).click();
    await page.getByText(t("sell.remark.saved")).waitFor();
    await page.getByRole("button", { name: t("sell.invoice.issue"), exact: true }).click();
    await page.getByRole("dialog").getByLabel(t("order.invoice.number")).fill("26317000000123456789");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("sell.invoice.issueAction"), exact: true })
      .click();
    // The form has a field of the same word.
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText(t("order.invoice.states.issued"), { exact: true }).first().waitFor();
    for (const [number, some] of [
      ["SF1000000001", true],
      ["SF1000000002", false],
    ] as const) {
      await page.getByRole("button", { name: t("sell.order.ship"), exact: true }).click();
      const sheet = page.getByRole("dialog");
      if (some) {
        await sheet.getByText(t("sell.parcel.some"), { exact: true }).click();
        await sheet.getByRole("spinbutton").fill("1");
      }
      await sheet.getByRole("textbox", { name: t("sell.order.tracking") }).fill(number);
      await show(selling, some ? "ship-some" : "ship-rest");
      await sheet.getByRole("button", { name: t("sell.order.shipAction"), exact: true }).click();
      await sheet.waitFor({ state: "detached" });
      await page.getByText(number, { exact: true }).waitFor();
      await show(selling, some ? "seller-partly" : "seller-shipped");
    }
    await page
      .getByRole("button", { name: t("sell.parcel.event"), exact: true })
      .first()
      .click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("sell.parcel.eventAction"), exact: true })
      .click();
    await page.getByText(t("order.parcel.states.in_transit"), { exact: true }).first().waitFor();
    expect(selling.complaints).toEqual([]);
  });

  it("the buyer sees both parcels and puts receipt off; the operator sees all of it", async () => {
    const { page, t } = buying;
    await goTo(page, `${server.url}/orders/${order.id}`);
    await page.getByText("SF1000000001", { exact: true }).waitFor();
    await page.getByText("SF1000000002", { exact: true }).waitFor();
    await page.getByRole("button", { name: t("order.life.extend"), exact: true }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: t("order.life.extendAction"), exact: true })
      .click();
    await page.getByText(t("order.life.extended")).first().waitFor();
    await show(buying, "buyer-parcels");
    const seen = await operator.call("getOrder", { params: { order_id: order.id } });
    expect(seen).toMatchObject({
      state: "shipped",
      shop_remark: { flag: "red", text: "周末送" },
      invoice: { state: "issued" },
      asks: [{ kind: "address", state: "accepted" }],
    });
    expect(seen.parcels.map((parcel) => parcel.tracking_number)).toEqual(["SF1000000001", "SF1000000002"]);
    const desk = await sitDown(browser, { url: server.url, size, locale, token: operator.token });
    await goTo(desk.page, `${server.url}/desk/orders?open=${order.id}`);
    await desk.page.getByText("SF1000000002", { exact: true }).first().waitFor();
    await show(desk, "desk-order");
    expect(desk.complaints).toEqual([]);
    await desk.device.close();
  });
});
