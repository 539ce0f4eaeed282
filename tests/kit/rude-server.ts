import { createServer, type AddressInfo, type Socket } from "node:net";

/** Somebody's server that does not speak HTTP as it should: it says `words` one after the other, and leaves only where told. */
export async function startRudeServer(words: readonly string[], then: "stays" | "leaves" | "trickles") {
  const open = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => undefined);
    socket.once("data", () => {
      for (const word of words) socket.write(word);
      if (then === "leaves") socket.end();
      if (then === "trickles") timers.add(setInterval(() => socket.write("x"), 5));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise<void>((resolve) => {
        for (const timer of timers) clearInterval(timer);
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
