import type { ChannelItem } from "../../../../contract/socket.ts";
import { roomChannel } from "../../../kernel/channel.ts";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import { GoneForNow } from "../../../kernel/gone-for-now.ts";
import { limits } from "../../../kernel/limits.ts";
import { isRunning } from "./flash-sale.ts";
import { selectSales } from "./store.ts";
import { wireSale } from "./view.ts";
import type { FlashSaleRow } from "../tables.ts";

const topic = "promotion.flash_sale";

/**
 * Tells rooms where their flash sales stand. Whoever changes one says so with a notice, which every process hears; each
 * reads what changed a few times a second and tells those who listen to it. So the count on a screen is the database's,
 * at most a moment old, whichever process sold, and a thousand orders in that moment are one word.
 */
export class FlashTeller {
  readonly #ctx: Context;
  /** Sales in which nothing is left, known from the same words. */
  readonly soldOut: GoneForNow;
  readonly #changed = new Set<string>();
  #waiting: (() => void) | null = null;

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.soldOut = new GoneForNow(ctx.clock, limits.sold_out_known_ms, limits.sold_out_known_max);
    ctx.notices.on(topic, (text) => {
      const [id = "", what] = text.split(" ");
      if (what === "gone") this.soldOut.believe([id]);
      else this.soldOut.forget([id]);
      this.#hear(id);
    });
    ctx.notices.onGap(() => this.soldOut.forgetAll());
  }

  /** These sales changed with `tx`. What nobody but the host knows of is not told. */
  async say(tx: Tx, rows: readonly FlashSaleRow[]): Promise<void> {
    // Of a sale that is over nothing is left either, but that is not why nobody gets anything.
    const gone = (row: FlashSaleRow): boolean => row.left_units === 0 && isRunning(row.state);
    for (const row of rows)
      if (row.announced_at !== null)
        await this.#ctx.notices.send(tx, topic, `${row.flash_sale_id} ${gone(row) ? "gone" : "there"}`);
    const left = rows.filter((row) => !gone(row)).map((row) => row.flash_sale_id);
    if (left.length > 0) this.#ctx.db.afterCommit(tx, () => this.soldOut.forget(left));
  }

  #hear(id: string): void {
    this.#changed.add(id);
    this.#waiting ??= this.#ctx.clock.after(limits.flash_tell_ms, () => {
      this.#waiting = null;
      this.tell().catch((error: unknown) =>
        // The next change tells it; whoever enters the room reads it.
        this.#ctx.log.warn({ err: error }, "a room could not be told where its flash sale stands"),
      );
    });
  }

  /** Reads what changed and tells it. */
  async tell(): Promise<void> {
    const ids = [...this.#changed].slice(0, limits.flash_sales_told_at_once_max);
    for (const id of ids) this.#changed.delete(id);
    if (ids.length === 0) return;
    for (const row of await selectSales(this.#ctx.db.reader, ids)) {
      const sale = wireSale(row, this.#ctx.config.currency, this.#ctx.clock.now());
      const item: ChannelItem = { t: "flash_sale", sale };
      this.#ctx.channel.publish(roomChannel(row.room_id), item, `flash_sale:${row.flash_sale_id}`);
    }
  }

  stop(): void {
    this.#waiting?.();
    this.#waiting = null;
  }
}
