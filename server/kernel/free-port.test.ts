import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { freePort, isFree } from "./free-port.ts";

it("is free, with those after it, and never one that outgoing connections are given", async () => {
  for (let count = 0; count < 50; count += 1) {
    const port = await freePort(3);
    expect(port).toBeGreaterThan(1024);
    expect(port + 2).toBeLessThan(32_768);
    for (const one of [port, port + 1, port + 2]) expect(await isFree(one)).toBe(true);
  }
});

it("is not free while somebody listens", async () => {
  const port = await freePort();
  const server = createServer();
  await once(server.listen(port, "127.0.0.1"), "listening");
  expect(await isFree(port)).toBe(false);
  server.close();
});
