import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { roles } from "../../contract/accounts.ts";
import type { Locale } from "../../contract/errors.ts";
import { rolePlaces } from "../../web/sign-in/role-places.ts";
import { axeFindings } from "../kit/axe.ts";
import { openBrowser, type Size } from "../kit/browser.ts";
import { goOnAir, openShop } from "../kit/market.ts";
import { sitDown, startServerWithWeb } from "../kit/people-on-screen.ts";
import { spawnServer } from "../kit/process.ts";
import type { TestServer } from "../kit/server.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const seats: readonly (readonly [Locale, Size])[] = [
  ["zh-CN", "phone"],
  ["en", "desktop"],
];

describe("a market that is played", () => {
  let server: TestServer;
  let opened: Awaited<ReturnType<typeof openShop>> | null = null;
  beforeAll(async () => {
    server = await startServerWithWeb();
  });
  afterAll(() => server.stop());

  it.each(seats)("says so, and lets everybody in as whoever they like, in %s on a %s", async (locale, size) => {
    const { page, t, device, complaints } = await sitDown(browser, { url: server.url, size, locale });
    for (const role of roles) {
      await page.goto(`${server.url}/help`);
      await page.getByRole("button", { name: t("demo.chipLabel") }).click();
      const sheet = page.getByRole("dialog", { name: t("demo.title") });
      await sheet.getByText(t("demo.text")).waitFor();
      expect(await axeFindings(page)).toEqual([]);
      await sheet.getByRole("button", { name: new RegExp(`^${t(`demo.${role}.name`)}`) }).click();
      await page.waitForURL(server.url.replace(/\/$/, "") + rolePlaces[role]);
      const [before = "", after = ""] = t("demo.entered", { name: "|" }).split("|");
      await page
        .getByText(new RegExp(`^${before}.+${after}$`))
        .first()
        .waitFor();
      await sheet.waitFor({ state: "detached" });
    }
    expect(complaints).toEqual([]);
    await device.close();
  });

  it.each(seats)(
    "says so in a room too, where nothing stands around the picture, in %s on a %s",
    async (locale, size) => {
      const host = await server.demo("host");
      const { shop, product } = opened ?? (opened = await openShop(host));
      const air = await goOnAir(server, host, shop, [product]);
      const { page, t, device, complaints } = await sitDown(browser, { url: server.url, size, locale });
      await page.goto(`${server.url}/rooms/${air.session.room_id}`);
      await page
        .getByRole("button", { name: t("demo.chipLabel") })
        .filter({ visible: true })
        .click();
      await page.getByRole("dialog", { name: t("demo.title") }).waitFor();
      await page.keyboard.press("Escape");
      expect(complaints).toEqual([]);
      await device.close();
      await host.call("endSession", { params: { session_id: air.session.id } });
      await air.publisher.stop();
    },
  );
});

it("begins anew with two presses, and signs everybody out", async () => {
  const directory = await mkdtemp(join(tmpdir(), "laotie-anew-"));
  await chmod(directory, 0o755);
  const server = await spawnServer({ DATA_DIR: directory });
  try {
    const { page, t, device } = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN" });
    device.setDefaultTimeout(120_000);
    await page.goto(`${server.url}/help`);
    await page.getByRole("button", { name: t("demo.chipLabel") }).click();
    await page.getByRole("button", { name: t("demo.reset") }).click();
    const question = page.getByRole("alertdialog", { name: t("demo.resetTitle") });
    await question.getByText(t("demo.resetAsk")).waitFor();
    await question.getByRole("button", { name: t("demo.resetConfirm") }).click();
    await question.getByRole("button", { name: t("demo.resetting") }).waitFor();
    await page.waitForURL(`${server.url}/`);
    await page.getByRole("heading", { name: t("viewer.liveNow"), exact: true }).waitFor();
    await page.getByRole("main").locator('a[href^="/rooms/"]').first().waitFor();
    expect(server.output()).toContain("the demo was reset");
    await page.getByRole("button", { name: t("frame.signIn"), exact: true }).waitFor();
    await device.close();
  } finally {
    await server.kill("SIGTERM");
    await rm(directory, { recursive: true, force: true });
  }
});
