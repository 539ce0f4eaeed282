import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AccountRole } from "../contract/accounts.ts";
import { ApiError, createClient, type Call } from "../contract/client.ts";
import type { Product } from "../contract/catalog.ts";
import type { Shop } from "../contract/shops.ts";
import { hillside, orchard, type DemoProduct } from "./catalog.ts";
import { drawPicture, type Subject } from "./pictures.ts";
import { RtmpPublisher, type PublisherClock } from "./rtmp-publisher.ts";

export interface MarketSettings {
  readonly url: string;
  readonly rtmpUrl: string;
  readonly signal: AbortSignal;
}

const clock: PublisherClock & { sleep(ms: number): Promise<void> } = {
  monotonicMs: () => performance.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  after(ms, fn) {
    const handle = setTimeout(fn, ms);
    return () => clearTimeout(handle);
  },
};
const look_again_ms = 5_000;
/** After somebody ended the demo's broadcast by hand, the room stays dark this long. */
const dark_ms = 20_000;
/** After an operator stopped it, this long. */
const stopped_ms = 10 * 60_000;

/**
 * The demo market of the first sale: one room on air through the real RTMP ingest, one shop behind it, and a second
 * shop ready for whoever signs in as the host. Everything goes through the public API. Runs until the signal.
 */
export async function runMarket(settings: MarketSettings): Promise<void> {
  const merchant = await signIn(settings.url, "merchant");
  await merchant("updateAccount", { body: { name: orchard.host } });
  const shop = await ensureShop(merchant, orchard.shop, "orchard");
  const products = await ensureProducts(merchant, shop, orchard.products);
  const publisher = await publish(settings, merchant);
  settings.signal.addEventListener("abort", () => void publisher.stop());
  await goOnAir(merchant, shop, products);
  // The second shop is nobody's hurry; the room was.
  const host = await signIn(settings.url, "host");
  await host("updateAccount", { body: { name: hillside.host } });
  await ensureProducts(host, await ensureShop(host, hillside.shop, "tea"), hillside.products);
  while (!settings.signal.aborted) {
    await clock.sleep(look_again_ms);
    await keepOnAir(merchant, shop, products).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
    });
  }
  await publisher.stop();
}

async function signIn(url: string, role: AccountRole): Promise<Call> {
  const { token } = await patiently(() => createClient({ baseUrl: url })("demoSignIn", { body: { role } }));
  return createClient({ baseUrl: url, token: () => token, locale: () => "zh-CN" });
}

/** The server may still be opening: tries for half a minute. */
async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let count = 0; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ApiError) || error.error.type !== "unavailable" || count > 300) throw error;
      await clock.sleep(100);
    }
  }
}

async function ensureShop(call: Call, fields: { name: string; intro: string }, logo: Subject): Promise<Shop> {
  const { data } = await call("listMyShops");
  const mine = data.find((shop) => shop.name === fields.name);
  if (mine !== undefined) return mine;
  const picture = await call("createPicture", { body: await drawPicture(logo) });
  return call("createShop", { body: { ...fields, logo_picture_id: picture.id, dispatch_hours: 48 } });
}

async function ensureProducts(call: Call, shop: Shop, wanted: readonly DemoProduct[]): Promise<Product[]> {
  const { data } = await call("listShopProducts", { params: { shop_id: shop.id }, query: { limit: 100 } });
  const found: Product[] = [];
  for (const { subject, ...fields } of wanted) {
    const existing = data.find((product) => product.title === fields.title);
    found.push(existing ?? (await addProduct(call, shop, subject, fields)));
  }
  return found;
}

async function addProduct(
  call: Call,
  shop: Shop,
  subject: Subject,
  fields: Omit<DemoProduct, "subject">,
): Promise<Product> {
  const picture = await call("createPicture", { body: await drawPicture(subject) });
  const product = await call("createProduct", {
    params: { shop_id: shop.id },
    body: { ...fields, variants: [...fields.variants], picture_ids: [picture.id] },
  });
  return call("setProductState", { params: { shop_id: shop.id, product_id: product.id }, body: { state: "on_sale" } });
}

async function publish(settings: MarketSettings, call: Call): Promise<RtmpPublisher> {
  const flv = await readFile(join(import.meta.dirname, "art", "loops", "orchard.flv"));
  const { secret } = await call("rotateStreamKey");
  const url = new URL(settings.rtmpUrl);
  const publisher = new RtmpPublisher({
    clock,
    host: url.hostname,
    port: Number(url.port || 1935),
    app: url.pathname.slice(1),
    key: secret ?? "",
    flv,
  });
  publisher.start();
  return publisher;
}

async function goOnAir(call: Call, shop: Shop, products: readonly Product[]): Promise<void> {
  for (let count = 0; count < 300; count += 1) {
    const studio = await call("getStudio");
    if (studio.session?.state === "on_air") return;
    if (studio.encoder.connected && studio.session?.state !== "interrupted") {
      const onSale = products.filter((product) => product.state === "on_sale");
      const session =
        studio.session ??
        (await call("createSession", {
          body: {
            title: orchard.session_title,
            cover_picture_id: await coverOf(call),
            broadcast: "self",
            shop_id: shop.id,
            product_ids: onSale.map((product) => product.id),
          },
        }));
      try {
        await call("startSession", { params: { session_id: session.id } });
        await call("pinProduct", { params: { session_id: session.id }, body: { product_id: onSale[0]?.id ?? null } });
        return;
      } catch (error) {
        // The first keyframe may still be on its way.
        if (!(error instanceof ApiError) || error.error.code !== "encoder_missing") throw error;
      }
    }
    await clock.sleep(50);
  }
  throw new Error("the demo room could not go on air");
}

/** A still of the film, so that the room looks like itself from outside. */
async function coverOf(call: Call): Promise<string> {
  const still = await readFile(join(import.meta.dirname, "art", "loops", "orchard.jpg"));
  return (await call("createPicture", { body: new Uint8Array(still) })).id;
}

/** Brings the room back after somebody ended the broadcast; a draft that a visitor is preparing is left alone. */
async function keepOnAir(call: Call, shop: Shop, products: readonly Product[]): Promise<void> {
  const studio = await call("getStudio");
  if (studio.session !== null || !studio.encoder.connected) return;
  const [last] = studio.past;
  // Who was stopped by an operator stays off for a while, as a host with sense would.
  if (last?.end_reason === "operator" && Date.parse(last.ended_at ?? "") > Date.now() - stopped_ms) return;
  await clock.sleep(dark_ms);
  if ((await call("getStudio")).session === null) await goOnAir(call, shop, products);
}
