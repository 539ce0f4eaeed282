import type { Channel } from "../kernel/channel.ts";
import { textFrame } from "./socket-frame.ts";
import type { SocketClient } from "./socket-client.ts";

interface Fan {
  readonly clients: Set<SocketClient>;
  readonly stop: () => void;
}

/** Carries channels to sockets: however many listen, a flush is heard once and its frame is built once. */
export class Fans {
  readonly #channel: Channel;
  readonly #fans = new Map<string, Fan>();

  constructor(channel: Channel) {
    this.#channel = channel;
  }

  /** From the next flush on `client` gets the items of `channel`, under the name it has on the wire. */
  add(channel: string, wireName: string, client: SocketClient): () => void {
    let fan = this.#fans.get(channel);
    if (fan === undefined) {
      fan = this.#open(channel, wireName);
      this.#fans.set(channel, fan);
    }
    const { clients, stop } = fan;
    clients.add(client);
    return () => {
      clients.delete(client);
      if (clients.size > 0 || this.#fans.get(channel)?.clients !== clients) return;
      stop();
      this.#fans.delete(channel);
    };
  }

  #open(channel: string, wireName: string): Fan {
    const clients = new Set<SocketClient>();
    const stop = this.#channel.listen(channel, (flush) => {
      const frame = textFrame({ t: "items", channel: wireName, offset: flush.offset, items: flush.items });
      for (const client of clients) client.sendBytes(frame);
    });
    return { clients, stop };
  }
}
