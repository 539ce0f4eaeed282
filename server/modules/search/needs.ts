import type { Context } from "../../kernel/context.ts";
import type { Accounts } from "../accounts/index.ts";
import type { Catalog } from "../catalog/index.ts";
import type { Fans } from "../fans/index.ts";
import type { Live } from "../live/index.ts";
import type { Shops } from "../shops/index.ts";

/** The parts of the doors below that search walks through. */
export interface SearchNeeds {
  readonly accounts: Pick<
    Accounts,
    "publicAccounts" | "hosts" | "hostsAfter" | "hostProfiles" | "hostsVerifiedSince" | "impersonal"
  >;
  readonly fans: Pick<Fans, "followerCounts" | "following" | "follows">;
  readonly shops: Pick<Shops, "cards" | "shops" | "shopsAfter" | "shopsOf">;
  readonly catalog: Pick<Catalog, "products" | "onSaleAfter" | "onSaleOf">;
  readonly live: Pick<Live, "onAirOf" | "onAirSince" | "recentOf" | "watchedRooms" | "rooms" | "roomsOfHosts">;
}
export interface SearchParts extends SearchNeeds {
  readonly ctx: Context;
}

/** Fingerprints of terms, so that a person's name is found without being written down. */
export const printOf =
  (ctx: Context) =>
  (term: string): string =>
    ctx.seal.index(term, "search.name").slice(0, 16);
