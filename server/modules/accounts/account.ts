import type { Account, PublicAccount } from "../../../contract/accounts.ts";
import { roles as roleOrder } from "../../../contract/accounts.ts";
import type { Seal } from "../../kernel/seal.ts";
import { purposes } from "./sealed-columns.ts";
import { maskIdentifier } from "./identifier.ts";
import type { AccountFacts } from "./store.ts";

/** What stands in other tables than the account's own row. */
type Further = Pick<
  Account,
  "avatar_url" | "verified" | "personalization" | "consents_due" | "training_valid_until" | "deletion_due_at"
>;

/** The account as its owner sees it. */
export function wireAccount(seal: Seal, row: AccountFacts, more: Further): Account {
  return { ...wireOwnRow(seal, row), ...more };
}

/** Only what the account's own row says, for lists. */
export function wireOwnRow(seal: Seal, row: AccountFacts): Omit<Account, keyof Further> {
  const masked = (sealed: string | null, channel: "email" | "sms"): string | null =>
    sealed === null
      ? null
      : maskIdentifier({ channel, value: seal.open(sealed, channel === "email" ? purposes.email : purposes.phone) });
  return {
    id: row.id,
    object: "account",
    name: seal.open(row.name_sealed, purposes.name),
    locale: row.locale,
    roles: roleOrder.filter((role) => row.roles.includes(role)),
    email_masked: masked(row.email_sealed, "email"),
    phone_masked: masked(row.phone_sealed, "sms"),
    has_password: row.has_password,
    created_at: row.created_at.toISOString(),
  };
}

/** The account as anybody sees it. */
export function wirePublicAccount(seal: Seal, row: AccountFacts, avatar_url: string | null): PublicAccount {
  return { id: row.id, object: "public_account", name: seal.open(row.name_sealed, purposes.name), avatar_url };
}
