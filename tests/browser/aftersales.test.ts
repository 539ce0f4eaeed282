import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Aftersale } from "../../contract/aftersales.ts";
import type { Order } from "../../contract/orders.ts";
import { openBrowser } from "../kit/browser.ts";
import { addAddress, buy, jpeg, openShop, until } from "../kit/market.ts";
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
  merchant = await server.demo("merchant");
  operator = await server.demo("operator");
  shop = await openShop(merchant);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Where pictures of what was seen are put, for whoever looks at them; nowhere otherwise. */
const pictures = process.env["AFTERSALE_PICTURES"];
const show = async (seen: OnScreen, name: string): Promise<void> => {
  if (pictures !== undefined) await seen.page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
};
async function received(buyer: Person, quantity: number): Promise<Order> {
  const order = await buy(buyer, { variant: shop.small, quantity, address: await addAddress(buyer) });
  const params = { shop_id: shop.shop.id, order_id: order.id };
  await merchant.call("shipOrder", { params, body: { carrier: "顺丰", tracking_number: "SF1000000001" } });
  return buyer.call("receiveOrder", { params: { order_id: order.id } });
}
async function selling(locale: "zh-CN" | "en"): Promise<OnScreen> {
  const seen = await sitDown(browser, { url: server.url, size: "desktop", locale, token: merchant.token });
  await seen.page.addInitScript((id) => localStorage.setItem("laotie.shop", id), shop.shop.id);
  return seen;
}
type Act = "agree" | "send_back" | "receive" | "dispute" | "give_evidence" | "rule_for_buyer";
/** Opens an action's sheet. */
async function open({ page, t }: OnScreen, action: Act): Promise<Locator> {
  await page.getByRole("button", { name: t(`aftersale.acts.${action}`), exact: true }).click();
  return page.getByRole("dialog");
}
async function send({ t }: OnScreen, sheet: Locator, action: Act): Promise<void> {
  await sheet.getByRole("button", { name: t(`aftersale.acts.${action}`), exact: true }).click();
  await sheet.waitFor({ state: "detached" });
}
const photo = async (color: string) => ({
  name: "photo.jpg",
  mimeType: "image/jpeg",
  buffer: Buffer.from(await jpeg(color)),
});
const stateOf = async (person: Person, id: string): Promise<Aftersale["state"]> =>
  (await person.call("getAftersale", { params: { aftersale_id: id } })).state;

