import { createChance, type Chance } from "./chance.ts";
import { clock, rest } from "./clock.ts";
import { shops } from "./art/shops.ts";
import { Crowd, type Place } from "./people/crowd.ts";
import { Notebook } from "./people/notebook.ts";
import { People, tolerantly, type Person } from "./people/person.ts";
import { agree, keepApplicants, prepareMerchant, prepareStatement, prepareViewer } from "./prepared.ts";
import { Broadcast, type BroadcastSettings } from "./rooms/broadcast.ts";
import { Room } from "./rooms/room.ts";
import { Stage } from "./rooms/stage.ts";
import { scriptOf, type ShopScript } from "./script.ts";
import { furnish, openStall, ownerOf, type Stall } from "./stall.ts";
import { followSomebody } from "./people/follow.ts";
import { answerMessages, askShops } from "./trade/answering.ts";
import { buySomething } from "./trade/purchase.ts";
import { startFlashSale } from "./trade/promotions.ts";
import { restock } from "./trade/shop.ts";
import { receiveOrder, shipOrders } from "./trade/shipping.ts";

export interface MarketSettings {
  readonly url: string;
  readonly rtmpUrl: string;
  /** Where the demo keeps what its people's devices would remember. */
  readonly directory: string;
  /** Fewer rooms and slower people, for small machines. */
  readonly calm: boolean;
  readonly signal: AbortSignal;
}

/** How much of everything: rooms, people, and the mean pause between two things of a kind, in ms. */
const paces = {
  lively: { rooms: 6, visitors: 10, viewers: 34, guests: 44, chat: 8_000, like: 5_000, wander: 2_500, buy: 18_000, ship: 15_000, pin: 50_000, flash: 240_000, answer: 8_000 },
  calm: { rooms: 3, visitors: 4, viewers: 10, guests: 6, chat: 25_000, like: 20_000, wander: 15_000, buy: 90_000, ship: 45_000, pin: 90_000, flash: 420_000, answer: 20_000 },
} as const; // prettier-ignore

const seed = 20_261_101;
/** How many orders stay for a visitor who comes as the merchant, and as the host. */
const kept_orders = { merchant: 5, host: 2 } as const;
const stalls_at_once = 3;
/** A shop that a busy or restarting server refused is opened again; what is there of it is found by its name. */
const tries_max = 5;
const again_ms = 2_000;

/**
 * The demo market: a dozen shops, their rooms on air through the real RTMP ingest, and people who watch, talk and buy,
 * all through the public API. What exists is found again by its name, so a second start makes nothing twice. Runs until
 * the signal.
 */
export async function runMarket(settings: MarketSettings): Promise<void> {
  const market = new Market(settings, await Notebook.open(settings.directory));
  await market.open();
}

class Market {
  readonly #settings: MarketSettings;
  readonly #people: People;
  readonly #crowd: Crowd;
  readonly #chance: Chance;
  readonly #pace: (typeof paces)[keyof typeof paces];
  readonly #broadcasting: BroadcastSettings;
  readonly #stalls: Stall[] = [];
  readonly #rooms: Room[] = [];
  #operator: Promise<Person> | null = null;

