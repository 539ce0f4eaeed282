import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/** Below the range (from 32768 on) out of which systems give ports to outgoing connections. */
const first = 16_000;
const count = 16_000;
const tries_max = 1_000;

/**
 * The first of so many ports in a row that are free on 127.0.0.1. Never one the system gives to outgoing connections: a
 * server that comes back after a crash would find its port taken by one of them, at worst by a client's own attempt to
 * reach it.
 */
export async function freePort(inARow = 1): Promise<number> {
  for (let tries = 0; tries < tries_max; tries += 1) {
    const port = first + randomInt(count - inARow);
    const free = await Promise.all(Array.from({ length: inARow }, (_, step) => isFree(port + step)));
    if (free.every(Boolean)) return port;
  }
  throw new Error(`no free port between ${first} and ${first + count}`);
}

/** Nobody listens on this port of 127.0.0.1 at the moment. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
