import type { Context } from "../../kernel/context.ts";
import type { Reach } from "../../kernel/fault-points.ts";
import type { Ledger } from "../ledger/index.ts";
import type { PaymentProvider } from "./provider.ts";

export interface PaymentParts {
  readonly ctx: Context;
  readonly ledger: Ledger;
  /** By name, those the operator configured and those that old payments still need. */
  readonly providers: ReadonlyMap<string, PaymentProvider>;
  /** Where a buyer pays who does not choose. */
  readonly first: PaymentProvider;
  /** Called at each fault point; throws to die there. */
  readonly reach: Reach;
}
