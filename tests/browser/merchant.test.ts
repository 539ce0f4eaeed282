import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "../../contract/errors.ts";
import { openBrowser, type Size } from "../kit/browser.ts";
import { addAddress, buy, jpeg } from "../kit/market.ts";
import { sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
let merchant: Person;
beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  merchant = await server.demo("merchant");
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** A merchant's whole way on one device: a product by file, on sale, an order, shipped by file, and the money. */
describe.each([
  ["en", "phone"],
  ["zh-CN", "desktop"],
] as const satisfies readonly (readonly [Locale, Size])[])("a merchant in %s on a %s", (locale, size) => {
  let seen: OnScreen;
  let shop_id: string;
  let order_id: string;
  const title = `Peaches ${locale}`;
  const sku = `PEACH-${locale}`;

  beforeAll(async () => {
    const shop = await merchant.call("createShop", {
      body: { name: `Orchard ${locale}`, intro: "", dispatch_hours: 48 },
    });
    shop_id = shop.id;
    seen = await sitDown(browser, { url: server.url, size, locale, token: merchant.token });
    await seen.page.addInitScript((id) => localStorage.setItem("laotie.shop", id), shop_id);
  });
  const open = (path: string) => seen.page.goto(`${server.url}${path}`);
  const upload = (text: string) =>
    seen.page
      .getByRole("dialog")
      .locator('input[type="file"]')
      .setInputFiles({ name: "file.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

  it("a new shop sees its way to the first order", async () => {
    const { page, t } = seen;
    await open("/sell");
    await page.getByRole("heading", { name: t("merchant.start.title") }).waitFor();
    await page.getByText(t("merchant.todo.none")).waitFor();
    await page.getByText(t("merchant.overview.empty")).waitFor();
    expect(seen.complaints).toEqual([]);
  });

  it("imports a product after a dry run that names the line at fault", async () => {
    const { page, t } = seen;
    await open("/sell/products");
    await page.getByRole("button", { name: t("merchant.products.import"), exact: true }).click();
    const head = "title,unit,return_policy,option,sku_code,price,initial_stock";
    await upload(`${head}\n${title},box,exempt_perishable,6,${sku},29.90,9\nBad,box,seven_days,1,,free,1\n`);
    const sheet = page.getByRole("dialog");
    await sheet.getByText(t("merchant.importing.price", { line: 3, field: "price" })).waitFor();
    await sheet.getByRole("button", { name: t("merchant.importing.apply", { count: 1 }) }).click();
    await page.getByText(t("merchant.importing.done", { count: 1 })).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("link", { name: title }).waitFor();
    expect((await merchant.call("listShopProducts", { params: { shop_id } })).data).toHaveLength(1);
  });

  it("puts it on sale, and an order that comes in waits on the first page", async () => {
    const { page, t } = seen;
    const [product] = (await merchant.call("listShopProducts", { params: { shop_id } })).data;
    const picture = await merchant.call("createPicture", { body: await jpeg() });
    const [variant] = product?.variants ?? [];
    const params = { shop_id, product_id: product?.id ?? "" };
    await merchant.call("updateProduct", {
      params,
      body: {
        title,
        description: "",
        unit: "box",
        picture_ids: [picture.id],
        return_policy: "exempt_perishable",
        variants: [{ id: variant?.id, title: "6", sku_code: sku, price: 2990 }],
      },
    });
    await open(`/sell/products/${params.product_id}`);
    await page.getByRole("button", { name: t("sell.product.putOn"), exact: true }).click();
    await page.getByRole("button", { name: t("sell.product.takeOff"), exact: true }).waitFor();
    const buyer = await server.signIn(`buyer-${locale.toLowerCase()}@example.org`);
    const order = await buy(buyer, { variant: variant?.id ?? "", quantity: 2, address: await addAddress(buyer) });
    order_id = order.id;
    await open("/sell");
    await page.getByText(t("merchant.todo.toShip", { count: 1 })).waitFor();
    await page.getByText("59.80").first().waitFor();
    await page.getByRole("img", { name: t("merchant.overview.chartLabel", { amount: "¥59.80" }) }).waitFor();
    expect(order.total.amount).toBe(5980);
  });

  it("keeps what is typed when the state changes, and writes over nothing that a colleague saved", async () => {
    const { page, t } = seen;
    const [product] = (await merchant.call("listShopProducts", { params: { shop_id } })).data;
    if (product === undefined) throw new Error("the product of before is there");
    const params = { shop_id, product_id: product.id };
    await open("/sell/products");
    await page.getByRole("link", { name: title }).click();
    const description = page.getByLabel(t("sell.product.description"));
    await description.fill("typed, not saved");
    // Neither a tap nor Back leaves with it before one said so; who stays is where they were.
    const question = page.getByRole("alertdialog");
    const stay = question.getByRole("button", { name: t("common.cancel"), exact: true });
    const leaves = [
      () =>
        page
          .getByRole("navigation", { name: t("sell.places") })
          .getByRole("link", { name: t("sell.orders") })
          .click(),
      () => page.goBack(),
    ];
    for (const leave of leaves) {
      await leave().catch(() => undefined);
      await question.getByText(t("merchant.products.leaveTitle")).waitFor();
      await stay.click();
      await question.waitFor({ state: "detached" });
      await expect.poll(() => new URL(page.url()).pathname).toBe(`/sell/products/${product.id}`);
      expect(await description.inputValue()).toBe("typed, not saved");
    }
    await page.getByRole("button", { name: t("sell.product.takeOff"), exact: true }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: t("sell.product.takeOff"), exact: true })
      .click();
    await page.getByRole("button", { name: t("sell.product.putOn"), exact: true }).click();
    await page.getByRole("button", { name: t("sell.product.takeOff"), exact: true }).waitFor();
    expect(await description.inputValue()).toBe("typed, not saved");
    const [variant] = product.variants;
    await merchant.call("updateProduct", {
      params,
      body: {
        title,
        description: "a colleague's",
        unit: "box",
        picture_ids: product.pictures.map(({ id }) => id),
        return_policy: "exempt_perishable",
        variants: [{ id: variant?.id, title: "6", sku_code: sku, price: 2990 }],
      },
    });
    await page.getByRole("button", { name: t("sell.product.save"), exact: true }).click();
    await page.getByText(t("merchant.products.meanwhile")).waitFor();
    expect(await description.inputValue()).toBe("typed, not saved");
    await page.getByRole("button", { name: t("merchant.products.meanwhileTheirs") }).click();
    await page.getByText(t("merchant.products.meanwhile")).waitFor({ state: "detached" });
    expect(await description.inputValue()).toBe("a colleague's");
    // The refusal is what this test asks for.
    seen.complaints.splice(0);
  });

  it("says which fields are wrong where the button is, and puts the cursor into the first", async () => {
    const { page, t } = seen;
    await open("/sell/products/new");
    await page.getByLabel(t("sell.product.unit")).fill("box");
    await page.getByRole("button", { name: t("sell.product.create"), exact: true }).click();
    const fields = [t("sell.product.name"), t("viewer.category.label"), t("sell.product.returnPolicy")].join(
      t("common.and"),
    );
    await page
      .getByRole("status")
      .getByText(t("common.checkFields", { fields, more: 2 }))
      .waitFor();
    const first = page.getByLabel(t("sell.product.name"), { exact: true });
    expect(await first.evaluate((field) => field === document.activeElement)).toBe(true);
    // An amount of nothing is no threshold: the form says so, and does not stand there mute.
    await open("/sell/shipping");
    await page
      .getByRole("button", { name: t("merchant.shipping.add"), exact: true })
      .first()
      .click();
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel(t("merchant.shipping.name")).fill("Parcel");
    await sheet.getByLabel(t("merchant.shipping.base", { sign: "¥" })).fill("8");
    await sheet.getByLabel(t("merchant.shipping.free", { sign: "¥" })).fill("0");
    await sheet.getByRole("button", { name: t("merchant.shipping.save") }).click();
    await sheet.getByText(t("common.price.small")).waitFor();
    expect(seen.complaints).toEqual([]);
  });

  it("ships it by file: a wrong line is told apart, the right one leaves", async () => {
    const { page, t } = seen;
    await open("/sell/orders");
    await page.getByRole("button", { name: t("merchant.orders.bulkShip"), exact: true }).click();
    await upload(`order_id,carrier,tracking_number\n${order_id},顺丰,SF12345678\nord_none,顺丰,SF12345678\n`);
    const sheet = page.getByRole("dialog");
    await sheet.getByText(t("merchant.ship.check", { ready: 1, same: 0, refused: 1 })).waitFor();
    await sheet.getByRole("button", { name: t("merchant.ship.apply", { count: 1 }) }).click();
    await page
      .getByText(t("merchant.ship.done", { count: 1 }))
      .first()
      .waitFor();
    expect(await merchant.call("getOrder", { params: { order_id } })).toMatchObject({
      state: "shipped",
      shipment: { tracking_number: "SF12345678" },
    });
  });

  it("sees its stock and its money, and nothing on the way complained", async () => {
    const { page, t } = seen;
    await open("/sell/stock");
    await page.getByText(t("merchant.stock.onHand", { count: 7 })).waitFor();
    await open("/sell/money");
    await page.getByRole("heading", { name: t("merchant.money.statement") }).waitFor();
    await page.getByText("59.80").first().waitFor();
    for (const [path, name] of [
      ["/sell/shipping", "merchant.shipping.none"],
      ["/sell/staff", "sell.staff.title"],
      ["/sell/shop", "merchant.look.preview"],
      ["/sell/sessions", "merchant.sessions.none"],
    ] as const) {
      await open(path);
      await page.getByText(t(name)).first().waitFor();
    }
    expect(seen.complaints).toEqual([]);
  });

  it.runIf(size === "phone")("reaches every part of the desk with a thumb", async () => {
    const { page, t } = seen;
    await open("/sell");
    const parts = page.getByRole("navigation", { name: t("sell.places") });
    const width = await page.evaluate(() => innerWidth);
    for (const cell of await parts.locator("li").all()) {
      const box = await cell.boundingBox();
      expect(box === null ? 0 : box.height).toBeGreaterThanOrEqual(44);
      expect(box === null ? width + 1 : box.x + box.width).toBeLessThanOrEqual(width);
    }
    await parts.getByRole("button", { name: t("sell.morePlaces") }).click();
    await page
      .getByRole("dialog")
      .getByRole("link", { name: t("merchant.nav.staff") })
      .click();
    await page.waitForURL(/\/sell\/staff$/);
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // Where one is stays in sight, though it is not one of the first.
    await parts.getByRole("button", { name: t("merchant.nav.staff") }).waitFor();
    expect(seen.complaints).toEqual([]);
  });

  it("reads what the market decided about a product and about the shop, and why", async () => {
    const { page, t } = seen;
    const operator = await server.demo("operator");
    const { data } = await merchant.call("listShopProducts", { params: { shop_id } });
    const product_id = data[0]?.id ?? "";
    await operator.call("takeDownProduct", { params: { product_id }, body: { reason: "The weight is wrong" } });
    await open("/sell/products");
    await page.getByText(t("merchant.market.takenDown")).waitFor();
    await open(`/sell/products/${product_id}`);
    await page.getByText(t("merchant.market.reason", { reason: "The weight is wrong" })).waitFor();
    expect(await page.getByRole("button", { name: t("sell.product.putOn"), exact: true }).isDisabled()).toBe(true);
    await operator.call("closeShop", { params: { shop_id }, body: { reason: "The papers ran out" } });
    await open("/sell/orders");
    await page.getByText(t("merchant.market.closed")).waitFor();
    await page.getByText(t("merchant.market.reason", { reason: "The papers ran out" })).waitFor();
    expect(seen.complaints).toEqual([]);
  });
});
