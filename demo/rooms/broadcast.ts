import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { ApiError } from "../../contract/client.ts";
import type { Product } from "../../contract/catalog.ts";
import type { LiveSession } from "../../contract/live.ts";
import type { Shop } from "../../contract/shops.ts";
import { clock, rest } from "../clock.ts";
import type { Notebook } from "../people/notebook.ts";
import type { Person } from "../people/person.ts";
import { RtmpPublisher } from "../rtmp-publisher.ts";
import type { ShopScript } from "../script.ts";

/** After somebody ended the broadcast by hand, the room stays dark this long. */
const dark_ms = 20_000;
/** After an operator stopped it, this long: as a host with sense would. */
const stopped_ms = 10 * 60_000;
/** A visitor with the host's desk may be at work: what they pinned stays for a while. */
const hands_off_ms = 3 * 60_000;
const keyframe_tries_max = 150;

export interface BroadcastSettings {
  readonly rtmpUrl: string;
  readonly signal: AbortSignal;
  readonly notebook: Notebook;
}

/** One host's encoder and the sessions broadcast with it. */
export class Broadcast {
  readonly host: Person;
  readonly script: ShopScript;
  /** The session on air, or null. */
  session: LiveSession | null = null;
  pinned: Product | null = null;
  readonly #settings: BroadcastSettings;
  #publisher: RtmpPublisher | null = null;
  /** Since when the server has refused our key; null: it did not. */
  #refused_ms: number | null = null;
  #left_alone_until_ms = 0;
  /** The draft we made ourselves, which still waits for its first keyframe. */
  #prepared_id: string | null = null;

  constructor(host: Person, script: ShopScript, settings: BroadcastSettings) {
    this.host = host;
    this.script = script;
    this.#settings = settings;
  }

  /** Begins to send the film; with the key from the last time if there is one. */
  async publish(): Promise<void> {
    const { notebook, rtmpUrl, signal } = this.#settings;
    const kept = notebook.streamKey(this.host.key);
    const key = kept ?? (await this.host.call("rotateStreamKey")).secret ?? "";
    if (kept === null) notebook.keepStreamKey(this.host.key, key);
    const url = new URL(rtmpUrl);
    this.#refused_ms = null;
    const publisher = new RtmpPublisher({
      clock,
      host: url.hostname,
      port: Number(url.port || 1935),
      app: url.pathname.slice(1),
      key,
      flv: await filmOf(this.script),
      onState: (state, detail) => {
        if (state === "lost" && detail.startsWith("the server refused")) this.#refused_ms ??= clock.nowMs();
      },
    });
    this.#publisher = publisher;
    publisher.start();
    signal.addEventListener("abort", () => void publisher.stop(), { once: true });
  }

  async unplug(): Promise<void> {
    const publisher = this.#publisher;
    this.#publisher = null;
    await publisher?.stop();
  }

