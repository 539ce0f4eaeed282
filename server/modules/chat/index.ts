import type { ChatLine } from "../../../contract/chat.ts";
import type { Context } from "../../kernel/context.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Live } from "../live/index.ts";
import { Backlog } from "./backlog.ts";
import { personalLines } from "./personal/personal-data.ts";
import { routesOfChat } from "./routes.ts";
import { Speech, type Saying } from "./say-line.ts";
import type { Names } from "./show-lines.ts";

export type { Saying } from "./say-line.ts";

export interface Chat {
  /**
   * Says a line in a room on air. The answer means: stored. Refuses `not_on_air`, `chat_empty`, `chat_too_long`,
   * `chat_too_fast`, `unavailable`.
   */
  say(saying: Saying): Promise<ChatLine>;
  /** The last lines of the room's broadcast that the channel's memory may not know, oldest first. */
  backlog(session: { room_id: string; session_id: string }): Promise<readonly ChatLine[]>;
  readonly part: ModulePart;
}

export function createChat(
  ctx: Context,
  deps: { accounts: Names; live: Pick<Live, "onAir" | "sessions" | "countChat"> },
): Chat {
  const backlog = new Backlog(ctx, deps.accounts);
  const speech = new Speech(ctx, deps.live, backlog);
  return {
    say: (saying) => speech.say(saying),
    backlog: (session) => backlog.of(session),
    part: { routes: routesOfChat(ctx, deps), personal: personalLines },
  };
}
