import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** What lies between a process and PostgreSQL. It can be cut, and it ends with its process. */
export interface Wire {
  /** The database's address through this wire. */
  readonly url: string;
  /** Breaks every connection at once, in the middle of whatever it carries; new ones may be made. */
  cut(): void;
  /** The process is dead: nothing of it reaches the database any more. */
  close(): void;
}

export async function openWire(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: target.hostname, port: Number(target.port) });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.setNoDelay(true);
      one.on("error", () => undefined);
      one.once("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    close() {
      server.close();
      cut();
    },
  };
}
