import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createClient, type Call } from "../../contract/client.ts";
import type { Address } from "../../contract/accounts.ts";
import type { Product } from "../../contract/catalog.ts";
import { trainingAnswers, trainingVersion } from "../../contract/law.ts";
import type { LiveSession } from "../../contract/live.ts";
import type { Order } from "../../contract/orders.ts";
import type { Shop } from "../../contract/shops.ts";
import { RtmpPublisher } from "../../demo/rtmp-publisher.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import sharp from "sharp";
import type { Person, TestServer } from "./server.ts";

/** A small real picture. */
export async function jpeg(background = "#c86432"): Promise<Uint8Array> {
  return new Uint8Array(
    await sharp({ create: { width: 400, height: 300, channels: 3, background } })
      .jpeg()
      .toBuffer(),
  );
}

/** Somebody who came by a code and was verified by the demo's operator as host and seller: nobody of the demo's own cast. */
export async function newHost(server: { readonly url: string; readonly guest: Call }): Promise<Person> {
  const identifier = "a-new-host@example.org";
  await server.guest("sendCode", { body: { identifier } });
  const inbox = await server.guest("readDevInbox", { query: { to: identifier } });
  const code = /\b\d{6}\b/.exec(inbox.data[0]?.text ?? "")?.[0] ?? "";
  const { token, account } = await server.guest("signIn", { body: { identifier, code } });
  const callAs = (of: string): Call => createClient({ baseUrl: server.url, token: () => of, locale: () => "en" });
  const operator = callAs((await server.guest("demoSignIn", { body: { role: "operator" } })).token);
  const call = callAs(token);
  for (const kind of ["host", "seller"] as const) {
    const filed = await call("createVerification", {
      body: {
        kind,
        legal_name: "Old Friend Orchards Ltd",
        document_kind: kind === "host" ? "identity_number" : "business_license",
        document_number: "91310000MA1K35XX7Q",
        birth_date: "1990-01-01",
        address: "1 Orchard Road, Yantai",
        contact_phone: "+86 138 0013 8000",
      },
    });
    await operator("approveVerification", { params: { id: filed.id } });
  }
  await call("acknowledgeTraining", { body: { version: trainingVersion, answers: trainingAnswers } });
  return { token, account_id: account.id, call };
}

/** A verified seller's shop with one product of two variants on sale. */
export async function openShop(
  person: Person,
  stock = { small: 20, large: 3 },
): Promise<{ shop: Shop; product: Product; small: string; large: string }> {
  const shop = await person.call("createShop", { body: { name: "桃源果园", intro: "桃", dispatch_hours: 48 } });
  const picture = await person.call("createPicture", { body: await jpeg() });
  const product = await person.call("createProduct", {
    params: { shop_id: shop.id },
    body: {
      title: "水蜜桃",
      description: "现摘",
      unit: "箱",
      picture_ids: [picture.id],
      shipping_fee: 600,
      return_policy: "exempt_perishable",
      variants: [
        { title: "6 个", price: 2990, initial_stock: stock.small },
        {
          title: "12 个",
          price: 4990,
          compare_at_price: 5990,
          compare_at_basis: "上月本店成交价",
          initial_stock: stock.large,
        },
      ],
    },
  });
  await person.call("setProductState", {
    params: { shop_id: shop.id, product_id: product.id },
    body: { state: "on_sale" },
  });
  const [small, large] = product.variants.map((variant) => variant.id);
  return { shop, product, small: small ?? "", large: large ?? "" };
}

export interface OnAir {
  readonly session: LiveSession;
  readonly publisher: RtmpPublisher;
}

/** Goes on air with our own encoder through the real ingest. */
export async function goOnAir(
  server: TestServer,
  host: Person,
  shop: Shop,
  products: readonly Product[],
  cover_picture_id: string | null = null,
): Promise<OnAir> {
  await host.call("acknowledgeTraining", { body: { version: trainingVersion, answers: trainingAnswers } });
  const key = await host.call("rotateStreamKey");
  const flv = await readFile(join(import.meta.dirname, "../../demo/art/loops/orchard.flv"));
  const publisher = new RtmpPublisher({ clock: systemClock, ...server.rtmp, app: "live", key: key.secret ?? "", flv });
  publisher.start();
  const draft = await host.call("createSession", {
    body: {
      title: "今天摘的桃",
      cover_picture_id,
      broadcast: "self",
      shop_id: shop.id,
      product_ids: products.map((product) => product.id),
    },
  });
  await until(async () => (await host.call("getStudio")).encoder.connected);
  const session = await until(() => host.call("startSession", { params: { session_id: draft.id } }).catch(() => null));
  return { session, publisher };
}

/** Asks every 50 ms until the answer is neither null nor false; gives up after `withinMs`. */
export async function until<T>(ask: () => Promise<T | null | false>, withinMs = 15_000): Promise<T> {
  const endMs = systemClock.nowMs() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    if (systemClock.nowMs() > endMs) throw new Error(`not within ${withinMs} ms: ${ask.toString()}`);
    await systemClock.sleep(50);
  }
}

export function addAddress(person: Person): Promise<Address> {
  return person.call("createAddress", {
    body: {
      name: "张小满",
      phone: "13800138000",
      region: "陕西",
      city: "西安",
      district: "雁塔区",
      street: "小寨东路 1 号",
      postal_code: "710061",
      is_default: true,
    },
  });
}

/** Pays on the sandbox provider's own page, as a browser would: opens it and posts its form. */
export async function payOnPage(payUrl: string): Promise<Response> {
  const page = await fetch(payUrl);
  const html = await page.text();
  const action =
    /<form[^>]*action="([^"]+)"[^>]*data-action="pay"|<form[^>]*data-action="pay"[^>]*action="([^"]+)"/.exec(html);
  const fields = new URLSearchParams();
  for (const input of (action === null
    ? html
    : html.slice(action.index, html.indexOf("</form>", action.index))
  ).matchAll(/<(?:input|button)[^>]*name="([^"]+)"[^>]*value="([^"]*)"/g))
    fields.append(input[1] ?? "", input[2] ?? "");
  return fetch(new URL((action?.[1] ?? action?.[2] ?? payUrl).replaceAll("&amp;", "&"), payUrl), {
    method: "POST",
    body: fields,
    redirect: "manual",
  });
}

/** Orders, pays and waits until the webhook has come through. */
export async function buy(
  person: Person,
  options: {
    variant: string;
    quantity: number;
    address: Address;
    session?: LiveSession | null;
    offsetMs?: number;
    key?: string;
  },
): Promise<Order> {
  const order = await person.call("placeOrder", {
    body: {
      lines: [{ variant_id: options.variant, quantity: options.quantity }],
      address_id: options.address.id,
      moment:
        options.session === undefined || options.session === null
          ? null
          : { session_id: options.session.id, stream_offset_ms: options.offsetMs ?? 500 },
      expected_total: null,
    },
    ...(options.key === undefined ? {} : { idempotencyKey: options.key }),
  });
  const intent = await person.call("payOrder", { params: { order_id: order.id }, body: { return_path: "/orders" } });
  await payOnPage(intent.pay_url ?? "");
  return until(async () => {
    const now = await person.call("getOrder", { params: { order_id: order.id } });
    return now.state === "to_ship" ? now : null;
  });
}
