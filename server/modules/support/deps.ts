import type { Accounts } from "../accounts/index.ts";
import type { Catalog } from "../catalog/index.ts";
import type { Media } from "../media/index.ts";
import type { Orders } from "../orders/index.ts";
import type { Shops } from "../shops/index.ts";

/** What support asks of the modules below. */
export interface SupportDeps {
  readonly accounts: Pick<Accounts, "publicAccounts" | "spend">;
  readonly media: Pick<Media, "ownPictures" | "pictures">;
  readonly shops: Pick<Shops, "cards" | "requireStaff" | "shopsOf" | "staffOf">;
  readonly catalog: Pick<Catalog, "products">;
  readonly orders: Pick<Orders, "find" | "lock" | "orders">;
}