  constructor(settings: MarketSettings, notebook: Notebook) {
    this.#settings = settings;
    this.#chance = createChance(seed);
    this.#pace = settings.calm ? paces.calm : paces.lively;
    this.#people = new People(settings.url, notebook);
    this.#broadcasting = { rtmpUrl: settings.rtmpUrl, signal: settings.signal, notebook };
    const { viewers, guests } = this.#pace;
    this.#crowd = new Crowd({
      url: settings.url,
      people: this.#people,
      chance: this.#chance.fork("crowd"),
      signal: settings.signal,
      viewers,
      guests,
    });
  }

  /** What people see first comes first: pictures on air, then the rest of the shelves, then everybody's history. */
  async open(): Promise<void> {
    const { signal } = this.#settings;
    const scripts = shops.map(scriptOf);
    const onAir = scripts.filter((script) => script.on_air && script.loop !== null).slice(0, this.#pace.rooms);
    const off = scripts.filter((script) => !onAir.includes(script));
    const numbers = new Map(scripts.map((script, index) => [script, index]));
    const number = (script: ShopScript): number => numbers.get(script) ?? 0;
    const [flagship, ...others] = onAir;
    if (flagship === undefined) throw new Error("no shop of the demo is on air");
    await this.#openRoom(flagship, number(flagship));
    const arriving = this.#crowd.arrive((viewer) => viewer.device.enter(this.#somewhere()));
    const living = this.#live();
    await inTurns(others, stalls_at_once, signal, (script) => this.#openRoom(script, number(script)));
    const gathering = this.#crowd.gather(() => this.#places());
    // On screen first: what is in the bags of the rooms on air.
    await inTurns([...this.#rooms], 2, signal, (room) => this.#furnishRoom(room));
    await inTurns(off, stalls_at_once - 1, signal, async (script) => {
      const owner = await ownerOf(
        script,
        number(script),
        this.#people,
        async () => (await this.#operatorAccount()).call,
      );
      const stall = await openStall(script, owner);
      await furnish(stall);
      this.#stalls.push(stall);
    });
    // While people still arrive: the host's recap is the longest to wait for, and waits for nothing else.
    const staging = this.#stageHost();
    await arriving;
    await this.#prepare();
    await Promise.all([living, gathering, staging]);
    this.#crowd.leave();
    for (const room of this.#rooms) room.close();
  }

  #operatorAccount(): Promise<Person> {
    this.#operator ??= this.#people.role("operator");
    return this.#operator;
  }

  async #openRoom(script: ShopScript, number: number): Promise<void> {
    const owner = await ownerOf(script, number, this.#people, async () => (await this.#operatorAccount()).call);
    const broadcast = new Broadcast(owner, script, this.#broadcasting);
    const publishing = broadcast.publish();
    let stall: Stall;
    try {
      [stall] = await Promise.all([openStall(script, owner), publishing]);
      await broadcast.goOnAir(stall.shop, stall.products);
    } catch (error) {
      // Whoever tries again begins with an encoder of its own.
      await publishing.catch(() => undefined);
      await broadcast.unplug();
      throw error;
    }
    const { url, signal } = this.#settings;
    const room = new Room(broadcast, stall.shop, stall.products, {
      url,
      signal,
      crowd: this.#crowd,
      chance: this.#chance.fork(script.slug),
    });
    room.open();
    this.#stalls.push(stall);
    this.#rooms.push(room);
    if (room.place !== null) this.#crowd.visit(room.place, this.#rooms.length);
    this.#liven(room, stall);
  }

  async #furnishRoom(room: Room): Promise<void> {
    const stall = this.#stalls.find((one) => one.shop.id === room.shop.id);
    if (stall === undefined) return;
    await furnish(stall);
    room.products = stall.products;
    await room.broadcast.fillBag(stall.products);
  }

  #places(): Place[] {
    return this.#rooms.flatMap((room) => room.place ?? []);
  }
  #somewhere(): string | null {
    const places = this.#places();
    return places.length === 0 ? null : this.#chance.pick(places).room_id;
  }

  /** One thing again and again, as people do: never at the same beat, a little quicker while the room is new. */
  #often(name: string, meanMs: number, act: () => Promise<unknown> | void): Promise<void> {
    const { signal } = this.#settings;
    const chance = this.#chance.fork(name);
    return (async () => {
      for (let count = 0; !signal.aborted; count += 1) {
        await rest(chance.pauseMs(count < 5 ? meanMs / 3 : meanMs), signal);
        if (!signal.aborted) await tolerantly(async () => act());
      }
    })();
  }

  #liven(room: Room, stall: Stall): void {
    const { chat, like, pin, flash } = this.#pace;
    const name = room.script.slug;
    void this.#often(`chat ${name}`, chat, () => void room.chat());
    void this.#often(`like ${name}`, like, () => room.like());
    void this.#often(`pin ${name}`, pin, () => room.pin());
    const chance = this.#chance.fork(`flash ${name}`);
    void this.#often(`flash ${name}`, flash, () => startFlashSale(room, chance));
    void this.#often(`air ${name}`, 5_000, () => room.broadcast.keepOnAir(stall.shop, stall.products));
  }

  /** Life outside the single room. */
  async #live(): Promise<void> {
    const { wander, buy, ship, answer } = this.#pace;
    const chance = this.#chance.fork("market");
    const anyStall = (): Stall => chance.pick(this.#stalls);
    await Promise.all([
      this.#often("wander", wander, () => this.#crowd.wander(this.#places())),
      this.#often("buy", buy, () => buySomething(this.#rooms, this.#crowd, chance)),
      this.#often("ship", ship, async () => {
        const { owner, shop, script } = anyStall();
        await shipOrders(owner, shop.id, chance, script.role === null ? 0 : kept_orders[script.role]);
      }),
      this.#often("receive", ship, async () => {
        if (this.#crowd.viewers.length > 0) await receiveOrder(chance.pick(this.#crowd.viewers).person);
      }),
      this.#often("follow", 2 * wander, () => followSomebody(this.#rooms, this.#crowd, chance)),
      this.#often("restock", 4 * ship, async () => {
        const { owner, shop, script } = anyStall();
        await restock(owner, shop, script);
      }),
      this.#often("answer", answer, async () => {
        for (const stall of this.#stalls) await tolerantly(() => answerMessages(stall));
      }),
      this.#often("apply", 60_000, () => keepApplicants(this.#people, this.#settings.signal)),
    ]);
  }

  /** What the four roles of the one-click sign-in find. */
  async #prepare(): Promise<void> {
    const stallOf = (role: "merchant" | "host"): Stall | undefined =>
      this.#stalls.find((stall) => stall.script.role === role);
    const merchant = stallOf("merchant");
    const host = stallOf("host");
    const operator = await this.#operatorAccount();
    await tolerantly(() => operator.call("updateAccount", { body: { name: "值班阿青" } }));
    await tolerantly(() => keepApplicants(this.#people, this.#settings.signal));
    const buyers = this.#crowd.viewers;
    if (merchant !== undefined) await tolerantly(() => prepareMerchant(merchant, buyers, kept_orders.merchant));
    if (host !== undefined) {
      await tolerantly(() => prepareMerchant(host, buyers.toReversed(), kept_orders.host));
    }
    void this.#often("plan", 5 * 60_000, () => this.#announce());
    const viewer = await this.#people.role("viewer");
    const shelf = [merchant, ...this.#stalls.filter((stall) => stall.script.role === null)].flatMap((one) => one ?? []);
    await tolerantly(() => prepareViewer(viewer, shelf, operator, this.#chance.fork("viewer")));
    const [asker] = buyers;
    if (merchant !== undefined && asker !== undefined)
      await tolerantly(() => askShops(asker.person, merchant, viewer, shelf[1]));
    await tolerantly(() => prepareStatement(operator));
    for (const role of ["viewer", "host", "merchant", "operator"] as const)
      await tolerantly(async () => agree(await this.#people.role(role)));
  }

  /** The one-click host has broadcast before, and is watched when a visitor broadcasts as them. */
  async #stageHost(): Promise<void> {
    const stall = this.#stalls.find((one) => one.script.role === "host");
    if (stall === undefined) return;
    const stage = new Stage(stall, {
      url: this.#settings.url,
      broadcasting: this.#broadcasting,
      crowd: this.#crowd,
      chance: this.#chance.fork("stage"),
      rooms: this.#rooms,
      visitors: this.#pace.visitors,
      chat_ms: this.#pace.chat,
    });
    const following = stage.follow();
    await tolerantly(() => stage.broadcastBefore());
    // The next one a visitor may start at any time before.
    await this.#plan(stall, 1);
    void this.#often("plan host", 5 * 60_000, () => this.#plan(stall, 1));
    await following;
  }

  /** Who is not on air says when they will be. The host has a broadcast behind them first, see `#stageHost`. */
  async #announce(): Promise<void> {
    const off = this.#stalls.filter(
      ({ script, shop }) => script.role !== "host" && !this.#rooms.some((room) => room.shop.id === shop.id),
    );
    for (const [number, stall] of off.entries()) await this.#plan(stall, 2 + 5 * number);
  }

  async #plan({ owner, script, shop, products }: Stall, hours: number): Promise<void> {
    const broadcast = new Broadcast(owner, script, this.#broadcasting);
    const hour = 3_600_000;
    const atMs = (Math.ceil(clock.nowMs() / hour) + hours) * hour;
    await tolerantly(() => broadcast.plan(shop, products, atMs));
  }
}

/** At most so many at once, in their order. One that is refused does not keep the others. */
async function inTurns<T>(
  list: readonly T[],
  atOnce: number,
  signal: AbortSignal,
  act: (one: T) => Promise<void>,
): Promise<void> {
  const left = [...list];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let one = left.shift(); one !== undefined; one = left.shift()) {
        const now = one;
        for (let tries = 0; tries < tries_max && !signal.aborted; tries += 1) {
          if ((await tolerantly(async () => (await act(now), true))) === true) break;
          await rest(again_ms, signal);
        }
      }
    }),
  );
}
