import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trainingAnswers, trainingQuestions } from "../../contract/law.ts";
import { openBrowser, sizes } from "../kit/browser.ts";
import { publishWithFfmpeg, type Encoder } from "../kit/ffmpeg.ts";
import { openShop } from "../kit/market.ts";
import {
  signInByCode,
  sitDown,
  startServerWithWeb,
  watchMovingPicture,
  type OnScreen,
} from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";

const day_ms = 24 * 3600_000;
const title = "今天摘的桃";
const line = "这桃有多大？";
/** That there is a picture at all, on two cores shared with the encoder and three browsers. How soon is measured in bench/. */
const picture_alive_max_ms = 10_000;

let server: TestServer;
let browser: Browser;
let shop: Awaited<ReturnType<typeof openShop>>;
let encoder: Encoder | null = null;
let key = "";
let orderPage = "";
let host: OnScreen;
let viewer: OnScreen;
let guest: OnScreen;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  shop = await openShop(await server.demo("host"));
  const { url } = server;
  host = await sitDown(browser, { url, size: "desktop", locale: "en" });
  await host.device.grantPermissions(["clipboard-read", "clipboard-write"]);
  viewer = await sitDown(browser, { url, size: "phone", locale: "zh-CN" });
  guest = await sitDown(browser, { url, size: "desktop", locale: "en" });
});
afterAll(async () => {
  await encoder?.kill();
  await browser.close();
  await server.stop();
});

