import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { ManualClock } from "../kernel/clock.ts";
import { limits } from "../kernel/limits.ts";
import { textFrame } from "./socket-frame.ts";
import { LikeBudget } from "./socket-likes.ts";

it("builds frames that a client reads, of every length form", async () => {
  const messages = [0, 1, 30, 110, 120, 125, 126, 127, 1000, 65_510, 65_535, 65_536, 200_000].flatMap((length) => [
    { text: "x".repeat(length) },
    { text: "好".repeat(length) },
  ]);
  const server = createServer();
  const wss = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) =>
    wss.handleUpgrade(request, socket, head, () => {
      for (const message of messages) socket.write(textFrame(message));
    }),
  );
  await once(server.listen(0, "127.0.0.1"), "listening");
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const read: unknown[] = [];
  await new Promise<void>((resolve, reject) => {
    client.on("error", reject);
    client.on("message", (data: Buffer, isBinary) => {
      expect(isBinary).toBe(false);
      read.push(JSON.parse(data.toString("utf8")));
      if (read.length === messages.length) resolve();
    });
  });
  expect(read).toEqual(messages);
  client.terminate();
  server.close();
});

it("counts so many likes of a person in a second, over all sockets", () => {
  const clock = new ManualClock(1_000_000);
  const budget = new LikeBudget(clock);
  expect([budget.take("ann", 15), budget.take("ann", 15), budget.take("ann", 1), budget.take("bob", 20)]).toEqual([
    15,
    limits.likes_per_second_max - 15,
    0,
    20,
  ]);
  clock.turn(1000);
  expect(budget.take("ann", 20)).toBe(20);
});
