import { useTranslations } from "use-intl";
import { settingDefinitions, type SettingName } from "../../../contract/settings.ts";

export const knownActions = [
  "accounts_verification_approved",
  "accounts_verification_rejected",
  "accounts_verifications_shown",
  "accounts_file_shown",
  "accounts_identity_revealed",
  "accounts_identifier_looked_up",
  "accounts_suspended",
  "accounts_suspension_lifted",
  "accounts_signed_out",
  "accounts_operator_granted",
  "accounts_operator_revoked",
  "accounts_noted",
  "shops_closed",
  "shops_reopened",
  "catalog_product_taken_down",
  "catalog_takedown_lifted",
  "promotion_coupon_offered",
  "promotion_coupon_stopped",
  "live_stop_session",
  "aftersales_order_refunded",
  "reviews_review_covered",
  "reviews_review_uncovered",
  "aftersales_aftersale_shown",
  "aftersales_rule_for_buyer",
  "aftersales_rule_for_seller",
  "aftersales_execute",
  "aftersales_reopen",
  "aftersales_pay_again",
  "orders_order_shown",
  "settings_changed",
  "settings_change_withdrawn",
  "ledger_checked",
  "payouts_approved",
  "payouts_refused",
  "payouts_marked",
  "payouts_file_made",
  "payouts_file_read",
  "payouts_held",
  "payouts_released",
  "payouts_deposit_returned",
  "payments_statement_compared",
  "payments_difference_explained",
  "jobs_retried",
  "jobs_discarded",
  "events_retried",
  "events_skipped",
  "demo_reset",
] as const;

/** What was done, in words; an action of an older version that has none any more is shown as it is stored. */
export function useActionText(): (action: string) => string {
  const t = useTranslations("operator.audit.actions");
  return (action) => {
    const key = knownActions.find((one) => one === action.replace(".", "_"));
    return key === undefined ? action : t(key);
  };
}

/** Where an id leads on the desk; null for ids without a page. */
export function placeOf(
  id: string,
): { readonly to: string; readonly search?: Readonly<Record<string, string>> } | null {
  const kind = id.split("_", 1)[0];
  if (kind === "acct") return { to: `/desk/accounts/${id}` };
  if (kind === "shop") return { to: `/desk/shops/${id}` };
  if (kind === "prod") return { to: "/desk/products", search: { q: id } };
  if (kind === "aft") return { to: `/desk/aftersales/${id}` };
  if (kind === "ord") return { to: "/desk/orders", search: { open: id } };
  if (kind === "pi" || kind === "re") return { to: "/desk/payments", search: { q: id } };
  if (kind === "room") return { to: `/rooms/${id}` };
  return null;
}

/** What a change of a rule says of itself in the audit log, taken apart; null for every other act. */
export function ruleChangeOf(entry: {
  readonly action: string;
  readonly reason: string | null;
}): { readonly name: SettingName; readonly from: string; readonly to: string; readonly why: string } | null {
  if (entry.action !== "settings.changed") return null;
  const [, name = "", from = "", to = "", why = ""] =
    /^(\w+): (-?\d+) → (-?\d+), \S+Z\. ([^]*)$/.exec(entry.reason ?? "") ?? [];
  return Object.hasOwn(settingDefinitions, name) ? { name: name as SettingName, from, to, why } : null;
}
