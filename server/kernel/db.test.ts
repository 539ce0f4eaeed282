import { createServer, type AddressInfo, type Socket } from "node:net";
import pg from "pg";
import { expect, it } from "vitest";
import { isDatabaseAway, isDatabaseBusy } from "./db.ts";

/** What connecting there ends with. */
async function errorOf(port: number): Promise<unknown> {
  const client = new pg.Client({ host: "127.0.0.1", port, user: "nobody", connectionTimeoutMillis: 50 });
  client.on("error", () => undefined);
  return client.connect().then(
    () => null,
    (error: unknown) => error,
  );
}

it("knows a PostgreSQL that is away: one that takes the connection and stays silent, one that hangs up, and none at all", async () => {
  const silent: Socket[] = [];
  const server = createServer((socket) => void silent.push(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect(isDatabaseAway(await errorOf(port))).toBe(true);
  server.removeAllListeners("connection").on("connection", (socket: Socket) => socket.destroy());
  expect(isDatabaseAway(await errorOf(port))).toBe(true);
  for (const socket of silent) socket.destroy();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  expect(isDatabaseAway(await errorOf(port))).toBe(true);
});

it("does not take a bug for an absence", () => {
  expect(isDatabaseAway(new Error("an order's parts sum to its total"))).toBe(false);
  for (const is of [isDatabaseAway, isDatabaseBusy])
    expect(is(Object.assign(new Error("duplicate key"), { code: "23505" }))).toBe(false);
});

it("knows a question that PostgreSQL gave up", () => {
  const error = Object.assign(new Error("canceling statement due to statement timeout"), { code: "57014" });
  expect([isDatabaseBusy(error), isDatabaseAway(error)]).toEqual([true, false]);
});
