import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createClient } from "../../contract/client.ts";
import { addAddress, buy, openShop } from "../kit/market.ts";
import { spawnServer, type ServerProcess } from "../kit/process.ts";
import type { Person } from "../kit/server.ts";

const root = join(import.meta.dirname, "../..");
const secret = "a-secret-that-both-servers-share-0123456789";
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "laotie-backup-"));
  await chmod(directory, 0o755);
});
afterAll(() => rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 500 }));

async function demo(server: ServerProcess, role: "viewer" | "host"): Promise<Person> {
  const { token, account } = await server.guest("demoSignIn", { body: { role } });
  return { token, account_id: account.id, call: clientOf(server, token) };
}

const clientOf = (server: ServerProcess, token: string) =>
  createClient({ baseUrl: server.url, token: () => token, locale: () => "en" });

const tool = (name: string, folder: string, dataDir: string): Promise<{ code: number; said: string }> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(root, "tools", name), folder],
      { env: { PATH: process.env["PATH"], DATA_DIR: dataDir } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, said: out + err }),
    );
  });

it("a backup of a running market starts elsewhere and holds every order that was answered before it", async () => {
  const original = join(directory, "original");
  const backup = join(directory, "backup");
  const copy = join(directory, "copy");
  const server = await spawnServer({ DATA_DIR: original, SECRET: secret });
  const host = await demo(server, "host");
  const { small } = await openShop(host, { small: 50, large: 1 });
  const viewer = await demo(server, "viewer");
  const address = await addAddress(viewer);
  const before = await buy(viewer, { variant: small, quantity: 1, address });
  expect(await tool("backup.ts", backup, original)).toMatchObject({ code: 0 });
  const after = await buy(viewer, { variant: small, quantity: 1, address });
  expect(await tool("backup.ts", backup, original)).toMatchObject({ code: 2 });
  expect(await tool("restore.ts", backup, original)).toMatchObject({ code: 2 });
  await server.kill("SIGTERM");
  await expect(stat(join(backup, "secret"))).rejects.toThrow("ENOENT");

  expect(await tool("restore.ts", backup, copy)).toMatchObject({ code: 0 });
  const restored = await spawnServer({ DATA_DIR: copy, SECRET: secret });
  const again = clientOf(restored, viewer.token);
  const order = await again("getOrder", { params: { order_id: before.id } });
  expect(order).toMatchObject({ id: before.id, total: before.total });
  // Sealed in the database, readable with the secret.
  expect((await again("listAddresses")).data.map((one) => one.street)).toContain(address.street);
  await expect(again("getOrder", { params: { order_id: after.id } })).rejects.toMatchObject({
    error: { code: "not_found" },
  });
  await restored.kill("SIGTERM");

  // Of the stopped copy another one, and the order is still there.
  const cold = join(directory, "cold");
  const stopped = await tool("backup.ts", cold, copy);
  expect([stopped.code, stopped.said]).toEqual([0, expect.stringContaining("of a stopped server")]);
}, 180_000);
