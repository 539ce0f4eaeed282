import type { PublicAccount } from "../../contract/accounts.ts";
import type { LiveSession } from "../../contract/live.ts";
import { present } from "../../server/kernel/assert.ts";
import { newId } from "../../server/kernel/ids.ts";
import type { ModulePart } from "../../server/kernel/module.ts";
import type { Caller } from "../../server/kernel/routing.ts";
import { createChat, type Chat } from "../../server/modules/chat/index.ts";
import { createLive, type Live } from "../../server/modules/live/index.ts";
import { FlvHub } from "../../server/modules/media/index.ts";
import { picture, videoConfig } from "../../server/modules/media/flv/media-samples.ts";
import { callerOf, callRoute } from "./call-route.ts";
import { givenGoods, type GoodsBelow } from "./given-goods.ts";

interface Audited {
  readonly account_id: string;
  readonly action: string;
  readonly subject_id: string;
  readonly reason: string | null;
}
/** One server's live half: what a restart makes anew over the same database. */
export interface LiveServer {
  readonly hub: FlvHub;
  readonly live: Live;
  readonly chat: Chat;
  readonly parts: readonly ModulePart[];
}
export interface Encoder {
  /** A keyframe stamped so many ms by the encoder's own clock. */
  send(stampMs: number): void;
  lose(): void;
}
export interface Broadcast {
  readonly encoder: Encoder;
  readonly host: Caller;
  readonly shop_id: string;
  readonly session: LiveSession;
  readonly product_id: string;
  readonly variant_id: string;
}

/** An encoder that sends one keyframe and stays; as RTMP does, the hub is fed before live is told. */
export function feedRoom(on: Pick<LiveServer, "hub" | "live">, roomId: string): Encoder {
  const publisher = present(on.hub.open(roomId)?.publish(), "nobody else publishes");
  const send = (stampMs: number): void => {
    publisher.video(stampMs, picture("key"));
    publisher.flush();
  };
  publisher.video(0, videoConfig);
  send(0);
  on.live.publisherEvent({ type: "published", stream_id: roomId });
  return {
    send,
    lose() {
      publisher.detach();
      on.live.publisherEvent({ type: "unpublished", stream_id: roomId });
    },
  };
}

/** Goods, live and chat over one database and a real hub, as the app wires them; accounts is given, as in `givenGoods`. */
export async function testLive(more: ModulePart = {}) {
  const audited: Audited[] = [];
  /** Rooms whose encoder was let go. */
  const disconnected: string[] = [];
  const boot = (goods: GoodsBelow): LiveServer => {
    const accounts = {
      publicAccounts: async (_reader: unknown, ids: readonly string[]) =>
        new Map(
          ids.map((id): [string, PublicAccount] => [
            id,
            { id, object: "public_account", name: `Person ${id.slice(-4)}`, avatar_url: null },
          ]),
        ),
      verified: async (_reader: unknown, _kind: string, ids: readonly string[]) =>
        new Set(ids.filter((id) => goods.verified.has(id))),
      // Whether somebody is old enough and trained is accounts' to test.
      hostStanding: async (_reader: unknown, ids: readonly string[]) =>
        new Map(ids.map((id) => [id, { of_age: true, trained: true }])),
      audit: async (_tx: unknown, entries: readonly Audited[]) => void audited.push(...entries),
    };
    const hub = new FlvHub({ clock: goods.ctx.clock });
    const live = createLive(goods.ctx, {
      accounts,
      media: goods.media,
      shops: goods.shops,
      catalog: goods.catalog,
      hub,
      disconnectEncoder: (roomId) => void disconnected.push(roomId),
    });
    const chat = createChat(goods.ctx, { accounts, live });
    return { hub, live, chat, parts: [...goods.parts, live.part, chat.part] };
  };
  let first: LiveServer | null = null;
  const goods = await givenGoods((below) => {
    first = boot(below);
    return [first.live.part, first.chat.part, more];
  });
  const server: LiveServer = present(first as LiveServer | null, "the server was made");

  return {
    ...goods,
    ...server,
    audited,
    disconnected,
    boot: () => boot(goods),
    /** A verified host who owns a shop with one product on sale. */
    async host(): Promise<{ host: Caller; shop_id: string; product_id: string; variant_id: string }> {
      const { caller, shop_id } = await goods.seller();
      const host = callerOf(caller.account_id, "merchant", "host");
      const product = await goods.product({ caller, shop_id });
      await goods.sell({ caller, shop_id }, product.id);
      return {
        host,
        shop_id,
        product_id: product.id,
        variant_id: present(product.variants[0], "a product has a variant").id,
      };
    },
    fieldsOf: (made: { shop_id: string; product_id: string }) => ({
      title: "Apples tonight",
      broadcast: "self" as const,
      shop_id: made.shop_id,
      product_ids: [made.product_id],
    }),
    feed: (roomId: string, on: LiveServer = server): Encoder => feedRoom(on, roomId),
    async roomOf(host: Caller): Promise<string> {
      return (await callRoute(server.parts, "getStudio", { caller: host })).room_id;
    },
    /** A host on air with one product in the bag. */
    async broadcast(): Promise<Broadcast> {
      const made = await this.host();
      const draft = await callRoute(server.parts, "createSession", { caller: made.host, body: this.fieldsOf(made) });
      const encoder = this.feed(draft.room_id);
      const session = await callRoute(server.parts, "startSession", {
        caller: made.host,
        params: { session_id: draft.id },
      });
      return { ...made, session, encoder };
    },
    /** A viewer with a name. */
    viewer: (): Caller => callerOf(newId(goods.ctx, "acct")),
  };
}
export type TestLive = Awaited<ReturnType<typeof testLive>>;
