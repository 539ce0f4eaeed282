import { afterAll, beforeAll, expect, it } from "vitest";
import { loadStaticWeb } from "../../server/edge/static-web.ts";
import { buildWeb, webDirectory } from "../../server/edge/web-build.ts";
import { jpeg } from "../kit/market.ts";
import { startServer, type TestServer } from "../kit/server.ts";

const hostile = `"><script>alert(1)</script>`;

let server: TestServer;
let shop_id: string;
let product_id: string;

beforeAll(async () => {
  await buildWeb();
  server = await startServer({ web: await loadStaticWeb(webDirectory) });
  const merchant = await server.demo("merchant");
  const shop = await merchant.call("createShop", {
    body: { name: `茶 ${hostile}`, intro: `</script><!-- $& ${hostile}`, dispatch_hours: 48 },
  });
  const picture = await merchant.call("createPicture", { body: await jpeg() });
  const product = await merchant.call("createProduct", {
    params: { shop_id: shop.id },
    body: {
      title: `Tea ${hostile}`,
      description: `</script><script>alert(2)</script> ${"长".repeat(400)}`,
      unit: "箱",
      picture_ids: [picture.id],
      shipping_fee: 0,
      return_policy: "seven_days",
      variants: [{ title: "6", price: 123456, initial_stock: 1 }],
    },
  });
  await merchant.call("setProductState", {
    params: { shop_id: shop.id, product_id: product.id },
    body: { state: "on_sale" },
  });
  shop_id = shop.id;
  product_id = product.id;
});
afterAll(() => server.stop());

async function look(path: string, headers: Record<string, string> = { "accept-language": "en" }) {
  const response = await fetch(`${server.url}${path}`, { headers });
  const html = await response.text();
  const tags = Object.fromEntries(
    [...html.matchAll(/<meta (?:name|property)="([^"]+)" content="([^"]*)" \/>/g)].map(([, name, content]) => [
      name ?? "",
      content ?? "",
    ]),
  );
  const data = /<script type="application\/json" id="first-answers">([^<]*)<\/script>/.exec(html)?.[1];
  return { status: response.status, html, tags, data: JSON.parse(data ?? "null") as Record<string, unknown> };
}

it("a product's card carries its words and its picture, whatever its seller wrote", async () => {
  const { status, html, tags, data } = await look(`/products/${product_id}`);
  expect(status).toBe(200);
  expect(html).not.toMatch(/<script>/i);
  // The app's own script, its first answers, and the list of what is fetched after the first look.
  expect([...html.matchAll(/<script type="([^"]+)"/g)].map(([, type]) => type ?? "").toSorted()).toEqual([
    "application/json",
    "application/json",
    "module",
  ]);
  expect(html.match(/<script/g)).toHaveLength(3);
  expect(tags["og:title"]).toBe(
    `Tea &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; · 茶 &quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;`,
  );
  expect(tags["og:url"]).toBe(`${server.url}/products/${product_id}`);
  expect(tags["og:image"]).toMatch(new RegExp(`^${server.url}/pictures/pic_\\w+/large\\.webp$`));
  expect(tags["product:price:amount"]).toBe("1234.56");
  expect(tags["twitter:card"]).toBe("summary_large_image");
  expect([...(tags["description"] ?? "").replaceAll(/&\w+;/g, "&")].length).toBeLessThanOrEqual(200);
  // The app takes this instead of asking, exactly as the API would have said it.
  expect(data[`/v1/products/${product_id}`]).toEqual(await server.guest("getProduct", { params: { product_id } }));
});

it("a shop's card speaks the language asked for, or the one chosen on the device", async () => {
  const chinese = await look(`/shops/${shop_id}`, { "accept-language": "zh-CN,zh;q=0.9" });
  expect(chinese.html).toContain('<html lang="zh-CN">');
  expect(chinese.tags["og:site_name"]).toBe("老铁");
  expect(chinese.tags["og:description"]).toContain("$&amp;");
  const chosen = await look("/", { "accept-language": "zh-CN", cookie: "laotie_locale=en; laotie_theme=dark" });
  expect(chosen.html).toContain('<html lang="en" data-theme="dark">');
  expect(chosen.tags["og:title"]).toBe("Laotie: live commerce you can check");
  const odd = await look("/", { "accept-language": "en", cookie: 'laotie_locale="><script>; laotie_theme=x' });
  expect(odd.html).toContain('<html lang="en">');
});

it("what is not there is a 404 and has no card; private pages ask not to be listed", async () => {
  for (const path of [
    "/products/prod_nope",
    "/products/prod_01kt0000000000000000000000",
    "/rooms/room_01kt0000000000000000000000",
    "/shops/shop_01kt0000000000000000000000",
    // No page of the app has such a path.
    "/nowhere",
    "/me/nowhere",
    "/rooms",
    "//",
    "//example.org/products",
  ]) {
    const { status, tags } = await look(path);
    expect(status, path).toBe(404);
    expect(tags["robots"]).toBe("noindex");
    expect(tags["og:title"]).toBeUndefined();
  }
  for (const path of ["/orders", "/me", "/sell", "/desk", "/sell/orders/ord_x", "/Me/", "/app-shell"]) {
    const { status, tags } = await look(path);
    expect(status).toBe(200);
    expect(tags["robots"]).toBe("noindex");
  }
});

it("robots are told where to look", async () => {
  expect(await (await fetch(`${server.url}/robots.txt`)).text()).toContain(`Sitemap: ${server.url}/sitemap.xml`);
  const sitemap = await fetch(`${server.url}/sitemap.xml`);
  expect(sitemap.headers.get("content-type")).toContain("application/xml");
  expect(await sitemap.text()).toContain(`<loc>${server.url}/</loc>`);
});

it("one page tells another reader nothing: it is not kept by proxies, and carries what its reader may see", async () => {
  const response = await fetch(`${server.url}/`, { headers: { "accept-encoding": "br" } });
  expect(response.headers.get("cache-control")).toBe("private, no-cache");
  expect(response.headers.get("content-encoding")).toBe("br");
  expect(response.headers.get("vary")).toContain("cookie");
});
