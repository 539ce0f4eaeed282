import type { Accounts } from "../accounts/index.ts";
import type { Orders } from "../orders/index.ts";
import type { Payments } from "../payments/index.ts";

/** What after-sales asks of the modules below. */
export interface AftersalesDeps {
  readonly accounts: Pick<Accounts, "audit">;
  readonly orders: Orders;
  readonly payments: Payments;
}
