import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "../kit/browser.ts";
import { goOnAir, openShop, until, type OnAir } from "../kit/market.ts";
import { goTo, sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

const reason = "Counterfeit goods, seen at 12:40";
let server: TestServer;
let browser: Browser;
let operator: Person;
let air: OnAir | null = null;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  operator = await server.demo("operator");
});
afterAll(async () => {
  await air?.publisher.stop();
  await browser.close();
  await server.stop();
});

async function waiting(name: string, identifier: string): Promise<void> {
  const person = await server.signIn(identifier);
  await person.call("createVerification", {
    body: {
      kind: "host",
      legal_name: name,
      document_kind: "identity_number",
      document_number: "610102199001011234",
      birth_date: "1990-01-01",
      address: "1 Orchard Road",
      contact_phone: "13800138000",
    },
  });
}

/** Answers the question that lies on the page: why, and yes. */
async function confirm({ page, t }: OnScreen, action: string): Promise<void> {
  const question = page.getByRole("alertdialog");
  await question.getByLabel(t("desk.reason")).fill(reason);
  await question.getByRole("button", { name: action, exact: true }).click();
  await question.waitFor({ state: "detached" });
}

async function go(seen: OnScreen, path: string): Promise<void> {
  await goTo(seen.page, `${server.url}${path}`);
  await seen.page.getByRole("heading", { name: seen.t("desk.title") }).waitFor();
}

/** Approves who waits, changes a rule, and finds both with their author in the audit log. */
async function mainPath(seen: OnScreen, name: string, rule: { from: string; to: string }): Promise<void> {
  const { page, t } = seen;
  await go(seen, "/desk");
  await page.getByRole("link", { name: t("operator.overview.pending") }).click();
  await page.getByRole("button", { name: t("desk.verification.open", { name }) }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: t("desk.verification.approve"), exact: true })
    .click();
  const question = page.getByRole("alertdialog");
  await question.getByRole("button", { name: t("desk.verification.approve"), exact: true }).click();
  await page.getByText(t("desk.verification.none"), { exact: true }).waitFor();

  await go(seen, "/desk/settings");
  const ruleName = t("operator.setting.names.unpaid_close_minutes");
  await page.getByRole("button", { name: `${t("operator.setting.change")}: ${ruleName}`, exact: true }).click();
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel(t("operator.setting.value")).fill(rule.to);
  await sheet.getByLabel(t("desk.reason")).fill(reason);
  await sheet.getByRole("button", { name: t("operator.setting.confirm"), exact: true }).click();
  await sheet.waitFor({ state: "detached" });
  const row = page.getByRole("region", { name: ruleName, exact: true });
  await row.getByText(t("operator.setting.units.minutes", { value: Number(rule.to) }), { exact: true }).waitFor();
  await row.getByText(reason).waitFor();

  await go(seen, "/desk/audit?area=settings");
  await page.getByText(t("operator.audit.actions.settings_changed")).first().waitFor();
  await page.getByText(ruleName, { exact: true }).first().waitFor();
  await page.getByText(`${rule.from} → ${rule.to} · ${reason}`).waitFor();
}

describe("an operator's day", () => {
  it("on a desktop: approve, stop a room by keyboard, change a rule, find it all in the audit log", async () => {
    await waiting("Wang Er", "wang@example.org");
    const host = await server.demo("host");
    const { shop, product } = await openShop(host);
    air = await goOnAir(server, host, shop, [product]);
    const seen = await sitDown(browser, { url: server.url, size: "desktop", locale: "en", token: operator.token });
    const { page, t } = seen;
    await mainPath(seen, "Wang Er", { from: "15", to: "20" });

    await go(seen, "/desk/rooms");
    await expect
      .poll(() => page.evaluate(() => document.querySelector("video")?.videoWidth ?? 0), { timeout: 20_000 })
      .toBeGreaterThan(0);
    expect(seen.complaints).toEqual([]);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("s");
    await confirm(seen, t("desk.room.stopAction"));
    await page.getByText(t("desk.room.none")).waitFor();
    await go(seen, "/desk/audit?area=live");
    await page.getByText(reason).waitFor();

    // A pasted id leads to its page.
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").fill(host.account_id);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/desk/accounts/${host.account_id}`);
    await page.getByRole("button", { name: t("operator.account.suspend"), exact: true }).waitFor();
    // The wall's player may ask once more for the stream whose end it sees before the list tells it why.
    expect(seen.complaints.filter((one) => !one.includes("409 (Conflict)"))).toEqual([]);
    await seen.device.close();
  });

  it("on a phone, in Chinese: the same, and a suspended account is told why", async () => {
    await waiting("李四", "li@example.org");
    const seen = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN", token: operator.token });
    const { page, t } = seen;
    await mainPath(seen, "李四", { from: "20", to: "25" });

    await go(seen, "/desk/accounts");
    await page.getByRole("searchbox").fill("li@example.org");
    const [found] = (await operator.call("searchAccounts", { query: { q: "li@example.org" } })).data;
    // The list still shows others when the answer comes; the row is the one that leads to them.
    await page.locator(`a[href$="/desk/accounts/${found?.id ?? ""}"]`).click();
    await page.waitForURL(`**/desk/accounts/${found?.id ?? ""}`);
    await page.getByRole("button", { name: t("operator.account.suspend"), exact: true }).click();
    await confirm(seen, t("operator.account.suspend"));
    await page.getByRole("button", { name: t("operator.account.lift"), exact: true }).waitFor();
    const file = await until(async () => {
      const { suspended } = await operator.call("getAccountFile", { params: { account_id: found?.id ?? "" } });
      return suspended ? "out" : null;
    });
    expect(file).toBe("out");
    for (const path of ["/desk/shops", "/desk/products", "/desk/orders", "/desk/money", "/desk/health"]) {
      await go(seen, path);
      await page.waitForLoadState("networkidle").catch(() => undefined);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), path).toBeLessThanOrEqual(1);
    }
    expect(seen.complaints).toEqual([]);
    await seen.device.close();
  });

  it("nobody else gets past the door", async () => {
    const merchant = await server.demo("merchant");
    const seen = await sitDown(browser, { url: server.url, size: "phone", locale: "en", token: merchant.token });
    await seen.page.goto(`${server.url}/desk/settings`);
    await seen.page.getByText(seen.t("desk.deniedText")).waitFor();
    expect(await seen.page.getByText(seen.t("operator.setting.intro")).count()).toBe(0);
    expect(seen.complaints).toEqual([]);
    await seen.device.close();
  });
});
