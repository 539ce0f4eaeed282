import { limits } from "../../../kernel/limits.ts";
import type { PersonalData } from "../../../kernel/module.ts";
import { openStates } from "../aftersale.ts";
import type { AftersaleParts } from "../deps.ts";
import { readAftersales } from "../read-aftersales.ts";
import { countOpenOf, listBuyers } from "../store.ts";

/**
 * After-sales are trade records and stay for three years (DOMAIN §5 rule 2), what was said in them sealed; so nothing is erased here,
 * and none may be open when its account goes.
 */
export function personalAftersales(parts: AftersaleParts): PersonalData {
  return {
    name: "aftersales",
    async exportOf(reader, account_id) {
      const keys = await listBuyers(reader, account_id, { before: null, limit: limits.export_rows_per_list_max });
      return { asked: await readAftersales(parts, reader, keys, "buyer") };
    },
    async obstaclesOf(reader, account_id) {
      return [{ reason: "aftersales_open", count: await countOpenOf(reader, account_id, openStates) }];
    },
  };
}
