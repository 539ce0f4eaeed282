import { limits } from "../../../kernel/limits.ts";
import type { PersonalData } from "../../../kernel/module.ts";
import { linesOf } from "./store.ts";

/** What was said stays for three years (DOMAIN §5 rule 2), under an id without a name. */
export const personalLines: PersonalData = {
  name: "chat",
  async exportOf(reader, account_id) {
    return { lines: await linesOf(reader, account_id, limits.export_rows_per_list_max) };
  },
};
