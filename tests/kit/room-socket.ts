import { WebSocket } from "ws";
import { protocolVersion, socketPath, ServerFrame, type ChannelItem, type ClientFrame } from "../../contract/socket.ts";
import { until } from "./market.ts";

/** A viewer's socket that remembers what it heard; every frame is held against the contract. */
export class RoomSocket {
  readonly frames: ServerFrame[] = [];
  closed: { code: number } | null = null;
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("message", (data: Buffer) => this.frames.push(ServerFrame.parse(JSON.parse(data.toString("utf8")))));
    socket.on("close", (code) => (this.closed = { code }));
    socket.on("error", () => undefined);
  }

  static async open(url: string, options: { token?: string; device: string }): Promise<RoomSocket> {
    const socket = new RoomSocket(new WebSocket(`${url.replace(/^http/, "ws")}${socketPath}`));
    await new Promise<void>((resolve, reject) => socket.#socket.once("open", resolve).once("error", reject));
    socket.send({
      t: "hello",
      version: protocolVersion,
      device: options.device,
      ...(options.token === undefined ? {} : { token: options.token }),
    });
    await socket.frame("welcome");
    return socket;
  }
  send(frame: ClientFrame): void {
    this.#socket.send(JSON.stringify(frame));
  }
  sendRaw(data: string | Buffer): void {
    this.#socket.send(data);
  }
  /** Everything heard in channels so far. */
  get items(): ChannelItem[] {
    return this.frames.flatMap((frame) => (frame.t === "items" || frame.t === "joined" ? frame.items : []));
  }
  frame<T extends ServerFrame["t"]>(type: T): Promise<Extract<ServerFrame, { t: T }>> {
    return until(() =>
      Promise.resolve(
        (this.frames.find((frame) => frame.t === type) as Extract<ServerFrame, { t: T }> | undefined) ?? null,
      ),
    );
  }
  item<T extends ChannelItem["t"]>(
    type: T,
    matches: (item: Extract<ChannelItem, { t: T }>) => boolean = () => true,
  ): Promise<Extract<ChannelItem, { t: T }>> {
    return until(() =>
      Promise.resolve(
        (this.items.find((item) => item.t === type && matches(item as never)) as
          | Extract<ChannelItem, { t: T }>
          | undefined) ?? null,
      ),
    );
  }
  close(): void {
    this.#socket.terminate();
  }
}
