import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Shop } from "../../contract/shops.ts";
import { socketPath } from "../../contract/socket.ts";
import { openBrowser } from "../kit/browser.ts";
import { goOnAir, openShop, until, type OnAir } from "../kit/market.ts";
import { sitDown, startServerWithWeb, watchMovingPicture, type OnScreen } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

/** A room whose broadcast comes and goes while somebody looks, and a network that fails for a while. */
let server: TestServer;
let browser: Browser;
let host: Person;
let shop: Awaited<ReturnType<typeof openShop>>;
let air: OnAir;
let seen: OnScreen;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  host = await server.demo("host");
  shop = await openShop(host);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});
beforeEach(async () => {
  air = await goOnAir(server, host, shop.shop, [shop.product]);
  seen = await sitDown(browser, { url: server.url, size: "phone", locale: "zh-CN" });
});
afterEach(async () => {
  await seen.device.close();
  await end();
  await air.publisher.stop();
});

const end = (): Promise<unknown> =>
  host.call("endSession", { params: { session_id: air.session.id } }).catch(() => undefined);
const room = (): string => `${server.url}/rooms/${air.session.room_id}`;
const sound = (page: Page) => page.evaluate(() => document.querySelector("video")?.muted === false);

/** Opens the room and calls off the broadcast between the page and its scripts. */
async function openWhileItEnds(page: Page): Promise<void> {
  let over: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (over = resolve));
  await page.route(/\/assets\/.*\.js$/, async (route) => {
    await ended;
    await route.continue();
  });
  const opened = page.goto(room());
  await page.waitForResponse(room());
  await end();
  over();
  expect(await (await opened)?.text()).toContain('"state":"on_air"');
}

describe("a room that ends just while its page opens", () => {
  it.each([
    ["the channel says so", true],
    ["only the stream's refusal tells", false],
  ])("says so at once and leads on: %s", async (_, channel) => {
    const { page, t } = seen;
    if (!channel) await page.routeWebSocket(new RegExp(socketPath), (socket) => socket.close());
    await openWhileItEnds(page);
    await page.getByRole("heading", { name: t("room.endedTitle") }).waitFor({ timeout: 15_000 });
    await page.getByRole("link", { name: t("room.seeOthers") }).click();
    await page.waitForURL(`${server.url}/`);
    expect((await server.guest("listRooms")).data).toEqual([]);
  });
});

it("a broadcast that ends and another that begins are played in the page that stayed open", async () => {
  const { page, t, complaints } = seen;
  await page.goto(room());
  await watchMovingPicture(seen);
  await end();
  await page.getByRole("heading", { name: t("room.endedTitle") }).waitFor();
  await page.evaluate(() => document.body.setAttribute("data-stayed", "yes"));
  const next = await host.call("createSession", {
    body: {
      title: "晚上再来一场",
      cover_picture_id: null,
      broadcast: "self",
      shop_id: (shop.shop satisfies Shop).id,
      product_ids: [shop.product.id],
    },
  });
  air = {
    ...air,
    session: await until(() => host.call("startSession", { params: { session_id: next.id } }).catch(() => null)),
  };
  await page.getByRole("heading", { name: "晚上再来一场" }).waitFor({ state: "attached" });
  await page.getByRole("heading", { name: t("room.endedTitle") }).waitFor({ state: "detached" });
  await watchMovingPicture(seen);
  expect(await page.locator("body[data-stayed]").count()).toBe(1);
  expect(complaints).toEqual([]);
});

it("a stream that answers with errors for a while is tried again, in words, and then plays", async () => {
  const { page, t } = seen;
  const stream = /\/live\/.*\.flv/;
  let status = 503;
  await page.route(stream, (route) => {
    status = status === 503 ? 404 : 503;
    return route.fulfill({ status, body: "" });
  });
  await page.goto(room());
  await page.getByRole("status").getByText(t("room.trying")).waitFor();
  await page.unroute(stream);
  await watchMovingPicture(seen);
  expect(await page.getByText(t("room.trying")).count()).toBe(0);
});

