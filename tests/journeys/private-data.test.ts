import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { addAddress, buy, openShop } from "../kit/market.ts";
import { startServer, type TestServer } from "../kit/server.ts";

/** DESIGN §9: names, phones and addresses are nowhere in the clear, in no table of any schema. */
let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const secrets = [
  "private-buyer@example.org",
  "13911112222",
  "小寨东路",
  "张小满",
  "13800138000",
  "李大山",
  "610102199001011234",
];

it("no table holds a seeded name, phone, address or number", async () => {
  const buyer = await server.signIn("private-buyer@example.org");
  await server.signIn("13911112222", "zh-CN");
  await buyer.call("updateAccount", { body: { name: "李大山" } });
  await buyer.call("createVerification", {
    body: {
      kind: "host",
      legal_name: "李大山",
      document_kind: "identity_number",
      document_number: "610102199001011234",
      birth_date: "1990-01-01",
      address: "西安市雁塔区小寨东路 9 号",
      contact_phone: "13911112222",
    },
  });
  const host = await server.demo("host");
  const { small, shop } = await openShop(host);
  const order = await buy(buyer, { variant: small, quantity: 1, address: await addAddress(buyer) });
  await host.call("revealAddress", { params: { shop_id: shop.id, order_id: order.id } });
  await host.call("remarkOrder", {
    params: { shop_id: shop.id, order_id: order.id },
    body: { flag: "red", text: "张小满要求周末送到小寨东路" },
  });
  const operator = await server.demo("operator");
  const reason = "张小满（13800138000）说桃子坏了";
  const refunding = await operator.call("refundOrder", {
    params: { order_id: order.id },
    body: { reason },
    idempotencyKey: "refund-of-a-named-person",
  });
  expect(refunding.refund?.reason).toBe(reason);
  expect((await operator.call("listVerifications", { query: { state: "pending" } })).data).toHaveLength(1);
  const client = new pg.Client({ connectionString: server.database_url });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
  );
  const audit = await client.query(
    "select account_id, action from accounts.audit where subject_id = $1 and reason_sealed is not null",
    [order.id],
  );
  expect(audit.rows).toEqual([{ account_id: operator.account_id, action: "aftersales.order_refunded" }]);
  const found: string[] = [];
  for (const { name } of tables.rows) {
    for (const secret of secrets) {
      const hit = await client.query(`select 1 from ${name} as t where t::text like $1 limit 1`, [`%${secret}%`]);
      if ((hit.rowCount ?? 0) > 0) found.push(`${name}: ${secret}`);
    }
  }
  await client.end();
  expect(found).toEqual([]);
});
