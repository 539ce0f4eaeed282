import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { createServer } from "node:net";
import { chmod, mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient, type Call } from "../../contract/client.ts";
import type { Order } from "../../contract/orders.ts";
import { addAddress, openShop, until } from "../kit/market.ts";
import { spawnFailing, spawnServer, startServerProcess, type ServerProcess } from "../kit/process.ts";
import type { Person } from "../kit/server.ts";

/** Only root may lay a small disk of its own over a folder, and not in every container. */
function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), "laotie-mount-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", place], { stdio: "ignore" });
    execFileSync("umount", [place]);
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(place);
  }
}

/** Each case starts a whole server, some of them twice; a busy machine may take its time. */
const patience_ms = 60_000;
const unhurried = { timeout: 5 * patience_ms };

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "laotie-process-"));
  await chmod(directory, 0o755);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function demo(server: ServerProcess, role: "viewer" | "host" | "operator"): Promise<Person> {
  const { token, account } = await server.guest("demoSignIn", { body: { role } });
  const call: Call = createClient({ baseUrl: server.url, token: () => token, locale: () => "en" });
  return { token, account_id: account.id, call };
}

describe("a server that is killed", unhurried, () => {
  it("in the middle of purchases loses nothing it acknowledged, keeps nothing half done, and starts again", async () => {
    const env = { DATA_DIR: join(directory, "kill"), DEMO: "1" };
    let server = await spawnServer(env);
    const host = await demo(server, "host");
    const { small, shop } = await openShop(host, { small: 400, large: 1 });
    const viewer = await demo(server, "viewer");
    const address = await addAddress(viewer);
    const acknowledged: Order[] = [];
    const sent: string[] = [];
    const killed = new AbortController();
    const answered = new Map<string, string>();
    const place = (call: Call, key: string): Promise<Order> =>
      call("placeOrder", {
        body: {
          lines: [{ variant_id: small, quantity: 1 }],
          address_id: address.id,
          moment: null,
          expected_total: null,
        },
        idempotencyKey: key,
      });
    const buy = async (key: string): Promise<void> => {
      sent.push(key);
      const order = await place(viewer.call, key);
      answered.set(key, order.id);
      acknowledged.push(order);
    };
    const buying = Array.from({ length: 16 }, async (_, lane) => {
      for (let count = 0; !killed.signal.aborted; count += 1)
        await buy(`lane-${lane}-order-${count}`).catch(() => undefined);
    });
    await until(() => Promise.resolve(acknowledged.length >= 40), patience_ms);
    await server.kill("SIGKILL");
    killed.abort();
    await Promise.all(buying);
    server = await spawnServer(env);
    expect(server.output()).toContain("attached");
    const again = await demo(server, "viewer");
    for (const order of acknowledged)
      expect((await again.call("getOrder", { params: { order_id: order.id } })).state).toBe("unpaid");
    // Whoever repeats a request after a lost answer gets the first order or a new one, never a second.
    const before = await (
      await demo(server, "host")
    ).call("getStock", { params: { shop_id: shop.id, variant_id: small } });
    const [first] = acknowledged;
    const firstKey = [...answered].find(([, id]) => id === first?.id)?.[0] ?? "";
    const repeated = await place(again.call, firstKey);
    expect(repeated.id).toBe(first?.id);
    // What was sent and never answered may have been placed before the kill; repeated, it is at most one order each.
    const unanswered = sent.filter((key) => !answered.has(key));
    const late: Order[] = [];
    for (const key of unanswered) {
      for (let count = 0; count < 2; count += 1) late.push(await place(again.call, key));
      expect(late.at(-1)?.id).toBe(late.at(-2)?.id);
    }
    const ids = new Set([...acknowledged.map((order) => order.id), ...late.map((order) => order.id)]);
    expect(ids.size).toBe(acknowledged.length + unanswered.length);
    const after = await (
      await demo(server, "host")
    ).call("getStock", { params: { shop_id: shop.id, variant_id: small } });
    expect(after.available + after.reserved).toBe(400);
    expect(after.reserved).toBe(ids.size);
    expect(before.available + before.reserved).toBe(400);
    expect(before.reserved).toBeGreaterThanOrEqual(acknowledged.length);
    const check = await (await demo(server, "operator")).call("checkLedger");
    expect(check.ok).toBe(true);
    expect(await server.kill("SIGTERM")).toBe(0);
  });

  it("survives a killed PostgreSQL: 503 meanwhile, then goes on with everything it had", async () => {
    const env = { DATA_DIR: join(directory, "postgres-kill"), DEMO: "1" };
    const server = await spawnServer(env);
    const viewer = await demo(server, "viewer");
    await addAddress(viewer);
    const [pid] = (await readFile(join(env.DATA_DIR, "demo/postgres/data/postmaster.pid"), "utf8")).split("\n");
    // Asked all the while, so that some ask just when the database is gone: 200 or an honest 503, never anything else.
    const answers: string[] = [];
    const asking = new AbortController();
    const lanes = Array.from({ length: 8 }, async () => {
      while (!asking.signal.aborted)
        answers.push(
          await viewer.call("listAddresses").then(
            ({ data }) => `200 with ${data.length}`,
            (error: unknown) => String((error as { error?: { code?: string } }).error?.code ?? error),
          ),
        );
    });
    await until(() => Promise.resolve(answers.length >= 8), patience_ms);
    process.kill(Number(pid), "SIGKILL");
    await until(() => Promise.resolve(answers.includes("unavailable")), patience_ms);
    const lastRefused = () => answers.lastIndexOf("unavailable");
    await until(() => Promise.resolve(answers.length > lastRefused() + 100), patience_ms);
    asking.abort();
    await Promise.all(lanes);
    expect(new Set(answers)).toEqual(new Set(["200 with 1", "unavailable"]));
    expect(await server.kill("SIGINT")).toBe(0);
  });
});

