import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccountRole } from "../../contract/accounts.ts";
import type { Locale } from "../../contract/errors.ts";
import { axeFindings } from "../kit/axe.ts";
import { complaintsOf, openBrowser, openDevice, type Size } from "../kit/browser.ts";
import { matchPicture } from "../kit/golden-picture.ts";
import { addAddress, buy, goOnAir, openShop, type OnAir } from "../kit/market.ts";
import { startServerWithWeb } from "../kit/people-on-screen.ts";
import type { Person, TestServer } from "../kit/server.ts";

/**
 * The key pages as people see them: nothing in the console, nothing that a screen reader or weak eyes would stumble over,
 * and the same picture as last time.
 */
interface Shown {
  readonly name: string;
  readonly path: string;
  readonly as: AccountRole | "guest";
}

let server: TestServer;
let browser: Browser;
let air: OnAir;
const people = new Map<AccountRole, Person>();
const ids = { room: "", product: "", shop: "", order: "", host: "" };

beforeAll(async () => {
  server = await startServerWithWeb();
  browser = await openBrowser();
  for (const role of ["viewer", "merchant", "operator"] as const) people.set(role, await server.demo(role));
  const merchant = people.get("merchant");
  const viewer = people.get("viewer");
  if (merchant === undefined || viewer === undefined) throw new Error("the demo signs everybody in");
  const { shop, product, small } = await openShop(merchant);
  air = await goOnAir(server, merchant, shop, [product]);
  await merchant.call("pinProduct", { params: { session_id: air.session.id }, body: { product_id: product.id } });
  const order = await buy(viewer, { variant: small, quantity: 2, address: await addAddress(viewer) });
  Object.assign(ids, {
    room: air.session.room_id,
    product: product.id,
    shop: shop.id,
    order: order.id,
    host: merchant.account_id,
  });
});
afterAll(async () => {
  await air.publisher.stop();
  await browser.close();
  await server.stop();
});

const pages = (): readonly Shown[] => [
  { name: "home", path: "/", as: "guest" },
  { name: "room", path: `/rooms/${ids.room}`, as: "guest" },
  { name: "product", path: `/products/${ids.product}`, as: "guest" },
  { name: "shop", path: `/shops/${ids.shop}`, as: "guest" },
  { name: "host", path: `/hosts/${ids.host}`, as: "guest" },
  { name: "search", path: "/search", as: "guest" },
  { name: "help", path: "/help", as: "guest" },
  { name: "docs", path: "/docs", as: "guest" },
  { name: "docs-api", path: "/docs/api", as: "guest" },
  { name: "inbox", path: "/inbox", as: "viewer" },
  { name: "orders", path: "/orders", as: "viewer" },
  { name: "order", path: `/orders/${ids.order}`, as: "viewer" },
  { name: "me", path: "/me", as: "viewer" },
  { name: "sell", path: "/sell", as: "merchant" },
  { name: "studio", path: "/studio", as: "merchant" },
  { name: "desk", path: "/desk", as: "operator" },
  { name: "components", path: "/dev/ui", as: "guest" },
];
/** Pictures are kept where the look itself is the matter and a run does not change it. */
const pictured = new Set(["home", "product", "shop", "components"]);

/** What is wrong with a page, in words; every page is looked at before anything fails. */
async function problemsOf(shown: Shown, look: { size: Size; locale: Locale; dark?: boolean }): Promise<string[]> {
  const name = [shown.name, look.size, look.locale, ...(look.dark === true ? ["dark"] : [])].join(".");
  const token = shown.as === "guest" ? undefined : people.get(shown.as)?.token;
  const device = await openDevice(browser, { url: server.url, ...look, ...(token === undefined ? {} : { token }) });
  device.setDefaultTimeout(15_000);
  const page = await device.newPage();
  const problems = complaintsOf(page);
  try {
    await page.goto(`${server.url}${shown.path}`);
    await page.locator("main h1, main h2").first().waitFor({ state: "attached" });
    // Skeletons are for looking at on one page only.
    await expect
      .poll(() => page.locator("main .bg-wash.animate-pulse").count(), { timeout: 10_000 })
      .toBe(shown.name === "components" ? 4 : 0);
    problems.push(...(await axeFindings(page)));
    if (pictured.has(shown.name)) await matchPicture(page, name);
  } catch (error) {
    problems.push(String(error));
  } finally {
    await device.close();
  }
  return problems.map((problem) => `${name}: ${problem}`);
}

describe.each(["phone", "desktop"] as const)("on a %s", (size) => {
  it.each(["en", "zh-CN"] as const)("every key page holds in %s", async (locale) => {
    const problems: string[] = [];
    for (const shown of pages()) problems.push(...(await problemsOf(shown, { size, locale })));
    expect(problems).toEqual([]);
  });
});

it("the same in the dark", async () => {
  const problems: string[] = [];
  for (const shown of pages().filter(({ name }) => ["home", "product", "me", "components"].includes(name)))
    problems.push(...(await problemsOf(shown, { size: "phone", locale: "zh-CN", dark: true })));
  expect(problems).toEqual([]);
});