  /**
   * On air with these products, in a session that is open already or a new one. Where no picture arrives in time the
   * draft stays, and `keepOnAir` goes on from there.
   */
  async goOnAir(shop: Shop, products: readonly Product[]): Promise<void> {
    const { call } = this.host;
    for (let tries = 0; tries < keyframe_tries_max && !this.#settings.signal.aborted; tries += 1) {
      const studio = await call("getStudio");
      if (studio.session?.state === "on_air") {
        this.session = studio.session;
        return;
      }
      if (this.#refused_ms !== null) await this.#newKey();
      if (studio.encoder.connected && studio.session?.state !== "interrupted") {
        const session = studio.session ?? (await this.prepare(shop, products));
        if (studio.session === null) this.#prepared_id = session.id;
        try {
          this.session = await call("startSession", { params: { session_id: session.id } });
          await this.pinNext();
          return;
        } catch (error) {
          // The first keyframe may still be on its way.
          if (!(error instanceof ApiError) || error.error.code !== "encoder_missing") throw error;
        }
      }
      await clock.sleep(100);
    }
  }

  /** A session that waits to be started. */
  async prepare(shop: Shop, products: readonly Product[]): Promise<LiveSession> {
    return this.host.call("createSession", { body: await this.#fields(shop, products, null) });
  }

  /** The run-down of what is on air: every product, with what there is to say about it. */
  async fillBag(products: readonly Product[]): Promise<void> {
    const session = this.session;
    if (session === null || session.product_count >= products.length) return;
    await this.writeRunDown(session.id, products);
    this.session = (await this.host.call("getStudio")).session;
  }

  async writeRunDown(sessionId: string, products: readonly Product[]): Promise<void> {
    const pointsOf = (title: string): readonly string[] =>
      this.script.products.find((one) => one.title === title)?.talking_points ?? [];
    await this.host.call("updateRunDown", {
      params: { session_id: sessionId },
      body: {
        items: products
          .filter((product) => product.state === "on_sale")
          .map((product) => ({
            product_id: product.id,
            talking_points: pointsOf(product.title).join("\n"),
            planned_minutes: 10,
          })),
      },
    });
  }

  /** Announces a broadcast for this moment, with its run-down, unless one is announced already. */
  async plan(shop: Shop, products: readonly Product[], atMs: number): Promise<void> {
    if ((await this.host.call("listPlannedSessions")).data.length > 0) return;
    const planned_at = new Date(atMs).toISOString();
    const planned = await this.host.call("planSession", {
      body: { ...(await this.#fields(shop, products, null)), teaser: this.script.host.headline, planned_at },
    });
    await this.writeRunDown(planned.id, products);
  }

  async end(): Promise<void> {
    if (this.session !== null) await this.host.call("endSession", { params: { session_id: this.session.id } });
    this.session = null;
    this.pinned = null;
  }

  /** The next product of the run-down; null while a visitor has taken over or nothing can be shown. */
  async pinNext(): Promise<Product | null> {
    const studio = await this.host.call("getStudio");
    const { session, bag } = studio;
    if (session?.state !== "on_air") return null;
    this.session = session;
    if (this.pinned !== null && session.pinned_product_id !== this.pinned.id) {
      // Not what we pinned: somebody else is at the desk.
      this.pinned = bag.find((product) => product.id === session.pinned_product_id) ?? null;
      this.#left_alone_until_ms = clock.nowMs() + hands_off_ms;
    }
    if (clock.nowMs() < this.#left_alone_until_ms) return null;
    const shown = bag.filter(
      (product) => product.state === "on_sale" && product.variants.some((variant) => variant.available > 0),
    );
    const at = shown.findIndex((product) => product.id === session.pinned_product_id);
    const next = shown[(at + 1) % shown.length];
    if (next === undefined || next.id === session.pinned_product_id) return null;
    await this.host.call("pinProduct", { params: { session_id: session.id }, body: { product_id: next.id } });
    this.pinned = next;
    return next;
  }

  /** Looks whether the room is still on air, and brings it back; a draft that a visitor prepares is left alone. */
  async keepOnAir(shop: Shop, products: readonly Product[]): Promise<void> {
    const { signal } = this.#settings;
    const studio = await this.host.call("getStudio");
    this.session = studio.session?.state === "on_air" ? studio.session : null;
    if (studio.session?.state === "draft" && studio.session.id === this.#prepared_id) {
      await this.goOnAir(shop, products);
      return;
    }
    if (studio.session !== null) return;
    // A visitor made a new key, maybe for an encoder of their own: they get time to use it, and nobody throws them out.
    const refusedMs = this.#refused_ms;
    if (refusedMs !== null && (studio.encoder.connected || clock.nowMs() - refusedMs < hands_off_ms)) return;
    const [last] = studio.past;
    if (last?.end_reason === "operator" && Date.parse(last.ended_at ?? "") > clock.nowMs() - stopped_ms) return;
    await rest(dark_ms, signal);
    if (signal.aborted || (await this.host.call("getStudio")).session !== null) return;
    await this.goOnAir(shop, products);
  }

  async #newKey(): Promise<void> {
    await this.unplug();
    const { secret } = await this.host.call("rotateStreamKey");
    this.#settings.notebook.keepStreamKey(this.host.key, secret ?? "");
    await this.publish();
  }

  async #fields(shop: Shop, products: readonly Product[], coverId: string | null) {
    return {
      title: this.script.session_title,
      cover_picture_id: coverId ?? (await this.#cover()),
      broadcast: "self" as const,
      shop_id: shop.id,
      product_ids: products.filter((product) => product.state === "on_sale").map((product) => product.id),
    };
  }

  /** A still of the film, so that the room looks like itself from outside; the shop's banner where there is no film. */
  async #cover(): Promise<string> {
    const { loop, banner } = this.script;
    const picture = loop === null ? await banner() : new Uint8Array(await readFile(join(loops, `${loop}.jpg`)));
    return (await this.host.call("createPicture", { body: picture })).id;
  }
}

const loops = join(import.meta.dirname, "..", "art", "loops");
const films = new Map<string, Promise<Buffer>>();

/** Read once, however many encoders send it. */
function filmOf(script: ShopScript): Promise<Buffer> {
  if (script.loop === null) throw new Error(`${script.slug} has no film`);
  const path = join(loops, `${script.loop}.flv`);
  const film = films.get(path) ?? readFile(path);
  films.set(path, film);
  return film;
}