describe("a return in zh-CN: the buyer on a phone, the seller at a desk", () => {
  let buyer: Person;
  let order: Order;
  let buying: OnScreen;
  let desk: OnScreen;
  let id = "";
  beforeAll(async () => {
    buyer = await server.signIn("returns-on-a-phone@example.org", "zh-CN");
    order = await received(buyer, 3);
    buying = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN", token: buyer.token });
    desk = await selling("zh-CN");
  });

  it("the buyer asks for two of three back, with a picture", async () => {
    const { page, t } = buying;
    await goTo(page, `${server.url}/orders/${order.id}`);
    await page.getByRole("link", { name: t("order.aftersale.apply"), exact: true }).click();
    await page.getByRole("radio", { name: t("aftersale.ways.return_refund"), exact: true }).check();
    // Nothing is sent without a reason.
    await page.getByRole("button", { name: t("aftersale.apply.submit"), exact: true }).click();
    await page.getByRole("alert").getByText(t("aftersale.apply.chooseReason")).waitFor();
    await page.getByRole("combobox", { name: t("aftersale.reason") }).selectOption("quality");
    await page.getByRole("button", { name: t("common.fewer"), exact: true }).click();
    await page.getByRole("textbox", { name: t("aftersale.apply.description") }).fill("两箱压坏了");
    await page.locator("input[type=file]").setInputFiles(await photo("#884422"));
    await page.getByRole("button", { name: t("common.removePicture") }).waitFor();
    await show(buying, "apply-phone-zh");
    await page.getByRole("button", { name: t("aftersale.apply.submit"), exact: true }).click();
    await page.getByRole("heading", { name: t("aftersale.head.buyer.applied") }).waitFor();
    id = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await show(buying, "applied-phone-zh");
    const made = await buyer.call("getAftersale", { params: { aftersale_id: id } });
    expect(made).toMatchObject({
      amount: { amount: 5980 },
      lines: [{ quantity: 2 }],
      pictures: [{ object: "picture" }],
    });
    expect(buying.complaints).toEqual([]);
  });

  it("while it runs for everything in the order, the way leads to it and not to a second one", async () => {
    const { page, t } = buying;
    await goTo(page, `${server.url}/orders/${order.id}`);
    await page.getByText(t("order.aftersale.taken")).waitFor();
    expect(await page.getByRole("link", { name: t("order.aftersale.apply"), exact: true }).count()).toBe(0);
    await goTo(page, `${server.url}/orders/${order.id}/aftersale`);
    await page.getByRole("link", { name: t("aftersale.apply.toAftersale") }).click();
    await page.getByRole("heading", { name: t("aftersale.head.buyer.applied") }).waitFor();
    expect(buying.complaints).toEqual([]);
  });

  it("the seller finds it, and agrees with an address for the goods", async () => {
    const { page, t } = desk;
    await goTo(page, `${server.url}/sell/aftersales`);
    await show(desk, "sell-list-desktop-zh");
    await page
      .getByRole("link", { name: /水蜜桃/ })
      .first()
      .click();
    await page.getByRole("heading", { name: t("aftersale.head.seller.applied") }).waitFor();
    await show(desk, "sell-applied-desktop-zh");
    const sheet = await open(desk, "agree");
    await sheet.getByLabel(t("aftersale.address.name")).fill("退货组");
    await sheet.getByLabel(t("aftersale.address.phone")).fill("0571-88880000");
    await sheet.getByLabel(t("aftersale.address.text")).fill("杭州市西湖区文三路 1 号");
    await show(desk, "sell-agree-desktop-zh");
    await send(desk, sheet, "agree");
    await page.getByRole("heading", { name: t("aftersale.head.seller.await_return") }).waitFor();
    expect(desk.complaints).toEqual([]);
  });

  it("the buyer sends it to that address", async () => {
    const { page, t } = buying;
    await goTo(page, `${server.url}/aftersales`);
    await page.getByRole("link", { name: /水蜜桃/ }).waitFor();
    await show(buying, "list-phone-zh");
    await page.getByRole("link", { name: /水蜜桃/ }).click();
    await page.getByText("杭州市西湖区文三路 1 号").waitFor();
    await show(buying, "await-return-phone-zh");
    const sheet = await open(buying, "send_back");
    await sheet.getByRole("textbox", { name: t("aftersale.tracking") }).fill("SF9000000002");
    await show(buying, "send-back-phone-zh");
    await send(buying, sheet, "send_back");
    await page.getByRole("heading", { name: t("aftersale.head.buyer.returned") }).waitFor();
    expect(buying.complaints).toEqual([]);
  });

  it("the seller takes it in, puts one back on sale, and the money is back", async () => {
    await goTo(desk.page, `${server.url}/sell/aftersales/${id}`);
    await desk.page.getByText("SF9000000002").first().waitFor();
    const sheet = await open(desk, "receive");
    await sheet.getByRole("combobox").selectOption("1");
    await show(desk, "sell-receive-desktop-zh");
    await send(desk, sheet, "receive");
    await until(async () => (await stateOf(buyer, id)) === "success");
    await desk.page.reload();
    await desk.page.getByRole("heading", { name: desk.t("aftersale.head.seller.success") }).waitFor();
    await show(desk, "sell-success-desktop-zh");
    await goTo(buying.page, `${server.url}/aftersales/${id}`);
    await buying.page.getByRole("heading", { name: buying.t("aftersale.head.buyer.success") }).waitFor();
    await show(buying, "success-phone-zh");
    await goTo(buying.page, `${server.url}/orders/${order.id}`);
    await buying.page.getByText(buying.t("order.refunded"), { exact: true }).waitFor();
    await show(buying, "order-after-phone-zh");
    expect([...buying.complaints, ...desk.complaints]).toEqual([]);
  });
});