describe("a stop", unhurried, () => {
  it("in the middle of a start leaves nothing running", async () => {
    const data = join(directory, "early-stop");
    const started = await startServerProcess({ DATA_DIR: data });
    const pidFile = join(data, "demo/postgres/data/postmaster.pid");
    // While the data are made, the file comes and goes with programs of that, whose numbers are negative.
    const pid = await until(async () => {
      const [first] = (await readFile(pidFile, "utf8").catch(() => "")).split("\n");
      return Number(first) > 0 ? Number(first) : null;
    }, patience_ms);
    expect(await started.kill("SIGTERM")).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow(/ESRCH/);
  });
});

describe("a start that cannot work says why in one sentence", unhurried, () => {
  it("a taken port", async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) =>
      taken.listen(0, "127.0.0.1", () => resolve((taken.address() as { port: number }).port)),
    );
    const { code, output } = await spawnFailing({ PORT: String(port), DATA_DIR: join(directory, "port") });
    taken.close();
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} is taken by another program. Stop it, or start with PORT=${port + 1}.`);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it("a configuration that cannot be used", async () => {
    const { code, output } = await spawnFailing({ LOG_LEVEL: "loud", RTMP_PORT: "x" });
    expect(code).toBe(1);
    expect(output).toMatch(/LOG_LEVEL: /);
    expect(output).toMatch(/RTMP_PORT: /);
    expect(output).not.toMatch(/^\s+at /m);
  });

  it("a database that does not answer", async () => {
    const { code, output } = await spawnFailing({
      DATABASE_URL: "postgres://nobody:secret-word@127.0.0.1:1/none",
      DATA_DIR: join(directory, "away"),
    });
    expect(code).toBe(1);
    expect(output).toContain("The database at DATABASE_URL does not answer");
    expect(output).not.toContain("secret-word");
  });

  it.runIf(canMount())("a disk that is full", async () => {
    const small = join(directory, "small-disk");
    await mkdir(small, { mode: 0o755 });
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64m", "tmpfs", small]);
    try {
      const { code, output } = await spawnFailing({ DATA_DIR: join(small, "data") });
      expect(code).toBe(1);
      expect(output).toMatch(
        /has 64 MB left; at least 200 MB are needed\. Free some, or set DATA_DIR to another disk\./,
      );
    } finally {
      execFileSync("umount", [small]);
    }
  });

  it.runIf(process.getuid?.() === 0)("a folder that user postgres cannot enter", async () => {
    const closed = join(directory, "closed");
    await mkdir(closed, { mode: 0o700 });
    const { code, output } = await spawnFailing({ DATA_DIR: join(closed, "data") });
    expect(code).toBe(1);
    expect(output).toContain(`User postgres cannot enter ${closed} (mode 700)`);
  });
});
