import type { SettingValues } from "../../../contract/settings.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { valuesAt, type Decision } from "./setting.ts";
import { selectDecisions } from "./store.ts";

const notice_topic = "settings.changed";

/** The decisions in this process's memory. */
export interface Kept {
  /** What holds now. Reads no database: a change that was announced begins by the clock. */
  readonly current: () => SettingValues;
  readonly load: () => Promise<void>;
  /** These hold once `tx` commits, here at once, in other processes as soon as they hear of it. */
  changed(tx: Tx, decisions: readonly Decision[]): Promise<void>;
}

export function keepSettings(ctx: Context): Kept {
  let decisions: readonly Decision[] = [];
  // What was read before a change must not be kept after it.
  let changes = 0;
  const load = async (): Promise<void> => {
    const before = changes;
    const read = await selectDecisions(ctx.db.reader);
    if (changes === before) decisions = read;
    else await load();
  };
  const hear = (): void => {
    changes += 1;
    load().catch((error: unknown) =>
      ctx.log.error({ err: error }, "settings could not be read again; those known before hold until the next notice"),
    );
  };
  ctx.notices.on(notice_topic, hear);
  ctx.notices.onGap(hear);
  return {
    current: () => valuesAt(decisions, ctx.clock.now()),
    load,
    async changed(tx, next) {
      await ctx.notices.send(tx, notice_topic, "");
      ctx.db.afterCommit(tx, () => {
        changes += 1;
        decisions = next;
      });
    },
  };
}
