import type { ChatLine } from "../../../contract/chat.ts";
import type { ChannelItem } from "../../../contract/socket.ts";
import { roomChannel } from "../../kernel/channel.ts";
import type { Context } from "../../kernel/context.ts";
import { isDatabaseAway } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { Intake, type Outcome } from "../../kernel/intake.ts";
import { limits } from "../../kernel/limits.ts";
import { Refusal, refuse } from "../../kernel/refusal.ts";
import type { Live } from "../live/index.ts";
import type { Backlog } from "./backlog.ts";
import { cleanText, roleIn } from "./line.ts";
import { Sampler, SlowMode } from "./pace.ts";
import { insertLines } from "./store.ts";

/** Somebody wants to say something in a room. */
export interface Saying {
  readonly account_id: string;
  readonly name: string;
  readonly room_id: string;
  readonly text: string;
}
interface Spoken {
  readonly line: ChatLine;
  readonly room_id: string;
  readonly session_id: string;
}

const batch_lines_max = 500;

/**
 * Says lines. A line that was answered is stored: the answer waits for the commit of the batch it travels in. Then it
 * goes to the room, unless the room is so busy that lines are sampled.
 */
export class Speech {
  readonly #ctx: Context;
  readonly #live: Pick<Live, "onAir" | "countChat">;
  readonly #slowMode = new SlowMode();
  readonly #sampler = new Sampler();
  readonly #intake: Intake<Spoken, ChatLine>;

  readonly #backlog: Backlog;

  constructor(ctx: Context, live: Pick<Live, "onAir" | "countChat">, backlog: Backlog) {
    this.#ctx = ctx;
    this.#live = live;
    this.#backlog = backlog;
    this.#intake = new Intake({
      batch_max: batch_lines_max,
      queue_max: limits.chat_lines_waiting_max,
      laneOf: () => "chat",
      run: (_, lines) => this.#write(lines),
      isShared: isDatabaseAway,
    });
  }

  /** Refuses: `not_on_air`, `chat_empty`, `chat_too_long`, `chat_too_fast`, `unavailable`. */
  async say(saying: Saying): Promise<ChatLine> {
    const cleaned = cleanText(saying.text);
    if (!cleaned.ok) refuse(cleaned.code, { details: { max: limits.chat_line_chars_max } });
    const room = await this.#live.onAir(saying.room_id);
    if (room === undefined) refuse("not_on_air");
    await this.#backlog.of(room);
    const at = this.#ctx.clock.now();
    if (!this.#slowMode.take(saying.account_id, at.getTime())) refuse("chat_too_fast");
    const line: ChatLine = {
      id: newId(this.#ctx, "chat"),
      object: "chat_line",
      account_id: saying.account_id,
      name: saying.name,
      role: roleIn(room, saying.account_id),
      text: cleaned.text,
      at: at.toISOString(),
    };
    try {
      return await this.#intake.submit({ line, room_id: room.room_id, session_id: room.session_id });
    } catch (error) {
      if ((error instanceof Refusal && error.code === "queue_full") || isDatabaseAway(error)) refuse("unavailable");
      throw error;
    }
  }

  async #write(spoken: readonly Spoken[]): Promise<Outcome<ChatLine>[]> {
    await this.#ctx.db.transact((tx) =>
      insertLines(
        tx,
        spoken.map(({ line, room_id, session_id }) => ({
          room_id,
          session_id,
          line_id: line.id,
          account_id: line.account_id,
          role: line.role,
          body: line.text,
          at: new Date(line.at),
        })),
      ),
    );
    const nowMs = this.#ctx.clock.nowMs();
    for (const { line, room_id, session_id } of spoken) {
      this.#live.countChat(session_id, 1);
      if (!this.#sampler.shows(room_id, line.role, nowMs)) continue;
      const item: ChannelItem = { t: "chat", line };
      this.#ctx.channel.publish(roomChannel(room_id), item);
    }
    return spoken.map(({ line }) => ({ ok: true, value: line }));
  }
}
