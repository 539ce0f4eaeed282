import type { Context } from "../../kernel/context.ts";
import type { Reach } from "../../kernel/fault-points.ts";
import type { Ledger } from "../ledger/index.ts";
import type { PaymentProvider } from "./provider.ts";

export interface PaymentParts {
  readonly ctx: Context;
  readonly ledger: Ledger;
  readonly provider: PaymentProvider;
  readonly reach: Reach;
}
