import { sql } from "kysely";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../kit/browser.ts";
import { addAddress, buy, openShop, until } from "../kit/market.ts";
import { goTo, sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
let operator: Person;
let phone: OnScreen;
let desktop: OnScreen;
let day = "";
let order_id = "";

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  operator = await server.demo("operator");
  const { small } = await openShop(await server.demo("merchant"));
  const buyer = await server.demo("viewer");
  const order = await buy(buyer, { variant: small, quantity: 2, address: await addAddress(buyer) });
  order_id = order.id;
  day = new Intl.DateTimeFormat("en-CA", { timeZone: server.ctx.config.time_zone, dateStyle: "short" }).format(
    new Date(server.clock.nowMs()),
  );
  await sql`update sandbox.payment set amount = amount - 10
    where id = (select payment_id from payments.intent where order_id = ${order.id})`.execute(server.ctx.db.reader);
  const { url } = server;
  const { token } = operator;
  phone = await sitDown(browser, { url, size: "phone", locale: "zh-CN", token });
  desktop = await sitDown(browser, { url, size: "desktop", locale: "en", token });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

it("an operator has today compared, and sees what differs, on a phone", async () => {
  const { page, t } = phone;
  await goTo(page, `${server.url}/desk/statements`);
  await page.getByText(t("statements.none"), { exact: true }).waitFor();
  await page.getByRole("button", { name: t("statements.compareDay") }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel(t("statements.day")).fill(day);
  await sheet.getByRole("button", { name: t("statements.compare") }).click();
  await sheet.waitFor({ state: "detached" });
  await page.getByRole("link", { name: new RegExp(day) }).click();
  await page.getByText(t("statements.hints.amount_differs")).waitFor();
  expect(await page.getByText("¥65.70").count()).toBeGreaterThan(0);
});

it("another explains it on a desktop, has it compared again, and takes the file along", async () => {
  const { page, t } = desktop;
  await goTo(page, `${server.url}/desk/statements`);
  await page.getByRole("link", { name: new RegExp(day) }).click();
  await page.getByRole("button", { name: t("statements.explain") }).click();
  const ask = page.getByRole("alertdialog");
  await ask.getByRole("button", { name: t("statements.explain") }).click();
  await ask.getByText(t("statements.remarkNeeded")).waitFor();
  await ask.getByRole("textbox").fill("Ten fen rounded off at the provider; confirmed with them.");
  await ask.getByRole("button", { name: t("statements.explain") }).click();
  await page.getByText("Ten fen rounded off").waitFor();
  await page.getByText(t("statements.standing.explained"), { exact: true }).waitFor();
  const saved = page.waitForEvent("download");
  await page.getByRole("button", { name: t("operator.exportCsv") }).click();
  expect((await saved).suggestedFilename()).toBe(`statement-sandbox-${day}.csv`);
  const before = (await operator.call("getReconciliation", { params: { provider: "sandbox", day } })).ran_at;
  await page.getByRole("button", { name: t("statements.again") }).click();
  await until(
    async () =>
      (await operator.call("getReconciliation", { params: { provider: "sandbox", day } })).ran_at !== before || null,
  );
  await page.getByText(t("statements.standing.explained"), { exact: true }).waitFor();
  await goTo(page, `${server.url}/desk/statements`);
  await page.getByRole("link", { name: new RegExp(day) }).waitFor();
});

it("finds a payment by what the provider calls it, and opens it, on a phone and a desktop", async () => {
  const [paid] = (await operator.call("searchPayments", { query: { q: order_id } })).data;
  const transaction = paid?.transaction_id ?? "";
  expect(transaction).toMatch(/^sbp_/);
  for (const { page, t } of [phone, desktop]) {
    await goTo(page, `${server.url}/desk/payments`);
    const row = page.getByRole("button", { name: t("paymentDesk.open", { id: paid?.id ?? "" }) });
    await row.waitFor();
    await page.getByLabel(t("paymentDesk.find")).fill(transaction.slice(0, -1));
    await page.getByText(t("paymentDesk.noneFound")).waitFor();
    await page.getByLabel(t("paymentDesk.find")).fill(transaction);
    await row.click();
    const sheet = page.getByRole("dialog");
    await sheet.getByText(transaction).first().waitFor();
    await sheet.getByText(t("paymentDesk.noRefunds")).waitFor();
    await sheet.getByRole("link", { name: order_id }).click();
    await page
      .getByRole("dialog")
      .getByRole("link", { name: t("paymentDesk.ofOrder") })
      .click();
    await row.waitFor();
    expect(new URL(page.url()).searchParams.get("q")).toBe(order_id);
  }
});

it("nothing broke on anybody's screen", () => {
  expect({ phone: phone.complaints, desktop: desktop.complaints }).toEqual({ phone: [], desktop: [] });
});