it("a player that could not be downloaded is downloaded again", async () => {
  const { page, t } = seen;
  const library = /\/assets\/mpegts-.*\.js$/;
  await page.route(library, (route) => route.abort());
  await page.goto(room());
  await page.getByRole("status").getByText(t("room.trying")).waitFor();
  await page.unroute(library);
  expect(await watchMovingPicture(seen, 30_000)).toBeLessThan(30_000);
});

it("a sheet that could not be downloaded costs nobody the room, and comes at the next tap", async () => {
  const { page, t } = seen;
  const sheets = /\/assets\/bag-sheet-.*\.js$/;
  await page.goto(room());
  await watchMovingPicture(seen);
  const bag = page.getByRole("button", { name: t("room.bagCount", { count: 1 }) });
  await seen.device.setOffline(true);
  await bag.click();
  await page.getByText(t("common.sheetCutOff")).waitFor();
  await seen.device.setOffline(false);
  await page.route(sheets, (route) => route.fulfill({ status: 404, body: "" }));
  await bag.click();
  await page.getByText(t("common.sheetGone")).waitFor();
  await page.unroute(sheets);
  await bag.click();
  await page.getByRole("dialog").getByRole("heading", { name: shop.product.title }).waitFor();
  expect(await watchMovingPicture(seen)).toBeLessThan(20_000);
});

describe("the sound", () => {
  it("is as the viewer left it at the last visit", async () => {
    const { page, t } = seen;
    await page.goto(room());
    await watchMovingPicture(seen);
    expect(await sound(page)).toBe(false);
    await page.getByRole("button", { name: t("room.unmute") }).click();
    await expect.poll(() => sound(page)).toBe(true);
    await page.goto(server.url);
    await page.goto(room());
    await watchMovingPicture(seen);
    expect(await sound(page)).toBe(true);
    await page.getByRole("button", { name: t("room.mute") }).click();
    await page.reload();
    await watchMovingPicture(seen);
    expect(await sound(page)).toBe(false);
  });

  it("waits for a tap where the browser plays nothing aloud by itself, and the picture does not", async () => {
    const strict = await openBrowser(["--autoplay-policy=document-user-activation-required"]);
    const other = await sitDown(strict, { url: server.url, size: "phone", locale: "en" });
    await other.page.addInitScript(() => localStorage.setItem("laotie.sound", "on"));
    // What a test asks of a page counts as a user's act: not before the player has tried.
    const tried = other.page.waitForResponse(/\/live\/.*\.flv/);
    await other.page.goto(room());
    await tried;
    await watchMovingPicture(other);
    expect(await sound(other.page)).toBe(false);
    await other.page.getByRole("button", { name: other.t("room.unmute") }).click();
    await expect.poll(() => sound(other.page)).toBe(true);
    await watchMovingPicture(other);
    await strict.close();
  });
});

it("a browser that plays nothing unasked offers a button", async () => {
  const { page, t } = seen;
  // As with a phone that saves: every play that no finger asked for is refused.
  await page.addInitScript(() => {
    const play = HTMLMediaElement.prototype.play;
    let asked = false;
    addEventListener("pointerdown", () => (asked = true), { capture: true });
    HTMLMediaElement.prototype.play = function () {
      return asked ? play.call(this) : Promise.reject(new DOMException("asked by nobody", "NotAllowedError"));
    };
    Object.defineProperty(HTMLMediaElement.prototype, "autoplay", { value: false });
    new MutationObserver(() => document.querySelector("video")?.removeAttribute("autoplay")).observe(document, {
      childList: true,
      subtree: true,
    });
  });
  await page.goto(room());
  await page.getByRole("button", { name: t("room.play"), exact: true }).click();
  expect(await watchMovingPicture(seen)).toBeLessThan(20_000);
});