describe("the first real sale, on screen", () => {
  it("a host signs in, prepares a session, and sees the picture of a real encoder", async () => {
    const { page, t } = host;
    await page.goto(`${server.url}/studio`);
    await page
      .getByRole("main")
      .getByRole("button", { name: t("frame.signIn") })
      .click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: t("signIn.host"), exact: true })
      .click();

    await page.getByLabel(t("studio.session.name")).fill(title);
    await page.getByRole("button", { name: t("studio.bag.add") }).click();
    const picker = page.getByRole("dialog");
    await picker.getByRole("checkbox", { name: shop.product.title }).check();
    await picker.getByRole("button", { name: t("studio.bag.done") }).click();
    await page.getByRole("button", { name: t("studio.session.create"), exact: true }).click();
    await page.getByText(t("studio.air.needPicture")).waitFor();
    expect(await page.getByRole("button", { name: t("studio.air.go") }).isDisabled()).toBe(true);

    await page.getByRole("button", { name: t("studio.key.create") }).click();
    await page.getByRole("button", { name: `${t("common.copy")} ${t("studio.key.secret")}` }).click();
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\S{16,}$/);
    key = await page.evaluate(() => navigator.clipboard.readText());

    encoder = publishWithFfmpeg(server.rtmp, key);
    await page.getByText(t("studio.encoder.connected"), { exact: true }).first().waitFor();
    await watchMovingPicture(host);
    await page.getByText("720×1280").first().waitFor();
    // Until the host says so, nobody else sees anything.
    expect((await server.guest("listRooms")).data).toEqual([]);
  });

  it("may not go on air before the training, which is one link away and leads back", async () => {
    const { page, t } = host;
    expect(await page.getByRole("button", { name: t("studio.air.go") }).isDisabled()).toBe(true);
    await page
      .getByRole("link", { name: t("cockpit.check.trainingLink") })
      .filter({ visible: true })
      .first()
      .click();
    for (const question of trainingQuestions)
      await page
        .getByRole("group", { name: t(`training.question.${question}.ask`) })
        .getByRole("radio", { name: t(`training.question.${question}.${trainingAnswers[question]}`) })
        .check();
    await page.getByRole("button", { name: t("training.send") }).click();
    await page
      .getByRole("link", { name: t("training.toStudio") })
      .first()
      .click();
    await page.getByText(t("studio.air.ready")).waitFor();
  });

  it("goes on air and pins a product", async () => {
    const { page, t } = host;
    await page.getByRole("button", { name: t("studio.air.go") }).click();
    await page.getByRole("button", { name: t("studio.live.pinName", { title: shop.product.title }) }).click();
    await page.getByText(t("studio.live.pinned"), { exact: true }).first().waitFor();
    await watchMovingPicture(host);
    await expect
      .poll(async () => (await server.guest("listRooms")).data[0]?.session?.pinned_product_id)
      .toBe(shop.product.id);
  });

  it("a guest on a phone comes from the front page and sees the picture move", async () => {
    const { page } = viewer;
    await page.goto(server.url);
    await page.getByRole("link", { name: new RegExp(title) }).click();
    await page.waitForURL(/\/rooms\//);
    const tookMs = await watchMovingPicture(viewer);
    expect(tookMs).toBeLessThan(picture_alive_max_ms);
    await guest.page.goto(page.url());
    await watchMovingPicture(guest);
  });

  it("who talks signs in on the way, and the others read it", async () => {
    const { page, t } = viewer;
    const field = page.getByRole("textbox", { name: t("room.say") });
    await field.fill(line);
    await page.getByRole("button", { name: t("room.send"), exact: true }).click();
    await signInByCode(server, viewer, "xiaoman@example.org");
    await page.getByRole("log").getByText(line).waitFor();
    await guest.page.getByRole("log").getByText(line).waitFor();
    await host.page.getByText(line).first().waitFor();
    await expect.poll(() => field.inputValue()).toBe("");
  });

  it("buys what is pinned: a new address, two taps on pay, one order, paid on the provider's page", async () => {
    const { page, t } = viewer;
    await page.getByRole("button", { name: t("room.buy"), exact: true }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("radio", { name: shop.product.variants[0]?.title ?? "" }).click();
    await sheet.getByRole("button", { name: t("buy.addAddress"), exact: true }).click();
    for (const [label, value] of [
      ["address.name", "张小满"],
      ["address.phone", "13800138000"],
      ["address.city", "西安"],
      ["address.district", "雁塔区"],
      ["address.street", "小寨东路 1 号"],
    ] as const)
      await sheet.getByRole("textbox", { name: t(label) }).fill(value);
    await sheet.getByRole("combobox", { name: t("address.region") }).selectOption("陕西省");
    await sheet.getByRole("button", { name: t("buy.saveAddress") }).click();
    await sheet.getByText("小寨东路 1 号").waitFor();
    const pay = sheet.getByRole("button", { name: t("buy.pay", { amount: "¥35.90" }) });
    await pay.dblclick();
    await page.waitForURL(/\/sandbox\/pay\//);
    expect((await orders()).length).toBe(1);

    await page.locator('button[name="decision"][value="pay"]').click();
    await page.waitForURL(/\/orders\//);
    await page.getByRole("heading", { name: t("order.head.to_ship") }).waitFor();
    // The picture's time went into the order: the moment is kept.
    await page.getByText(title).first().waitFor();
    const [order] = await orders();
    expect(order).toMatchObject({ state: "to_ship", total: { amount: 3590 } });
    expect(order?.moment).toMatchObject({ session_title: title });
    // The show goes on: the way back to it stands on the first screen, above the menu.
    const back = page.getByRole("link", { name: t("order.backToShow", { host: order?.moment?.host.name ?? "" }) });
    const stands = await back.boundingBox();
    expect((stands?.y ?? sizes.phone.height) + (stands?.height ?? 0)).toBeLessThan(sizes.phone.height - 56);
    await guest.page.getByRole("log").getByText(shop.product.title).waitFor();
    await host.page.getByText(host.t("studio.live.ticker")).first().waitFor();
  });

  it("the encoder drops: viewers are told to wait, and the picture comes back by itself", async () => {
    await encoder?.kill();
    await guest.page.getByText(guest.t("room.interruptedTitle")).waitFor();
    await host.page.getByRole("alert").getByText(host.t("studio.live.interrupted")).waitFor();
    encoder = publishWithFfmpeg(server.rtmp, key);
    await guest.page.getByText(guest.t("room.interruptedTitle")).waitFor({ state: "detached" });
    expect(await watchMovingPicture(guest)).toBeLessThan(picture_alive_max_ms);
    await host.page.getByText(host.t("studio.live.interrupted")).waitFor({ state: "detached" });
  });

  it("the merchant ships and the buyer confirms", async () => {
    const merchant = await host.device.newPage();
    const { t } = host;
    await merchant.goto(`${server.url}/shop`);
    const parts = merchant.getByRole("navigation", { name: t("sell.places") });
    await parts.getByRole("link", { name: t("sell.orders"), exact: true }).click();
    await merchant.getByRole("link", { name: new RegExp(shop.product.title) }).click();
    await merchant.getByRole("button", { name: t("sell.order.ship"), exact: true }).click();
    const sheet = merchant.getByRole("dialog");
    await sheet.getByRole("textbox", { name: t("sell.order.tracking") }).fill("SF1357924680");
    await sheet.getByRole("button", { name: t("sell.order.shipAction") }).click();
    await merchant.getByText(t("states.order.shipped"), { exact: true }).first().waitFor();
    await merchant.close();

    await viewer.page.getByText("SF1357924680", { exact: true }).waitFor();
    await viewer.page.getByRole("button", { name: viewer.t("order.receive"), exact: true }).click();
    await viewer.page.getByRole("button", { name: viewer.t("order.receiveAction") }).click();
    await viewer.page.getByRole("heading", { name: viewer.t("order.head.received") }).waitFor();
    orderPage = viewer.page.url();
    expect((await orders())[0]?.shipment?.tracking_number).toBe("SF1357924680");
  });

  it("the buyer goes back to the room of the kept moment, and the picture is there", async () => {
    await viewer.page.getByRole("link", { name: viewer.t("order.toRoom") }).click();
    await viewer.page.waitForURL(/\/rooms\//);
    expect(await watchMovingPicture(viewer)).toBeLessThan(picture_alive_max_ms);
  });

  it("the host ends, and everybody sees that it is over", async () => {
    const { page, t } = host;
    await page.getByRole("button", { name: t("studio.live.end"), exact: true }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: t("studio.live.endAction") })
      .click();
    await page.waitForURL(/\/recap$/);
    // Its own recap says that it is over, with everything that was sold.
    await page.getByText(t("studio.recap.notEnded")).waitFor({ state: "detached" });
    await page.getByText(t("studio.recap.gross", { amount: "¥35.90" })).waitFor();
    for (const { page: room, t: words } of [viewer, guest])
      await room.getByRole("heading", { name: words("room.endedTitle") }).waitFor();
    expect((await server.guest("listRooms")).data).toEqual([]);
    await encoder?.kill();
  });

  it("the money settles, and the merchant's page shows it to the cent", async () => {
    const { page, t } = host;
    await server.turn(7 * day_ms + 1000);
    const quoted = (await orders())[0]?.fees;
    await page.goto(`${server.url}/sell/money`);
    const receives = quoted?.shop_receives.amount ?? 0;
    expect(receives).toBeGreaterThan(3000);
    const balance = page.locator("section").filter({ hasText: t("sell.account.availableText") });
    const shown = async (): Promise<string> => (await balance.innerText()).replaceAll(/\s/g, "");
    await expect.poll(shown, { timeout: 10_000 }).toContain(`¥${(receives / 100).toFixed(2)}`);
    expect(await shown()).toContain(`${t("sell.account.escrow").replaceAll(" ", "")}¥0.00`);
    await page.getByText(t("sell.kinds.settle_shop")).filter({ visible: true }).first().waitFor();
    await viewer.page.goto(orderPage);
    await viewer.page.getByRole("heading", { name: viewer.t("order.head.success") }).waitFor();
  });

  it("nothing broke on anybody's screen", () => {
    expect({ host: host.complaints, viewer: viewer.complaints, guest: guest.complaints }).toEqual({
      host: [],
      viewer: [],
      guest: [],
    });
  });
});

/** What the shop was ordered, newest first. */
async function orders() {
  const owner = await server.demo("host");
  return (await owner.call("listShopOrders", { params: { shop_id: shop.shop.id } })).data;
}
