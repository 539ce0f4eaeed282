import { Agent, request } from "node:http";
import type pg from "pg";
import sharp from "sharp";
import { createClient, type Call } from "../../contract/client.ts";
import { present } from "../../server/kernel/assert.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import { newId } from "../../server/kernel/ids.ts";
import { randomText, systemRandom } from "../../server/kernel/random.ts";
import { createSeal } from "../../server/kernel/seal.ts";
import { purposes } from "../../server/modules/accounts/sealed-columns.ts";
import type { ServerProcess } from "../../tests/kit/process.ts";

export interface Person {
  readonly token: string;
  readonly address_id: string;
}
export interface Shop {
  readonly shop_id: string;
  readonly call: Call;
}

export const operator_email = "operator@example.org";

/** Signs somebody in by a code. Everybody comes from an address of their own, so that the limits per address stay on. */
export async function signIn(
  server: ServerProcess,
  identifier: string,
  from: string,
): Promise<{ token: string; call: Call }> {
  const guest = callFrom(server, from);
  await guest("POST", "/v1/auth/codes", undefined, { identifier });
  const code = await codeOf(server, identifier);
  const { token } = (await guest("POST", "/v1/auth/sessions", undefined, { identifier, code })) as { token: string };
  return { token, call: createClient({ baseUrl: server.url, token: () => token, locale: () => "zh-CN" }) };
}

async function codeOf(server: ServerProcess, identifier: string): Promise<string> {
  const inbox = await server.guest("readDevInbox", { query: { to: identifier } });
  return present(/\b\d{6}\b/.exec(inbox.data[0]?.text ?? "")?.[0], "a code was sent");
}

/**
 * Buyers with an address: one comes through the API, the others are the same rows again with ids and tokens of their own, since
 * it is not signing in that is measured.
 */
export async function makePeople(
  server: ServerProcess,
  sql: pg.Pool,
  secret: string,
  count: number,
): Promise<readonly Person[]> {
  const { token, call } = await signIn(server, "buyer@example.org", "127.1.0.1");
  const fields = {
    name: "张小满",
    phone: "13800138000",
    region: "陕西",
    city: "西安",
    district: "雁塔区",
    street: "小寨东路 1 号",
    postal_code: "710061",
  };
  const address = await call("createAddress", { body: { ...fields, is_default: true } });
  const seal = createSeal(secret, systemRandom);
  const ids = { clock: systemClock, random: systemRandom };
  const index = seal.index(token, purposes.token);
  const made = Array.from({ length: count - 1 }, () => ({
    token: randomText(systemRandom, token.length),
    account_id: newId(ids, "acct"),
    address_id: newId(ids, "addr"),
  }));
  const copy = async (table: string, where: string, patches: readonly object[]): Promise<void> => {
    await sql.query(
      `insert into ${table} select (jsonb_populate_record(t, p)).* from ${table} t, unnest($2::jsonb[]) as u (p) where ${where}`,
      [index, patches.map((patch) => JSON.stringify(patch))],
    );
  };
  const first = "(select account_id from accounts.auth_session where token_index = $1)";
  await copy(
    "accounts.account",
    `t.id = ${first}`,
    made.map((one) => ({ id: one.account_id, email_sealed: null, email_index: null })),
  );
  await copy(
    "accounts.address",
    `t.account_id = ${first}`,
    // An address is sealed for its account.
    made.map((one) => ({
      account_id: one.account_id,
      id: one.address_id,
      fields_sealed: seal.seal(JSON.stringify(fields), `${purposes.address} ${one.account_id}`),
    })),
  );
  await copy(
    "accounts.auth_session",
    "t.token_index = $1",
    made.map((one) => ({
      id: newId(ids, "authsess"),
      account_id: one.account_id,
      token_index: seal.index(one.token, purposes.token),
    })),
  );
  return [{ token, address_id: address.id }, ...made];
}

/** A verified seller's shop. */
export async function openShop(server: ServerProcess, operator: Call, number: number): Promise<Shop> {
  const { call } = await signIn(server, `merchant${number}@example.org`, `127.2.0.${number + 1}`);
  const filed = await call("createVerification", {
    body: {
      kind: "seller",
      legal_name: "Old Friend Orchards Ltd",
      document_kind: "business_license",
      document_number: `91310000MA1K35XX${number}Q`,
      birth_date: null,
      address: "1 Orchard Road, Yantai",
      contact_phone: "+86 138 0013 8000",
    },
  });
  await operator("approveVerification", { params: { id: filed.id } });
  const shop = await call("createShop", { body: { name: `桃源果园 ${number}`, intro: "桃", dispatch_hours: 48 } });
  return { shop_id: shop.id, call };
}

/** Puts a variant with so many units on sale. */
export async function putOnSale(shop: Shop, units: number): Promise<string> {
  const picture = await shop.call("createPicture", {
    body: new Uint8Array(
      await sharp({ create: { width: 400, height: 300, channels: 3, background: "#c86432" } })
        .jpeg()
        .toBuffer(),
    ),
  });
  const product = await shop.call("createProduct", {
    params: { shop_id: shop.shop_id },
    body: {
      title: "水蜜桃",
      description: "树上熟，早上摘，下午发。",
      unit: "箱",
      picture_ids: [picture.id],
      shipping_fee: 600,
      return_policy: "exempt_perishable",
      variants: [{ title: "6 个", price: 2990, initial_stock: units }],
    },
  });
  await shop.call("setProductState", {
    params: { shop_id: shop.shop_id, product_id: product.id },
    body: { state: "on_sale" },
  });
  return present(product.variants[0], "a product has a variant").id;
}

/** Calls from a given local address, as another machine would. */
function callFrom(
  server: ServerProcess,
  from: string,
): (method: string, path: string, token: string | undefined, body: unknown) => Promise<unknown> {
  const agent = new Agent({ localAddress: from, keepAlive: false });
  return (method, path, token, body) =>
    new Promise((resolve, reject) => {
      const call = request(
        `${server.url}${path}`,
        {
          method,
          agent,
          headers: {
            "content-type": "application/json",
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          },
        },
        (response) => {
          let text = "";
          response.setEncoding("utf8").on("data", (part: string) => (text += part));
          response.on("end", () => {
            if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(text));
            else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
          });
        },
      );
      call.on("error", reject);
      call.end(JSON.stringify(body));
    });
}

export const pause = (ms: number): Promise<void> => systemClock.sleep(ms);
