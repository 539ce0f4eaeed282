import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountRole } from "../../contract/accounts.ts";
import type { Locale } from "../../contract/errors.ts";
import { axeFindings } from "../kit/axe.ts";
import { appThere, complaintsOf, openBrowser, openDevice, sizes, type Size } from "../kit/browser.ts";
import { differs, matchPicture, takePicture } from "../kit/golden-picture.ts";
import { startServerWithWeb } from "../kit/people-on-screen.ts";
import type { TestServer } from "../kit/server.ts";
import { openShownMarket, shownAt, type ShownMarket } from "../kit/shown-market.ts";

/**
 * The key pages as people see them: nothing in the console, nothing that a screen reader or weak eyes would stumble over,
 * and the same picture as last time.
 */
interface Shown {
  readonly name: string;
  readonly path: string;
  readonly as: AccountRole | "guest";
  /** Whether its picture is kept: in every look, or in one per size. */
  readonly kept?: "always" | "once";
  /** Seen in one look per size only, as a sister of a page that is seen in all. */
  readonly sister?: true;
  /** Has a film, whose first picture is waited for. */
  readonly film?: true;
}

let server: TestServer;
let browser: Browser;
let market: ShownMarket;

beforeAll(async () => {
  server = await startServerWithWeb({ at: shownAt });
  browser = await openBrowser();
  market = await openShownMarket(server);
});
afterAll(async () => {
  await market?.air.publisher.stop();
  await browser.close();
  await server.stop();
});

const pages = ({ ids }: ShownMarket): readonly Shown[] => [
  { name: "home", path: "/", as: "guest", kept: "always" },
  { name: "room", path: `/rooms/${ids.room}`, as: "guest", kept: "once", film: true },
  { name: "product", path: `/products/${ids.product}`, as: "guest", kept: "always" },
  { name: "shop", path: `/shops/${ids.shop}`, as: "guest", kept: "always" },
  { name: "host", path: `/hosts/${ids.host}`, as: "guest" },
  { name: "search", path: "/search", as: "guest" },
  { name: "help", path: "/help", as: "guest" },
  { name: "docs", path: "/docs", as: "guest" },
  { name: "docs-api", path: "/docs/api", as: "guest" },
  { name: "inbox", path: "/inbox", as: "viewer" },
  { name: "orders", path: "/orders", as: "viewer", kept: "once" },
  { name: "order", path: `/orders/${ids.order}`, as: "viewer", kept: "once" },
  { name: "me", path: "/me", as: "viewer" },
  { name: "history", path: "/me/history", as: "viewer" },
  { name: "sell", path: "/sell", as: "merchant", kept: "once" },
  { name: "sell-products", path: "/sell/products", as: "merchant", kept: "once", sister: true },
  { name: "sell-orders", path: "/sell/orders", as: "merchant", kept: "once", sister: true },
  { name: "studio", path: "/studio", as: "host", kept: "once" },
  { name: "cockpit", path: "/studio", as: "merchant", kept: "once", film: true },
  { name: "desk", path: "/desk", as: "operator", kept: "once" },
  { name: "desk-shops", path: "/desk/shops", as: "operator", kept: "once", sister: true },
  { name: "components", path: "/dev/ui", as: "guest", kept: "always" },
];
/** The look in which a page is seen that is seen in one only. */
const once = new Set(["phone.zh-CN", "desktop.en"]);

interface Look {
  readonly size: Size;
  readonly locale: Locale;
  readonly dark?: true;
}

async function open(shown: Shown, look: Look): Promise<Page> {
  const token = shown.as === "guest" ? undefined : market.people.get(shown.as)?.token;
  const device = await openDevice(browser, {
    url: server.url,
    ...look,
    ...(token === undefined ? {} : { token }),
    now_ms: server.clock.nowMs(),
    still: true,
  });
  device.setDefaultTimeout(15_000);
  return device.newPage();
}

/** Until nothing is on its way any more. */
async function settled(page: Page, shown: Shown): Promise<void> {
  await page.goto(`${server.url}${shown.path}`);
  await appThere(page);
  await page.locator("main h1, main h2").first().waitFor({ state: "attached" });
  // Skeletons are for looking at on one page only.
  await expect
    .poll(() => page.locator("main .bg-wash.animate-pulse").count(), { timeout: 10_000 })
    .toBe(shown.name === "components" ? 4 : 0);
  if (shown.film !== true) return;
  await page.waitForFunction(() => {
    const film = document.querySelector("video");
    return film !== null && film.videoWidth > 0 && !film.paused && getComputedStyle(film).opacity === "1";
  });
  // A busy machine sends too little for a moment, and the cockpit says so; that stock is low is all it should say.
  await expect
    .poll(() => page.locator("main [role=status] li").count(), { timeout: 15_000 })
    .toBe(shown.name === "cockpit" ? 1 : 0);
}

/** What is wrong with a page, in words; every page is looked at before anything fails. */
async function problemsOf(shown: Shown, look: Look): Promise<string[]> {
  const at = `${look.size}.${look.locale}`;
  if (shown.sister === true && !once.has(at)) return [];
  const name = [shown.name, at, ...(look.dark === true ? ["dark"] : [])].join(".");
  const page = await open(shown, look);
  const problems = complaintsOf(page);
  try {
    await settled(page, shown);
    problems.push(...(await axeFindings(page)));
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    if (width > sizes[look.size].width) problems.push(`it is ${width} px wide, wider than its screen`);
    if (shown.kept === "always" || (shown.kept === "once" && once.has(at))) await matchPicture(page, name);
  } catch (error) {
    problems.push(String(error));
  } finally {
    await page.context().close();
  }
  return problems.map((problem) => `${name}: ${problem}`);
}

describe.each(["phone", "desktop"] as const)("on a %s", (size) => {
  it.each(["en", "zh-CN"] as const)("every key page holds in %s", async (locale) => {
    const problems: string[] = [];
    for (const shown of pages(market)) problems.push(...(await problemsOf(shown, { size, locale })));
    expect(problems).toEqual([]);
  });

  it("a picture tells when a button is gone, small as it may be, or has another color", async () => {
    const shown = pages(market).find(({ name }) => name === "shop");
    if (shown === undefined) throw new Error("the shop is a key page");
    const page = await open(shown, { size, locale: "en" });
    await settled(page, shown);
    const before = await takePicture(page);
    expect(await differs(before, await takePicture(page))).toBeNull();
    const button = page.locator("main").getByRole("button").first();
    await button.evaluate((element) => (element.style.visibility = "hidden"));
    expect((await differs(before, await takePicture(page)))?.words).toContain("allowed are 25");
    await button.evaluate((element) => (element.style.cssText = "background: #1f7a5c"));
    expect((await differs(before, await takePicture(page)))?.words).toContain("allowed are 25");
    await page.context().close();
  });
});

it("the same in the dark", async () => {
  const problems: string[] = [];
  for (const shown of pages(market).filter(({ name }) => ["home", "product", "me", "components"].includes(name)))
    problems.push(...(await problemsOf(shown, { size: "phone", locale: "zh-CN", dark: true })));
  expect(problems).toEqual([]);
});
