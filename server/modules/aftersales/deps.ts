import type { Context } from "../../kernel/context.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Inventory } from "../inventory/index.ts";
import type { Media } from "../media/index.ts";
import type { Orders } from "../orders/index.ts";
import type { Payments } from "../payments/index.ts";
import type { Settings } from "../settings/index.ts";
import type { Shops } from "../shops/index.ts";

/** What after-sales asks of the modules below. */
export interface AftersalesDeps {
  readonly accounts: Pick<Accounts, "audit" | "publicAccounts" | "sellerIdentity">;
  readonly settings: Pick<Settings, "current">;
  readonly media: Pick<Media, "ownPictures" | "pictures">;
  readonly shops: Pick<Shops, "cards" | "requireStaff" | "shops" | "staffOf">;
  readonly inventory: Pick<Inventory, "reservedUnits" | "releaseUnits" | "restock">;
  readonly orders: Orders;
  readonly payments: Payments;
}

/** What the parts of this module share. */
export interface AftersaleParts {
  readonly ctx: Context;
  readonly deps: AftersalesDeps;
}
