import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient, type Call } from "../../contract/client.ts";
import { ErrorObject } from "../../contract/errors.ts";
import { Order } from "../../contract/orders.ts";
import { systemClock } from "../../server/kernel/clock.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "../../server/kernel/embedded-postgres.ts";
import { addAddress, openShop, until } from "../kit/market.ts";
import { spawnServer, type ServerProcess } from "../kit/process.ts";
import type { Person } from "../kit/server.ts";

const away_ms = 10_000;
const stock = 2000;
let directory: string;
let postgres: EmbeddedPostgres;
let server: ServerProcess;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "laotie-away-"));
  await chmod(directory, 0o755);
  postgres = await startEmbeddedPostgres({ directory: join(directory, "postgres"), sleep: systemClock.sleep });
  server = await spawnServer({ DATABASE_URL: postgres.url, DATA_DIR: join(directory, "data"), DEMO: "1" });
}, 180_000);
afterAll(async () => {
  await server.kill("SIGTERM");
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
});

async function demo(role: "viewer" | "host" | "operator"): Promise<Person> {
  const { token, account } = await server.guest("demoSignIn", { body: { role } });
  const call: Call = createClient({ baseUrl: server.url, token: () => token, locale: () => "en" });
  return { token, account_id: account.id, call };
}

it("PostgreSQL away for ten seconds under orders: an honest 503 meanwhile, nothing lost, and on again by itself", async () => {
  const host = await demo("host");
  const { small, shop } = await openShop(host, { small: stock, large: 1 });
  const viewer = await demo("viewer");
  const address = await addAddress(viewer);
  const answered = new Map<string, string>();
  const refused: { readonly tookMs: number; readonly retryAfter: number }[] = [];
  const strange: string[] = [];
  const place = async (key: string): Promise<string | null> => {
    const startMs = systemClock.monotonicMs();
    const response = await fetch(`${server.url}/v1/orders`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${viewer.token}`, "idempotency-key": key },
      body: JSON.stringify({ lines: [{ variant_id: small, quantity: 1 }], address_id: address.id }),
    });
    const body: unknown = await response.json();
    if (response.status === 201) return JSON.stringify(Order.parse(body));
    const { code } = ErrorObject.parse(body);
    const retryAfter = Number(response.headers.get("retry-after"));
    if (response.status === 503 && code === "unavailable")
      refused.push({ tookMs: systemClock.monotonicMs() - startMs, retryAfter });
    else strange.push(`${response.status} ${code}`);
    return null;
  };
  const stop = new AbortController();
  // Slowly, so that the limit of an account's writes is not what refuses them.
  const lanes = Array.from({ length: 4 }, async (_, lane) => {
    for (let count = 0; !stop.signal.aborted; count += 1) {
      const key = `lane-${lane}-order-${count}`;
      for (;;) {
        const order = await place(key);
        await systemClock.sleep(order === null ? 1_000 : 400);
        if (order === null && strange.length < 10) continue;
        if (order !== null) answered.set(key, order);
        break;
      }
    }
  });
  await until(() => Promise.resolve(answered.size >= 8), 60_000);
  const [pid] = (await readFile(join(directory, "postgres/data/postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGINT");
  await systemClock.sleep(away_ms / 2);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
  await systemClock.sleep(away_ms / 2);
  const before = answered.size;
  await postgres.restart();
  await until(() => Promise.resolve(answered.size >= before + 8), 60_000);
  stop.abort();
  await Promise.all(lanes);
  expect(strange).toEqual([]);
  expect(refused.length).toBeGreaterThan(8);
  for (const { tookMs, retryAfter } of refused) {
    expect(retryAfter).toBeGreaterThanOrEqual(1);
    expect(tookMs).toBeLessThan(8_000);
  }
  // Every key still has its one answer, and there is not one order more.
  for (const [key, order] of [...answered].slice(0, 24)) expect(await place(key)).toBe(order);
  const left = await host.call("getStock", { params: { shop_id: shop.id, variant_id: small } });
  expect(left).toMatchObject({ on_hand: stock, reserved: answered.size });
  expect((await (await demo("operator")).call("checkLedger")).ok).toBe(true);
}, 240_000);
