import { limits } from "../../../kernel/limits.ts";
import type { PersonalData } from "../../../kernel/module.ts";
import { forgetReminders } from "../plans/store.ts";
import { countOnAir, remindersOf, sessionsOfHost } from "./store.ts";

/** Broadcasts stay for three years (DOMAIN §5 rule 2), under an id without a name. */
export const personalSessions: PersonalData = {
  name: "live",
  async exportOf(reader, account_id) {
    const max = limits.export_rows_per_list_max;
    return {
      sessions: await sessionsOfHost(reader, account_id, max),
      reminders: await remindersOf(reader, account_id, max),
    };
  },
  async obstaclesOf(reader, account_id) {
    return [{ reason: "on_air", count: await countOnAir(reader, account_id) }];
  },
  erase: (tx, account_id) => forgetReminders(tx, account_id),
};
