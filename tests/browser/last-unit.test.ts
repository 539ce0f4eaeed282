import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../kit/browser.ts";
import { addAddress, openShop, until } from "../kit/market.ts";
import { sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
let owner: Person;
let shop: Awaited<ReturnType<typeof openShop>>;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  owner = await server.demo("merchant");
  shop = await openShop(owner, { small: 5, large: 1 });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const orders = async () => (await owner.call("listShopOrders", { params: { shop_id: shop.shop.id } })).data;
const payPage = /\/sandbox\/pay\//;

/** A buyer with an address whose next tap would order one of this option. */
async function readyToPay(buyer: Person, option: string, locale: "en" | "zh-CN"): Promise<OnScreen> {
  const { url } = server;
  const seen = await sitDown(browser, { url, size: "phone", locale, token: buyer.token });
  const { page, t } = seen;
  await page.goto(`${url}/products/${shop.product.id}`);
  await page.getByRole("button", { name: t("product.choose") }).click();
  await page.getByRole("dialog").getByRole("radio", { name: option, exact: true }).click();
  await until(() => payButton(seen).isEnabled());
  return seen;
}
const payButton = ({ page, t }: OnScreen) =>
  page.getByRole("dialog").getByRole("button", { name: t("buy.pay", { amount: "" }).trim() });

describe("two screens at once", () => {
  it("the last unit goes to one of two buyers, and the other reads that it is gone", async () => {
    const first = await server.signIn("first@example.org");
    const second = await server.signIn("second@example.org");
    await Promise.all([addAddress(first), addAddress(second)]);
    const screens = [await readyToPay(first, "12 个", "zh-CN"), await readyToPay(second, "12 个", "en")];
    await Promise.all(screens.map((screen) => payButton(screen).click()));
    const ended = await Promise.all(
      screens.map((screen) =>
        Promise.race([
          screen.page.waitForURL(payPage).then(() => "pays" as const),
          screen.page
            .getByRole("alert")
            .getByText(screen.t("buy.onlyLeft", { count: 0 }))
            .waitFor()
            .then(() => "sold out" as const),
        ]),
      ),
    );
    expect(ended.toSorted()).toEqual(["pays", "sold out"]);
    expect((await orders()).length).toBe(1);
    const loser = screens[ended.indexOf("sold out")];
    // Nothing is left to press, and the other option is still there to be chosen.
    await loser?.page.getByRole("radio", { name: "12 个", exact: true, disabled: true }).waitFor();
    await until(async () => (await loser?.page.getByRole("radio", { name: "6 个", exact: true }).isEnabled()) ?? null);
    for (const [at, { complaints, device }] of screens.entries()) {
      // The browser itself notes the refusal that the buyer was just told about, and nothing else.
      expect(complaints.map((one) => one.includes("409"))).toEqual(ended[at] === "pays" ? [] : [true]);
      await device.close();
    }
  });

  it("two tabs of one buyer pay one order once", async () => {
    const buyer = await server.signIn("two-tabs@example.org");
    const address = await addAddress(buyer);
    const order = await buyer.call("placeOrder", {
      body: {
        lines: [{ variant_id: shop.small, quantity: 1 }],
        address_id: address.id,
        moment: null,
        expected_total: null,
      },
    });
    const { url } = server;
    const one = await sitDown(browser, { url, size: "phone", locale: "zh-CN", token: buyer.token });
    const { t } = one;
    const pages = [one.page, await one.device.newPage()];
    for (const page of pages) await page.goto(`${url}/orders/${order.id}`);
    const buttons = pages.map((page) =>
      page.getByRole("button", { name: t("order.pay", { amount: "¥35.90" }), exact: true }),
    );
    await Promise.all(buttons.map((button) => button.click()));
    await Promise.all(pages.map((page) => page.waitForURL(payPage)));
    await Promise.all(pages.map((page) => page.locator('button[name="decision"][value="pay"]').click()));
    await Promise.all(
      pages.map(async (page) => {
        // The slower tab is told that it is paid already, and goes back from there.
        await until(async () => {
          if (/\/orders\//.test(page.url())) return true;
          const back = page.locator("a.button");
          if ((await back.count().catch(() => 0)) > 0) await back.click().catch(() => undefined);
          return null;
        });
        await page.getByRole("heading", { name: t("order.head.to_ship") }).waitFor();
      }),
    );
    const { data } = await buyer.call("listMyOrders");
    expect(data.map(({ state }) => state)).toEqual(["to_ship"]);
    const balance = await owner.call("getShopBalance", { params: { shop_id: shop.shop.id } });
    expect(balance.escrow.amount).toBe(3590);
    const operator = await server.demo("operator");
    expect(await operator.call("checkLedger")).toMatchObject({ ok: true, problems: [] });
    expect(one.complaints).toEqual([]);
  });
});
