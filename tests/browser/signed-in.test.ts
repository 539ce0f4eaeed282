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
