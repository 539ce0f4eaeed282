import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { appThere, openBrowser, openDevice, sizes, type Size } from "../kit/browser.ts";
import { goOnAir, openShop, type OnAir } from "../kit/market.ts";
import { startServerWithWeb } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";

/** What the server draws of a page, before any script has come: seen at once, and not moved by the app. */
let server: TestServer;
let browser: Browser;
let air: OnAir;
let paths: Readonly<Record<"home" | "room" | "product", string>>;

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  const merchant = await server.demo("merchant");
  const { shop, product } = await openShop(merchant);
  air = await goOnAir(server, merchant, shop, [product]);
  await merchant.call("pinProduct", { params: { session_id: air.session.id }, body: { product_id: product.id } });
  paths = { home: "/", room: `/rooms/${air.session.room_id}`, product: `/products/${product.id}` };
});
afterAll(async () => {
  await air.publisher.stop();
  await browser.close();
  await server.stop();
});

const deviceWithoutScripts = (size: Size): Promise<BrowserContext> =>
  browser.newContext({ viewport: sizes[size], locale: "en", javaScriptEnabled: false });

/** Where each picture that is fetched first stands, and how large, by its address. */
async function picturesOf(page: Page): Promise<Record<string, readonly number[]>> {
  return page.evaluate(() => {
    const found: Record<string, readonly number[]> = {};
    for (const image of document.querySelectorAll<HTMLImageElement>("#root img")) {
      const { x, y, width, height } = image.getBoundingClientRect();
      if (width > 60)
        found[/pic_\w+/.exec(image.src)?.[0] ?? image.src] ??= [x, y, width, height].map((one) => Math.round(one));
    }
    return found;
  });
}

describe.each(["phone", "desktop"] as const)("on a %s", (size) => {
  // Of a room on a desktop only the ground is drawn.
  it.each(size === "phone" ? (["home", "room", "product"] as const) : (["home", "product"] as const))(
    "the app leaves the pictures of %s where the server drew them",
    async (name) => {
      const still = await deviceWithoutScripts(size);
      const drawn = await still.newPage();
      await drawn.goto(`${server.url}${paths[name]}`);
      const before = await picturesOf(drawn);
      await still.close();
      expect(Object.keys(before)).not.toHaveLength(0);

      const device = await openDevice(browser, { url: server.url, size, locale: "en" });
      const page = await device.newPage();
      await page.goto(`${server.url}${paths[name]}`);
      await appThere(page);
      await expect.poll(() => picturesOf(page)).toMatchObject(before);
      await device.close();
    },
  );
});

describe("the app's scripts", () => {
  const open = async (hold: Promise<void>, prepare: (page: Page) => Promise<unknown> = async () => undefined) => {
    const device = await openDevice(browser, { url: server.url, size: "phone", locale: "en" });
    const page = await device.newPage();
    await prepare(page);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.route("**/pictures/**", async (route) => {
      await hold;
      await route.continue();
    });
    await page.goto(`${server.url}${paths.product}`, { waitUntil: "commit" });
    await expect.poll(() => asked.some((path) => path.startsWith("/assets/device-"))).toBe(true);
    const app = () => asked.filter((path) => path.startsWith("/assets/libraries-"));
    return { page, app, close: () => device.close() };
  };

  it("come after the pictures of the first screen", async () => {
    const held = Promise.withResolvers<void>();
    // The second after which it waits no longer: here it would only measure how busy the machine is.
    const { page, app, close } = await open(held.promise, (one) =>
      one.addInitScript(() => {
        const after = window.setTimeout.bind(window);
        const patient = (work: () => void, ms = 0, ...given: unknown[]) =>
          after(work, ms === 1_000 ? 60_000 : ms, ...given);
        Object.assign(window, { setTimeout: patient });
      }),
    );
    await page.getByRole("heading", { level: 1 }).waitFor();
    expect(app()).toEqual([]);
    held.resolve();
    await expect.poll(app).toHaveLength(1);
    await close();
  });

  it("do not wait for a picture that never comes", async () => {
    const { page, app, close } = await open(new Promise(() => undefined));
    await expect.poll(app, { timeout: 10_000 }).toHaveLength(1);
    await page.getByRole("button", { name: "Choose and buy" }).waitFor();
    await close();
  });

  it("come also to a browser that lacks what tells when a page is painted", async () => {
    const device = await openDevice(browser, { url: server.url, size: "phone", locale: "en" });
    const page = await device.newPage();
    await page.addInitScript(() => Reflect.deleteProperty(window, "PerformanceObserver"));
    await page.goto(`${server.url}${paths.product}`);
    await appThere(page);
    await page.getByRole("button", { name: "Choose and buy" }).waitFor();
    expect(await page.evaluate(() => "PerformanceObserver" in window)).toBe(false);
    await device.close();
  });

  it.each([
    ["come with a second load where the first page named those of the last version", 1, 2],
    ["are not asked for for ever", Number.POSITIVE_INFINITY, 2],
  ])("%s", async (_, missing, loads) => {
    const device = await openDevice(browser, { url: server.url, size: "phone", locale: "en" });
    const page = await device.newPage();
    let loaded = 0;
    page.on("request", (request) => (loaded += request.isNavigationRequest() ? 1 : 0));
    await page.route("**/assets/main-*.js", async (route) => {
      if (loaded > missing) await route.continue();
      else await route.fulfill({ status: 404 });
    });
    await page.goto(`${server.url}${paths.product}`);
    await expect.poll(() => loaded).toBe(loads);
    if (Number.isFinite(missing)) await appThere(page);
    await page.waitForTimeout(500);
    expect(loaded).toBe(loads);
    await device.close();
  });
});
