import type { Reader, Tx } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import type { Version } from "../settings/index.ts";

/** What the platform takes and how long things last, for an order placed at the asked instant. */
export interface Quote {
  readonly take_rate_permille: number;
  /** Days after receipt until escrow settles. */
  readonly settlement_days: number;
  /** Minutes until an unpaid order closes. */
  readonly unpaid_close_minutes: number;
  /** The same of an order in a flash sale. */
  readonly flash_unpaid_close_minutes: number;
  /** Days after shipping until receipt is confirmed by itself. */
  readonly auto_receive_days: number;
  readonly policy_id: string;
  /** The policy's name, as shown beside the quote. */
  readonly policy: string;
}

export interface Programs {
  /** By shop id; every asked shop has one. The order keeps it, so later policies do not change it. */
  quote(reader: Reader, shop_ids: readonly string[], at: Date): Promise<Map<string, Quote>>;
  /** Makes the dated policies say what the settings say from now on; policies that have begun are kept. */
  follow(tx: Tx, versions: readonly Version[]): Promise<void>;
  readonly part: ModulePart;
}
