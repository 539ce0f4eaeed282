import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openBrowser } from "../kit/browser.ts";
import { sitDown, startServerWithWeb, type OnScreen } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";

let server: TestServer;
let browser: Browser;
let seen: OnScreen;
/** The requests in which the page asked who it is. */
const asked: string[] = [];

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  seen = await sitDown(browser, { url: server.url, size: "desktop", locale: "en" });
  seen.page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/v1/account") asked.push(request.method());
  });
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const signInButton = () => seen.page.getByRole("banner").getByRole("button", { name: seen.t("frame.signIn") });

it("a guest's page does not ask who it is", async () => {
  await seen.page.goto(server.url, { waitUntil: "networkidle" });
  await signInButton().waitFor();
  expect(asked).toEqual([]);
  expect(seen.complaints).toEqual([]);
});

it("somebody who signed in stays so after a reload", async () => {
  await signInButton().click();
  await seen.page
    .getByRole("dialog")
    .getByRole("button", { name: seen.t("signIn.viewer"), exact: true })
    .click();
  // The dialog hides the page from roles, so it must be gone before the button can be.
  await seen.page.getByRole("dialog").waitFor({ state: "detached" });
  await signInButton().waitFor({ state: "detached" });
  // Closing takes the dialog's history entry back a moment later; a reload in that very moment would be lost.
  await seen.page.waitForTimeout(1000);
  asked.length = 0;
  await seen.page.reload();
  await expect.poll(() => asked, { timeout: 15_000 }).toContain("GET");
  expect(await signInButton().count()).toBe(0);
  expect(seen.complaints).toEqual([]);
});

it("a session that ended elsewhere is asked about once, then forgotten", async () => {
  const session = (await seen.device.cookies()).find(({ name }) => name === "laotie_session");
  expect(session?.httpOnly).toBe(true);
  const ended = await fetch(`${server.url}/v1/auth/sessions/current`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${session?.value ?? ""}` },
  });
  expect(ended.status).toBe(200);
  await seen.page.reload();
  await signInButton().waitFor();
  asked.length = 0;
  await seen.page.reload({ waitUntil: "networkidle" });
  await signInButton().waitFor();
  expect(asked).toEqual([]);
});

it("who could not be signed out is not told so", async () => {
  const { token } = await server.signIn("stays@example.org");
  const { page, t, device } = await sitDown(browser, { url: server.url, size: "phone", locale: "en", token });
  await page.goto(`${server.url}/me`);
  const leave = page.getByRole("button", { name: t("me.signOut"), exact: true });
  await leave.waitFor();
  await device.setOffline(true);
  await leave.click();
  await page
    .locator(".toasts")
    .getByRole("button", { name: t("common.close") })
    .waitFor();
  expect(await leave.isVisible()).toBe(true);
  await device.setOffline(false);
  await leave.click();
  await page.waitForURL(`${server.url}/`);
  await page
    .getByRole("banner")
    .getByRole("button", { name: t("frame.signIn"), exact: true })
    .waitFor();
  await device.close();
});

it("all tabs of a device are the same person, also after somebody signed in, as another, or out in one of them", async () => {
  const { page, t, device, complaints } = await sitDown(browser, { url: server.url, size: "phone", locale: "en" });
  const other = await device.newPage();
  await other.goto(`${server.url}/me`);
  await page.goto(`${server.url}/me`);
  const come = async (role: "viewer" | "merchant") => {
    await page.goto(`${server.url}/help`);
    await page.getByRole("button", { name: t("demo.chipLabel") }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: new RegExp(`^${t(`demo.${role}.name`)}`) })
      .click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await come("viewer");
  await other.getByRole("button", { name: t("me.signOut"), exact: true }).waitFor();
  // Who has no shop is invited to open one.
  const invited = other.getByRole("main").getByRole("link", { name: new RegExp(t("me.sellTitle")) });
  await invited.waitFor();
  await come("merchant");
  await invited.waitFor({ state: "detached" });
  await other.getByRole("button", { name: t("me.signOut"), exact: true }).waitFor();
  await page.goto(`${server.url}/me`);
  await page.getByRole("button", { name: t("me.signOut"), exact: true }).click();
  await other
    .getByRole("button", { name: t("frame.signIn"), exact: true })
    .first()
    .waitFor();
  expect(await other.getByRole("button", { name: t("me.signOut"), exact: true }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await device.close();
});
