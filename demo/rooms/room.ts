import type { ChannelItem } from "../../contract/socket.ts";
import type { Product } from "../../contract/catalog.ts";
import type { Shop } from "../../contract/shops.ts";
import type { Chance } from "../chance.ts";
import { clock, rest } from "../clock.ts";
import type { Crowd, Place, Viewer } from "../people/crowd.ts";
import { Device } from "../people/device.ts";
import type { ShopScript } from "../script.ts";
import type { Broadcast } from "./broadcast.ts";
import { Talk } from "./talk.ts";

/** Nobody speaks twice within this time, except to be answered. */
const quiet_ms = 25_000;

interface RoomSettings {
  readonly url: string;
  readonly crowd: Crowd;
  readonly chance: Chance;
  readonly signal: AbortSignal;
}

/** What happens in one room beside the picture: people talk and like, the host pins, tells and answers. */
export class Room {
  readonly broadcast: Broadcast;
  readonly shop: Shop;
  /** How many people it draws, beside the others. */
  readonly weight: number;
  products: readonly Product[];
  readonly #settings: RoomSettings;
  readonly #talk: Talk;
  readonly #host: Device;
  readonly #points: string[] = [];
  /** Its host is one of ours, and not a visitor. */
  #hosted = false;

  constructor(broadcast: Broadcast, shop: Shop, products: readonly Product[], settings: RoomSettings) {
    this.broadcast = broadcast;
    this.shop = shop;
    this.products = products;
    this.#settings = settings;
    this.weight = 2 + settings.chance.between(0, 4);
    this.#talk = new Talk(broadcast.script, settings.chance);
    this.#host = new Device(
      settings.url,
      () => broadcast.host.token(),
      settings.chance,
      (items) => this.#hear(items),
    );
  }

  get script(): ShopScript {
    return this.broadcast.script;
  }

  /** As a place to go; null while it is dark. */
  get place(): Place | null {
    const session = this.broadcast.session;
    return session === null ? null : { room_id: session.room_id, weight: this.weight };
  }

  /** The host sits down in their own room, to hear and to answer. */
  open(): void {
    this.#hosted = true;
    this.#sitDown();
  }
  /** Again and again: a broadcast whose first picture was late goes on air after its room was opened. */
  #sitDown(): void {
    if (this.#hosted && this.place !== null) this.#host.enter(this.place.room_id);
  }
  close(): void {
    this.#host.stop();
  }

  /** One of those present says something; questions are answered a few seconds later. */
  async chat(): Promise<void> {
    const { chance } = this.#settings;
    const place = this.place;
    if (place === null) return;
    this.#sitDown();
    const rested = this.#speakers(place.room_id).filter((viewer) => clock.nowMs() - viewer.spoke_ms > quiet_ms);
    if (rested.length === 0) return;
    const viewer = chance.pick(rested);
    const line = this.#talk.next(this.broadcast.pinned?.title ?? null);
    if (line === null) return;
    viewer.spoke_ms = clock.nowMs();
    viewer.device.say(line.text);
    if (line.reply !== null) await this.#reply(viewer.extra.name, line.reply);
  }

  /** In an English room everybody writes English; in a Chinese one, those who only know English read along. */
  #speaks(viewer: Viewer): boolean {
    return this.script.locale === "en" || viewer.extra.locale === "zh-CN";
  }
  #speakers(roomId: string): Viewer[] {
    return this.#settings.crowd.in(roomId).filter((viewer) => this.#speaks(viewer));
  }

  /** A burst of hearts from one of them. */
  like(): void {
    const place = this.place;
    if (place === null) return;
    const present = this.#settings.crowd.in(place.room_id);
    if (present.length > 0) this.#settings.chance.pick(present).device.like(this.#settings.chance.between(1, 9));
  }

  /** Goes on to the next product and says what there is to say about it. */
  async pin(): Promise<void> {
    const product = await this.broadcast.pinNext();
    if (product === null) return;
    await rest(1500, this.#settings.signal);
    const script = this.script.products.find((one) => one.title === product.title);
    const point = script?.talking_points.find((one) => !this.#points.includes(one));
    if (point === undefined) return;
    this.#points.push(point);
    if (this.#points.length > 12) this.#points.splice(0, 6);
    this.#host.say(this.script.locale === "en" ? `${product.title}: ${point}` : `${product.title}：${point}`);
  }

  /** Some buyers say so, and some are thanked by name. */
  bought(buyer: Viewer, title: string): void {
    const { chance } = this.#settings;
    const chinese = this.script.locale === "zh-CN";
    if (chance.happens(0.35) && this.#speaks(buyer))
      buyer.device.say(chinese ? chance.pick([`拍了 ${title}`, "下单了，等收货", "付好了"]) : "Just ordered one");
    if (chance.happens(0.4))
      this.#host.say(
        chinese
          ? chance.pick([`谢谢 ${buyer.extra.name}，今天就打包`, `${buyer.extra.name} 的单收到了，马上备货`])
          : `Thank you ${buyer.extra.name}, it gets packed today`,
      );
  }

  /** Visitors get an answer too: the one that fits, or an honest word that the details are on the page. */
  #hear(items: readonly ChannelItem[]): void {
    for (const item of items) {
      if (item.t !== "chat" || item.line.role !== "viewer") continue;
      if (this.#settings.crowd.isOurs(item.line.account_id)) continue;
      const { name, text } = item.line;
      const english = !/[\u4e00-\u9fff]/.test(text);
      const found = this.#talk.answer(text);
      const asks = /[?？]|吗|多少|怎么|几/.test(text);
      const word = asks
        ? english
          ? "good question. The details are on the product page, and I will come to it on air."
          : "这个问题好，详情页里写得清楚，我待会儿讲到。"
        : english
          ? "welcome, good to have you here."
          : "欢迎，有想看的直接说。";
      void this.#reply(name, found ?? word);
    }
  }

  async #reply(name: string, text: string): Promise<void> {
    await rest(this.#settings.chance.between(2500, 6000), this.#settings.signal);
    if (!this.#settings.signal.aborted) this.#host.say(`@${name} ${text}`);
  }
}
