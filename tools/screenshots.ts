import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountRole } from "../contract/accounts.ts";
import { createClient } from "../contract/client.ts";
import { locales } from "../contract/errors.ts";
import { openBrowser, openDevice, sizes, type Size } from "../tests/kit/browser.ts";
import { addAddress, buy, until } from "../tests/kit/market.ts";
import { spawnServer } from "../tests/kit/process.ts";
import type { Person } from "../tests/kit/server.ts";
import { pictureSheet } from "./picture-sheet.ts";

/**
 * `npm run screenshots [-- part of a name]`: a picture of every page at both sizes and in both languages, in
 * ./screenshots, from a fresh demo market with a few orders in different states. `-- readme`: only what the READMEs show,
 * and from it their sheets in docs/pictures.
 */
interface Shot {
  readonly name: string;
  readonly path: string;
  readonly as: AccountRole | "guest";
  /** Buttons or links to press first, by accessible name, in either language. */
  readonly press?: readonly RegExp[];
}

const wanted = process.argv[2] ?? "";
/** What the READMEs show, in their order. */
const readme: Record<Size, readonly string[]> = {
  phone: ["home", "room-guest", "product", "studio-on-air", "sell-orders", "desk-rooms"],
  desktop: ["home", "room-guest", "studio-on-air", "product", "sell", "desk-rooms"],
};
const isWanted = (name: string, size: Size): boolean =>
  wanted === "readme" ? readme[size].includes(name) : name.includes(wanted);
/** How long a busy machine may take to hang up the goods of the demo. */
const market_ms = 240_000;
const directory = await mkdtemp(join(tmpdir(), "laotie-pictures-"));
await chmod(directory, 0o755);
const server = await spawnServer({ DATA_DIR: directory, DEMO_CALM: "0" });
// A run that breaks off leaves no market behind.
process.once("exit", () => server.child.kill("SIGTERM"));
const out = join(import.meta.dirname, "..", "screenshots");
await mkdir(out, { recursive: true });

async function demo(role: AccountRole): Promise<Person> {
  const { token, account } = await server.guest("demoSignIn", { body: { role } });
  return {
    token,
    account_id: account.id,
    call: createClient({ baseUrl: server.url, token: () => token, locale: () => "en" }),
  };
}

const people = {
  viewer: await demo("viewer"),
  host: await demo("host"),
  merchant: await demo("merchant"),
  operator: await demo("operator"),
};
const room = await until(
  async () =>
    (await server.guest("listRooms")).data.find(
      (one) => one.host.id === people.merchant.account_id && one.session?.state === "on_air" && one.bag.length > 4,
    ) ?? null,
  market_ms,
);
const session = room.session;
const [product] = room.bag;
if (session === null || product === undefined) throw new Error("the demo room has something to show");
const variant = product.variants[1]?.id ?? product.variants[0]?.id ?? "";
const address = await addAddress(people.viewer);
const paid = await buy(people.viewer, { variant, quantity: 2, address, session });
const shipped = await buy(people.viewer, { variant, quantity: 1, address, session });
await people.merchant.call("shipOrder", {
  params: { shop_id: session.shop.id, order_id: shipped.id },
  body: { carrier: "SF Express", tracking_number: "SF1357924680" },
});
const done = await buy(people.viewer, { variant, quantity: 1, address });
await people.merchant.call("shipOrder", {
  params: { shop_id: session.shop.id, order_id: done.id },
  body: { carrier: "ZTO", tracking_number: "ZT9988776655" },
});
await people.viewer.call("receiveOrder", { params: { order_id: done.id } });
const unpaid = await people.viewer.call("placeOrder", {
  body: { lines: [{ variant_id: variant, quantity: 1 }], address_id: address.id, moment: null, expected_total: null },
});
const intent = await people.viewer.call("payOrder", {
  params: { order_id: unpaid.id },
  body: { return_path: "/orders" },
});

