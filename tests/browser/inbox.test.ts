import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Locale } from "../../contract/errors.ts";
import { axeFindings } from "../kit/axe.ts";
import { openBrowser, type Size } from "../kit/browser.ts";
import { addAddress, buy, openShop } from "../kit/market.ts";
import { sitDown, startServerWithWeb } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const seats: readonly (readonly [Locale, Size])[] = [
  ["zh-CN", "phone"],
  ["en", "desktop"],
];

describe.each(seats)("in %s on a %s", (locale, size) => {
  it("a buyer sees the parcel leave, opens it, switches the mail off, and lets the account go", async () => {
    const identifier = `inbox-${size}@example.org`;
    const merchant = await server.demo("merchant");
    const { shop, small } = await openShop(merchant);
    const buyer = await server.signIn(identifier, locale);
    const { page, t, complaints } = await sitDown(browser, { url: server.url, size, locale, token: buyer.token });

    await page.goto(`${server.url}/inbox`);
    await page.getByRole("heading", { name: t("notices.emptyTitle") }).waitFor();
    const order = await buy(buyer, { variant: small, quantity: 1, address: await addAddress(buyer) });
    await merchant.call("shipOrder", {
      params: { shop_id: shop.id, order_id: order.id },
      body: { carrier: "SF", tracking_number: "sf1234567890" },
    });

    // It comes by itself, and the bell counts it.
    const title = locale === "en" ? "Your parcel is on its way" : "包裹已发出";
    const item = page.getByRole("link", { name: new RegExp(title) });
    await item.waitFor();
    await page
      .getByRole("banner")
      .getByRole("link", { name: new RegExp(`^${t("notices.title")}.*2`) })
      .waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await item.click();
    await page.waitForURL(`**/orders/${order.id}`);
    await page
      .getByRole("banner")
      .getByRole("link", { name: new RegExp(`^${t("notices.title")}.*1`) })
      .waitFor();

    await page.goto(`${server.url}/me/notifications`);
    const mail = page.getByRole("switch", {
      name: `${t("notices.kinds.order_shipped")}: ${t("notices.channels.mail")}`,
    });
    await mail.waitFor();
    expect(await mail.getAttribute("aria-checked")).toBe("true");
    await mail.click();
    await expect.poll(() => mail.getAttribute("aria-checked")).toBe("false");
    expect(await axeFindings(page)).toEqual([]);

    await buyer.call("receiveOrder", { params: { order_id: order.id } });
    await server.turn(31_000);
    await page.goto(`${server.url}/me/privacy`);
    await page.getByRole("button", { name: t("privacy.deleteAsk"), exact: true }).click();
    await page
      .getByRole("alertdialog")
      .getByRole("button", { name: t("privacy.deleteAsk"), exact: true })
      .click();
    const proof = page.getByRole("dialog", { name: t("privacy.proof.title") });
    await proof.getByRole("button", { name: t("privacy.proof.sendCode"), exact: true }).click();
    const box = proof.getByLabel(t("privacy.proof.code"));
    await box.waitFor();
    const { data } = await server.guest("readDevInbox", { query: { to: identifier } });
    await box.fill(data.map((one) => /\b(\d{6})\b/.exec(one.text)?.[1]).find((one) => one !== undefined) ?? "");
    await proof.getByRole("button", { name: t("privacy.proof.confirm"), exact: true }).click();
    await page.getByRole("button", { name: t("privacy.keep"), exact: true }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect((await buyer.call("getAccount")).deletion_due_at).not.toBeNull();
    // A refusal that asks for proof is the only thing the browser may have counted as an error.
    expect(complaints.filter((one) => !one.includes("403"))).toEqual([]);
  });
});
