import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { goOnAir, openShop } from "../kit/market.ts";
import { startServer, type TestServer } from "../kit/server.ts";

let server: TestServer;
let stop: () => void;
beforeAll(async () => {
  server = await startServer();
  const merchant = await server.demo("merchant");
  const { shop, product } = await openShop(merchant);
  const { publisher } = await goOnAir(server, merchant, shop, [product]);
  stop = () => void publisher.stop();
});
afterAll(async () => {
  stop();
  await server.stop();
});

/** Runs the script in an empty folder, as somebody does who pasted it into a shell. */
function run(script: string, cwd: string): Promise<{ code: number | null; out: string; errors: string }> {
  return new Promise((resolve) => {
    const child = spawn("bash", ["-eu", script], { cwd, env: { ...process.env, BASE: server.url } });
    let out = "";
    let errors = "";
    child.stdout.on("data", (part: Buffer) => (out += part.toString()));
    child.stderr.on("data", (part: Buffer) => (errors += part.toString()));
    child.on("close", (code) => resolve({ code, out, errors }));
  });
}

it("the commands of `Build your own client` buy something with nothing but curl", async () => {
  const folder = await mkdtemp(join(tmpdir(), "laotie-curl-"));
  const { code, out, errors } = await run(join(import.meta.dirname, "../../web/pages/docs/purchase.sh"), folder);
  expect([code, errors]).toEqual([0, ""]);
  const [, id] = /^(ord_[0-9a-z]{26}) is to_ship\n$/.exec(out) ?? [];
  const viewer = await server.demo("viewer");
  const order = await viewer.call("getOrder", { params: { order_id: id ?? "" } });
  expect(order).toMatchObject({ state: "to_ship", payment: { state: "captured" } });
  await rm(folder, { recursive: true });
});
