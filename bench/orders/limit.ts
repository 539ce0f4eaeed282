import type pg from "pg";
import { present } from "../../server/kernel/assert.ts";
import { Client } from "../../server/kernel/client.ts";
import { copyText, CopyText } from "../../server/kernel/copy.ts";
import { idBeside, newId } from "../../server/kernel/ids.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import { systemRandom } from "../../server/kernel/random.ts";

const batch = 500;
const measured_ms = 5000;
const ids = { clock: systemClock, random: systemRandom };

/** A row of every table that an order writes, as the server wrote it: what the limit writes again under new ids. */
interface Sample {
  readonly table: string;
  readonly columns: readonly string[];
  readonly row: Readonly<Record<string, string | null>>;
}

const tables = ["orders.orders", "orders.line", "inventory.reservation", "payments.intent", "orders.buyer_order"];

/**
 * The limit: the same rows into the same tables and indexes, in batches of 500 by COPY, with the stock counted, a deadline and an outbox
 * row for the batch, no HTTP and no rules; the better of one and two connections. And the naive way: the same rows, a transaction per order.
 */
export async function measureLimit(
  sql: pg.Pool,
  url: string,
  say: (text: string) => void,
): Promise<{ limit_orders_s: number; naive_orders_s: number }> {
  const samples: Sample[] = [];
  const newest = await sql.query<{ order_id: string; shop_id: string }>(
    "select order_id, shop_id from orders.orders order by order_id desc limit 1",
  );
  const { order_id, shop_id } = present(newest.rows[0], "orders were placed before");
  for (const table of tables) {
    const { rows } = await sql.query<{ row: Record<string, string | null> }>(
      `select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(t)) where value is not null) as row from ${table} t where order_id = $1 limit 1`,
      [order_id],
    );
    const { row } = present(rows[0], "an order has a row in each table");
    samples.push({ table, row, columns: Object.keys(row) });
  }
  const limit: number[] = [];
  for (const connections of [1, 2]) {
    const orders_s = await runFor(url, connections, batch, samples, shop_id);
    say(`limit, batches of ${batch}, ${connections} connection${connections === 1 ? "" : "s"}: ${orders_s} orders/s`);
    limit.push(orders_s);
  }
  const naive_orders_s = await runFor(url, 8, 1, samples, shop_id);
  say(`naive, a transaction per order on 8 connections: ${naive_orders_s} orders/s`);
  return { limit_orders_s: Math.max(...limit), naive_orders_s };
}

async function runFor(
  url: string,
  connections: number,
  size: number,
  samples: readonly Sample[],
  shop_id: string,
): Promise<number> {
  const clients: pg.Client[] = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new Client({ connectionString: url, options: "-c jit=off" });
      await client.connect();
      return client;
    }),
  );
  let written = 0;
  const startMs = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() - startMs < measured_ms) {
        await writeBatch(client, size, samples, shop_id);
        written += size;
      }
    }),
  );
  const seconds = (performance.now() - startMs) / 1000;
  await Promise.all(clients.map((client) => client.end()));
  return Math.round(written / seconds);
}

async function writeBatch(client: pg.Client, size: number, samples: readonly Sample[], shop_id: string): Promise<void> {
  const orders = Array.from({ length: size }, () => newId(ids, "ord"));
  const buyers = orders.map(() => newId(ids, "acct"));
  await client.query("begin");
  const variant_id = samples.find((one) => one.table === "inventory.reservation")?.row["variant_id"];
  await client.query("select 1 from inventory.stock where shop_id = $1 and variant_id = $2 for update", [
    shop_id,
    variant_id,
  ]);
  await client.query("update inventory.stock set reserved = reserved + $3 where shop_id = $1 and variant_id = $2", [
    shop_id,
    variant_id,
    size,
  ]);
  const texts = samples.map(({ columns, row }) =>
    copyText(
      orders.map((order_id, index) => {
        const buyer = buyers[index] ?? "";
        const fresh: Readonly<Record<string, string>> = {
          order_id,
          buyer_id: buyer,
          account_id: buyer,
          idempotency_key: order_id,
          id: idBeside(order_id, "pi"),
          line_id: idBeside(order_id, "line"),
        };
        return columns.map((column) => fresh[column] ?? row[column] ?? null);
      }),
    ),
  );
  const now = new Date(systemClock.nowMs());
  const events = "e".repeat(450 * size);
  texts.push(
    copyText([
      [shop_id, newId(ids, "evt"), "order.placed", events, size, now, "{}", new Date(now.getTime() + 3600_000)],
    ]),
    copyText([[shop_id, "orders.unpaid_close", `${orders[0] ?? ""}..x`, new Date(now.getTime() + 3600_000)]]),
  );
  const targets = [
    ...samples.map(({ table, columns }) => `${table} (${columns.join(", ")})`),
    "kernel.shop_outbox (shop_id, event_id, type, events, count, at, done, next_at)",
    "kernel.shop_timer (shop_id, name, subject_id, due_at)",
  ];
  for (const [index, target] of targets.entries())
    await client.query(`copy ${target} from stdin`, [new CopyText(present(texts[index], "rows for each table"))]);
  await client.query("commit");
}