describe("a dispute in en", () => {
  let buyer: Person;
  let buying: OnScreen;
  let desk: OnScreen;
  let ruling: OnScreen;
  let one: Aftersale;
  beforeAll(async () => {
    buyer = await server.signIn("disputes@example.org", "en");
    const order = await received(buyer, 1);
    one = await buyer.call("applyAftersale", {
      params: { order_id: order.id },
      body: { way: "return_refund", reason: "not_as_described", description: "These are not the peaches I saw." },
    });
    await merchant.call("actAsSeller", {
      params: { shop_id: shop.shop.id, aftersale_id: one.id },
      body: { action: "refuse", version: 1, note: "They are what the page shows." },
    });
    buying = await sitDown(browser, { url: server.url, size: "phone", locale: "en", token: buyer.token });
    desk = await selling("en");
    ruling = await sitDown(browser, { url: server.url, size: "desktop", locale: "en", token: operator.token });
  });

  it("the buyer calls the platform, and both sides show what they have", async () => {
    const { page, t } = buying;
    await goTo(page, `${server.url}/aftersales/${one.id}`);
    await page.getByText("They are what the page shows.").waitFor();
    await show(buying, "refused-phone-en");
    const sheet = await open(buying, "dispute");
    await sheet.getByRole("textbox", { name: t("aftersale.noteRequired") }).fill("Half of them are green.");
    await sheet.locator("input[type=file]").setInputFiles(await photo("#335533"));
    await sheet.getByRole("button", { name: t("common.removePicture") }).waitFor();
    await show(buying, "dispute-sheet-phone-en");
    await send(buying, sheet, "dispute");
    await page.getByRole("heading", { name: t("aftersale.head.gathering.buyer") }).waitFor();
    await show(buying, "dispute-phone-en");
    await goTo(desk.page, `${server.url}/sell/aftersales/${one.id}`);
    const evidence = await open(desk, "give_evidence");
    await evidence.getByRole("textbox", { name: t("aftersale.noteRequired") }).fill("Packed ripe, see the picture.");
    await evidence.locator("input[type=file]").setInputFiles(await photo("#dd8866"));
    await evidence.getByRole("button", { name: t("common.removePicture") }).waitFor();
    await send(desk, evidence, "give_evidence");
    await desk.page.getByText("Packed ripe, see the picture.").waitFor();
    await show(desk, "sell-dispute-desktop-en");
    expect([...buying.complaints, ...desk.complaints]).toEqual([]);
  });

  it("while evidence may come the operator is not asked to decide, and it is not counted as waiting for that", async () => {
    const { page, t } = ruling;
    await goTo(page, `${server.url}/desk/aftersales/${one.id}`);
    await page.getByRole("heading", { name: t("aftersale.head.gathering.operator") }).waitFor();
    await page.getByText(t("aftersale.takingEvidence"), { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: t("aftersale.acts.rule_for_buyer") }).count()).toBe(0);
    await show(ruling, "desk-gathering-desktop-en");
    await goTo(page, `${server.url}/desk`);
    await page.getByRole("link", { name: `1 ${t("operator.overview.gathering")}` }).waitFor();
    expect(await page.getByText(t("operator.overview.disputes")).count()).toBe(0);
    await show(ruling, "desk-overview-desktop-en");
    expect(ruling.complaints).toEqual([]);
  });

  it("the operator sees both, rules for the buyer, and it is carried out", async () => {
    const { page, t } = ruling;
    await server.turn(72 * 3600_000);
    await goTo(page, `${server.url}/desk`);
    await page.getByRole("link", { name: `1 ${t("operator.overview.disputes")}` }).waitFor();
    await goTo(page, `${server.url}/desk/aftersales`);
    await page
      .getByRole("link", { name: /水蜜桃/ })
      .first()
      .waitFor();
    await show(ruling, "desk-list-desktop-en");
    await page
      .getByRole("link", { name: /水蜜桃/ })
      .first()
      .click();
    await page.getByRole("heading", { name: t("aftersale.head.operator.dispute") }).waitFor();
    await show(ruling, "desk-dispute-desktop-en");
    const sheet = await open(ruling, "rule_for_buyer");
    await sheet.getByRole("textbox", { name: t("aftersale.noteRequired") }).fill("The picture shows unripe fruit.");
    await sheet.getByRole("checkbox", { name: t("aftersale.goodsBackChoice") }).uncheck();
    await show(ruling, "desk-rule-desktop-en");
    await send(ruling, sheet, "rule_for_buyer");
    await page.getByRole("heading", { name: t("aftersale.head.operator.platform_confirmed") }).waitFor();
    await goTo(buying.page, `${server.url}/aftersales/${one.id}`);
    await buying.page.getByText("The picture shows unripe fruit.").first().waitFor();
    await show(buying, "ruled-phone-en");
    await server.turn(24 * 3600_000);
    await until(async () => (await stateOf(buyer, one.id)) === "success");
    await page.reload();
    await page.getByRole("heading", { name: t("aftersale.head.operator.success") }).waitFor();
    await show(ruling, "desk-success-desktop-en");
    expect([...buying.complaints, ...ruling.complaints]).toEqual([]);
  });
});
