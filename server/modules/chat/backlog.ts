import type { ChatLine } from "../../../contract/chat.ts";
import type { Context } from "../../kernel/context.ts";
import { limits } from "../../kernel/limits.ts";
import { showLines, type Names } from "./show-lines.ts";
import { newestLines } from "./store.ts";

const sessions_max = 1_000;

/**
 * The last lines of a session from before this process began to speak in it: what the channel's memory does not know
 * after a restart. Read once per session, before its first line, so that the two never overlap.
 */
export class Backlog {
  readonly #ctx: Context;
  readonly #names: Names;
  readonly #sessions = new Map<string, Promise<ChatLine[]>>();

  constructor(ctx: Context, names: Names) {
    this.#ctx = ctx;
    this.#names = names;
  }

  /** Oldest first. */
  async of(session: { room_id: string; session_id: string }): Promise<readonly ChatLine[]> {
    const known = this.#sessions.get(session.session_id);
    if (known !== undefined) return known;
    const lines = this.#read(session);
    this.#sessions.set(session.session_id, lines);
    for (const oldest of this.#sessions.keys()) {
      if (this.#sessions.size <= sessions_max) break;
      this.#sessions.delete(oldest);
    }
    try {
      return await lines;
    } catch (error) {
      this.#sessions.delete(session.session_id);
      throw error;
    }
  }

  async #read(session: { room_id: string; session_id: string }): Promise<ChatLine[]> {
    const { reader } = this.#ctx.db;
    const rows = await newestLines(reader, session, limits.chat_lines_for_newcomers_max);
    return showLines(this.#names, reader, rows.toReversed());
  }
}
