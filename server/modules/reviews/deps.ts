import type { Accounts } from "../accounts/index.ts";
import type { Catalog } from "../catalog/index.ts";
import type { Media } from "../media/index.ts";
import type { Orders } from "../orders/index.ts";
import type { Shops } from "../shops/index.ts";

/** What reviews asks of the modules below. */
export interface ReviewDeps {
  readonly accounts: Pick<Accounts, "audit" | "publicAccounts">;
  readonly media: Pick<Media, "ownPictures" | "pictures">;
  readonly shops: Pick<Shops, "requireStaff" | "shops">;
  readonly catalog: Pick<Catalog, "products">;
  readonly orders: Pick<Orders, "boughtBy" | "find" | "lock" | "orders">;
}