const shots: readonly Shot[] = [
  { name: "home", path: "/", as: "guest" },
  { name: "room", path: `/rooms/${room.id}`, as: "viewer" },
  { name: "room-guest", path: `/rooms/${room.id}`, as: "guest" },
  { name: "room-bag", path: `/rooms/${room.id}`, as: "viewer", press: [/购物袋|bag/i] },
  { name: "room-buy", path: `/rooms/${room.id}`, as: "viewer", press: [/^(去抢|去买|购买|立即购买|Buy)/i] },
  { name: "product", path: `/products/${product.id}`, as: "guest" },
  { name: "shop", path: `/shops/${session.shop.id}`, as: "guest" },
  { name: "host", path: `/hosts/${room.host.id}`, as: "guest" },
  { name: "search", path: "/search", as: "guest" },
  { name: "following", path: "/following", as: "viewer" },
  { name: "help", path: "/help", as: "guest" },
  { name: "inbox", path: "/inbox", as: "viewer" },
  { name: "orders", path: "/orders", as: "viewer" },
  { name: "order-unpaid", path: `/orders/${unpaid.id}`, as: "viewer" },
  { name: "order-paid", path: `/orders/${paid.id}`, as: "viewer" },
  { name: "order-shipped", path: `/orders/${shipped.id}`, as: "viewer" },
  { name: "order-done", path: `/orders/${done.id}`, as: "viewer" },
  { name: "pay-page", path: new URL(intent.pay_url ?? "/", server.url).pathname, as: "guest" },
  { name: "me-guest", path: "/me", as: "guest" },
  { name: "me", path: "/me", as: "viewer" },
  { name: "sign-in", path: "/me", as: "guest", press: [/^(登录|Sign in)$/] },
  {
    name: "order-item-page",
    path: `/orders/${paid.id}`,
    as: "viewer",
    press: [/^(下单时的商品页|The item page as it was|打开看看|Look at it)$/],
  },
  { name: "dev-inbox", path: "/dev/inbox", as: "guest" },
  { name: "not-found", path: "/nothing/here", as: "guest" },
  { name: "studio-new", path: "/studio", as: "viewer" },
  { name: "verify-host", path: "/studio", as: "viewer", press: [/^(开始认证|Start)$/] },
  { name: "studio-plan", path: "/studio/plan", as: "host" },
  { name: "studio-on-air", path: "/studio", as: "merchant" },
  { name: "studio-recap", path: `/studio/sessions/${session.id}/recap`, as: "merchant" },
  { name: "sell-new", path: "/sell", as: "viewer" },
  { name: "verify-seller", path: "/sell", as: "viewer", press: [/^(开始认证|Start)$/] },
  { name: "sell", path: "/sell", as: "merchant" },
  { name: "sell-products", path: "/sell/products", as: "merchant" },
  { name: "sell-stock", path: "/sell/stock", as: "merchant" },
  { name: "sell-product", path: `/sell/products/${product.id}`, as: "merchant" },
  { name: "sell-new-product", path: "/sell/products/new", as: "merchant" },
  { name: "sell-orders", path: "/sell/orders", as: "merchant" },
  { name: "sell-order", path: `/sell/orders/${paid.id}`, as: "merchant" },
  { name: "sell-ship", path: `/sell/orders/${paid.id}`, as: "merchant", press: [/^(发货|Ship)$/] },
  { name: "sell-money", path: "/sell/money", as: "merchant" },
  { name: "sell-seller", path: "/sell/seller", as: "merchant" },
  { name: "desk", path: "/desk", as: "operator" },
  { name: "desk-verifications", path: "/desk/verifications", as: "operator" },
  { name: "desk-accounts", path: "/desk/accounts", as: "operator" },
  { name: "desk-shops", path: "/desk/shops", as: "operator" },
  { name: "desk-products", path: "/desk/products", as: "operator" },
  { name: "desk-settings", path: "/desk/settings", as: "operator" },
  { name: "desk-audit", path: "/desk/audit", as: "operator" },
  { name: "desk-health", path: "/desk/health", as: "operator" },
  { name: "desk-rooms", path: "/desk/rooms", as: "operator" },
  { name: "desk-orders", path: "/desk/orders", as: "operator" },
  { name: "desk-money", path: "/desk/money", as: "operator" },
  { name: "docs", path: "/docs", as: "guest" },
  { name: "components", path: "/dev/ui", as: "guest" },
];

const browser = await openBrowser();
for (const size of Object.keys(sizes) as Size[]) {
  for (const locale of locales) {
    for (const shot of shots.filter(({ name }) => isWanted(name, size))) {
      const person = shot.as === "guest" ? null : people[shot.as];
      const device = await openDevice(browser, {
        url: server.url,
        size,
        locale,
        ...(person === null ? {} : { token: person.token }),
      });
      const page = await device.newPage();
      await page.goto(`${server.url}${shot.path}`);
      await page.waitForTimeout(1200);
      // Where a film belongs, its first picture is waited for; the studio before air has none.
      await page
        .waitForFunction(
          () => [...document.querySelectorAll("video")].every(({ videoWidth }) => videoWidth > 0),
          null,
          {
            timeout: 8000,
          },
        )
        .catch(() => undefined);
      // A film comes into its own with its second group of pictures.
      await page.waitForTimeout(shot.path.includes("/rooms/") ? 4000 : 800);
      for (const name of shot.press ?? []) {
        await page
          .getByRole("button", { name })
          .first()
          .click({ timeout: 3000 })
          .catch(() => process.stdout.write(`  ${shot.name}: nothing named ${String(name)}\n`));
        await page.waitForTimeout(700);
      }
      const file = `${shot.name}.${size}.${locale}.png`;
      await page.screenshot({ path: join(out, file) });
      await device.close();
      process.stdout.write(`${file}\n`);
    }
  }
}
if (wanted === "readme")
  for (const [locale, name] of [
    ["en", "en"],
    ["zh-CN", "zh"],
  ] as const) {
    const files = (size: Size) => readme[size].map((shot) => join(out, `${shot}.${size}.${locale}.png`));
    const docs = join(import.meta.dirname, "..", "docs", "pictures");
    await pictureSheet(files("phone"), { columns: 6, width_px: 300, height_px: 649 }, join(docs, `phones.${name}.jpg`));
    await pictureSheet(
      files("desktop"),
      { columns: 2, width_px: 720, height_px: 450 },
      join(docs, `desktop.${name}.jpg`),
    );
  }
await browser.close();
await server.kill("SIGTERM");
await rm(directory, { recursive: true, force: true });
