import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import type { Call } from "../../contract/client.ts";
import { present } from "../../server/kernel/assert.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import { migrate } from "../../server/kernel/migrate.ts";
import { query, withDatabase, type Cluster } from "./database.ts";
import { createHand } from "./hand-clock.ts";
import { jobTables } from "./job-queue.ts";
import { openProvider } from "./provider.ts";
import { startProcess } from "./process.ts";

export interface Person {
  readonly token: string;
  readonly account_id: string;
}
export interface Buyer extends Person {
  readonly address_id: string;
}
export interface Goods {
  readonly merchant: Person;
  readonly shop_id: string;
  readonly product_id: string;
  readonly variant_id: string;
  /** Units on hand when the market opens. */
  readonly stock: number;
}
/** A small market, made once through the public API; each seed gets a copy of its database. */
export interface Market {
  readonly template: string;
  readonly openedMs: number;
  readonly operator: Person;
  readonly buyers: readonly Buyer[];
  readonly goods: readonly Goods[];
}

const rules = { settlement_days: 1, deposit_minor: 2_000, payout_approval_above_minor: 4_000 } as const;
/** 2026-11-22 12:00 in Shanghai. */
const opened_ms = Date.UTC(2026, 10, 22, 4);
const buyers_count = 8;
/** Few units, so that they sell out; many, so that orders live on; none, until somebody restocks. */
const shelves = [
  [
    [3, 12],
    [15, 0],
  ],
  [[6, 9]],
] as const;

/** Every insert into an outbox is witnessed where it is made. */
const witness = `
  create function sim.note() returns trigger language plpgsql as $$ begin
    insert into sim.emitted select coalesce(e.b ->> 'event_id', new.event_id), new.type
      from jsonb_array_elements(case when new.body is null then new.events::jsonb else jsonb_build_array(new.body) end) as e(b)
      on conflict do nothing; return null; end $$;
  create trigger sim_note after insert on kernel.shop_outbox for each row execute function sim.note();
  create trigger sim_note after insert on kernel.account_outbox for each row execute function sim.note();
  create trigger sim_note after insert on kernel.room_outbox for each row execute function sim.note()`;

export async function openMarket(cluster: Cluster): Promise<Market> {
  const template = `sim_market_${process.pid}_${Math.floor(performance.now())}`;
  await query(cluster.url, `create database ${template}`);
  const url = withDatabase(cluster.url, template);
  await migrate(url, opened_ms);
  await query(url, jobTables);
  await query(url, witness);
  const hand = createHand(opened_ms);
  const provider = await openProvider(hand.nowMs);
  const data_dir = await mkdtemp(join(tmpdir(), "laotie-sim-data-"));
  const bugs: string[] = [];
  const world = { database_url: url, provider_url: provider.url, data_dir, hand, bugs, killPostgres: () => undefined };
  const server = await startProcess(world, 1);
  const guest = server.call(null);
  const demo = async (role: "merchant" | "host" | "operator"): Promise<Person & { call: Call }> => {
    const { token, account } = await guest("demoSignIn", { body: { role } });
    return { token, account_id: account.id, call: server.call(token) };
  };
  const operator = await demo("operator");
  // Small money: a shop that sold a few things may draw, and an operator decides on what is not quite small.
  for (const [name, to] of Object.entries(rules) as [keyof typeof rules, number][]) {
    const { data } = await operator.call("listSettings");
    const from = present(
      data.find((one) => one.name === name),
      "a rule",
    ).value;
    await operator.call("changeSetting", { params: { name }, body: { from, to, reason: "a small market" } });
  }
  const goods: Goods[] = [];
  for (const [index, role] of (["merchant", "host"] as const).entries())
    goods.push(...(await openShop(await demo(role), present(shelves[index], "every merchant has shelves"))));
  const buyers: Buyer[] = [];
  for (let index = 0; index < buyers_count; index += 1) buyers.push(await newBuyer(guest, server.call, index));
  await server.deliver();
  // Where money goes is said soon after showing who one is; these show it all the time.
  await query(url, "update accounts.auth_session set proved_at = '2100-01-01'");
  server.kill();
  await provider.stop();
  await rm(data_dir, { recursive: true, force: true });
  if (bugs.length > 0) throw new Error(`opening the market ran into bugs:\n${bugs.join("\n")}`);
  await lastConnectionEnds(cluster.url, template);
  return {
    template,
    openedMs: opened_ms,
    operator: { token: operator.token, account_id: operator.account_id },
    buyers,
    goods,
  };
}

async function openShop(
  person: Person & { call: Call },
  products: readonly (readonly number[])[],
): Promise<readonly Goods[]> {
  const { call, ...merchant } = person;
  const shop = await call("createShop", { body: { name: "桃源果园", intro: "", dispatch_hours: 48 } });
  const goods: Goods[] = [];
  for (const stocks of products) {
    const picture = await sharp({ create: { width: 40, height: 30, channels: 3, background: "#c86432" } })
      .jpeg()
      .toBuffer();
    const upload = await call("createPicture", { body: new Uint8Array(picture) });
    const product = await call("createProduct", {
      params: { shop_id: shop.id },
      body: {
        title: "水蜜桃",
        description: "现摘",
        unit: "箱",
        picture_ids: [upload.id],
        shipping_fee: 600,
        return_policy: "seven_days",
        variants: stocks.map((stock, at) => ({ title: `${at + 1}`, price: 2990 + 1007 * at, initial_stock: stock })),
      },
    });
    await call("setProductState", {
      params: { shop_id: shop.id, product_id: product.id },
      body: { state: "on_sale" },
    });
    for (const [at, variant] of product.variants.entries())
      goods.push({
        merchant,
        shop_id: shop.id,
        product_id: product.id,
        variant_id: variant.id,
        stock: stocks[at] ?? 0,
      });
  }
  return goods;
}

async function newBuyer(guest: Call, callAs: (token: string) => Call, index: number): Promise<Buyer> {
  const identifier = `sim-buyer-${index}@example.org`;
  await guest("sendCode", { body: { identifier } });
  const inbox = await guest("readDevInbox", { query: { to: identifier } });
  const code = present(/\b\d{6}\b/.exec(inbox.data[0]?.text ?? ""), "a code was sent")[0];
  const { token, account } = await guest("signIn", { body: { identifier, code, name: `Buyer ${index}` } });
  const address = await callAs(token)("createAddress", {
    body: {
      name: "王小明",
      phone: "+86 138 0013 8000",
      region: "浙江省",
      city: "杭州市",
      district: "西湖区",
      street: "文三路 90 号",
      postal_code: "310012",
      is_default: true,
    },
  });
  return { token, account_id: account.id, address_id: address.id };
}

/** A database is copied only while nobody is connected to it. */
async function lastConnectionEnds(adminUrl: string, name: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const open = await query(adminUrl, `select 1 from pg_stat_activity where datname = '${name}'`);
    if (open.length === 0) return;
    await systemClock.sleep(25);
  }
  throw new Error(`${name} is still in use`);
}
