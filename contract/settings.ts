import { z } from "zod";
import { PublicAccount } from "./accounts.ts";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, listOf, text } from "./lists.ts";

/** What a setting counts in. */
export const settingUnits = ["permille", "days", "hours", "minutes", "months", "years", "minor"] as const;
/** house: a default of ours that a deployment may choose (DOMAIN §3). law: a rule sets its bounds. */
export const settingBases = ["house", "law"] as const;

interface SettingDefinition {
  readonly unit: (typeof settingUnits)[number];
  /** Whole numbers, both bounds allowed. */
  readonly min: number;
  readonly max: number;
  readonly default: number;
  readonly basis: (typeof settingBases)[number];
  /** Where the default or the bound comes from. */
  readonly source: string;
}

/**
 * Every rule of the market that an operator may set. A setting stands here only where something reads it; a number that
 * protects the program itself is a limit (`server/kernel/limits.ts`) and needs a review, not an operator.
 */
export const settingDefinitions = {
  take_rate_permille: { unit: "permille", min: 0, max: 300, default: 50, basis: "house", source: "DOMAIN §3" },
  settlement_days: { unit: "days", min: 0, max: 90, default: 7, basis: "house", source: "DOMAIN §3" },
  unpaid_close_minutes: { unit: "minutes", min: 1, max: 1440, default: 15, basis: "house", source: "DOMAIN §3" },
  flash_unpaid_close_minutes: { unit: "minutes", min: 1, max: 60, default: 5, basis: "house", source: "DOMAIN §3" },
  auto_receive_days: { unit: "days", min: 1, max: 60, default: 10, basis: "house", source: "DOMAIN §3" },
  deposit_minor: { unit: "minor", min: 0, max: 100_000_00, default: 500_00, basis: "house", source: "DOMAIN §3" },
  payout_min_minor: { unit: "minor", min: 1, max: 10_000_00, default: 100, basis: "house", source: "Laotie" },
  payout_approval_above_minor: {
    unit: "minor",
    min: 0,
    max: 100_000_000,
    default: 10_000_00,
    basis: "house",
    source: "Laotie",
  },
  /** How much longer a buyer may wait before receipt confirms itself, once per order. */
  receipt_extend_days: { unit: "days", min: 1, max: 30, default: 5, basis: "house", source: "DOMAIN §3" },
  /** What a buyer gets where dispatch is later than promised: a share of the goods, no less and no more than. 0 permille: nothing. */
  late_dispatch_permille: { unit: "permille", min: 0, max: 300, default: 50, basis: "house", source: "DOMAIN §6" },
  late_dispatch_min_minor: { unit: "minor", min: 0, max: 10_000, default: 100, basis: "house", source: "DOMAIN §6" },
  late_dispatch_max_minor: { unit: "minor", min: 0, max: 100_000, default: 3_000, basis: "house", source: "DOMAIN §6" },
  verification_valid_months: {
    unit: "months",
    min: 1,
    max: 6,
    default: 6,
    basis: "law",
    source: "直播电商监督管理办法 (8)",
  },
  // After-sales [D]: how long each side has before the state's default holds (server/modules/aftersales/README.md).
  aftersale_answer_hours: { unit: "hours", min: 1, max: 168, default: 48, basis: "house", source: "DOMAIN §3" },
  aftersale_unshipped_hours: { unit: "hours", min: 1, max: 72, default: 24, basis: "house", source: "DOMAIN §3" },
  aftersale_proposal_hours: { unit: "hours", min: 1, max: 168, default: 72, basis: "house", source: "DOMAIN §3" },
  aftersale_dispute_hours: { unit: "hours", min: 24, max: 720, default: 168, basis: "house", source: "DOMAIN §3" },
  aftersale_return_hours: { unit: "hours", min: 24, max: 720, default: 168, basis: "house", source: "DOMAIN §3" },
  aftersale_receipt_hours: {
    unit: "hours",
    min: 1,
    max: 168,
    default: 168,
    basis: "law",
    source: "消费者权益保护法 (25)",
  },
  aftersale_exchange_hours: { unit: "hours", min: 24, max: 720, default: 240, basis: "house", source: "DOMAIN §3" },
  aftersale_evidence_hours: { unit: "hours", min: 0, max: 240, default: 72, basis: "house", source: "DOMAIN §3" },
  aftersale_ruling_hours: { unit: "hours", min: 24, max: 720, default: 240, basis: "house", source: "DOMAIN §3" },
  aftersale_objection_hours: { unit: "hours", min: 1, max: 168, default: 24, basis: "house", source: "DOMAIN §3" },
  aftersale_no_reason_days: {
    unit: "days",
    min: 7,
    max: 90,
    default: 7,
    basis: "law",
    source: "消费者权益保护法 (25)",
  },
  aftersale_quality_days: { unit: "days", min: 15, max: 365, default: 30, basis: "house", source: "DOMAIN §3" },
  host_age_years_min: { unit: "years", min: 16, max: 21, default: 16, basis: "law", source: "直播电商监督管理办法" },
} as const satisfies Record<string, SettingDefinition>;

export type SettingName = keyof typeof settingDefinitions;
export const settingNames = Object.keys(settingDefinitions) as [SettingName, ...SettingName[]];
export type SettingValues = Readonly<Record<SettingName, number>>;

export const settingChangeStates = ["scheduled", "begun", "withdrawn"] as const;

/** One decision: who set what from which value to which, when, why, and from when on it holds. Never edited. */
export const SettingChange = z
  .object({
    id: idOf("set"),
    object: z.literal("setting_change"),
    name: z.enum(settingNames),
    /** What it would have been at `valid_from` without this change. */
    from: z.int(),
    to: z.int(),
    reason: z.string(),
    by: PublicAccount,
    at: Instant,
    valid_from: Instant,
    /** withdrawn: taken back before it began. */
    state: z.enum(settingChangeStates),
    withdrawn_at: Instant.nullable(),
    withdrawn_by: PublicAccount.nullable(),
  })
  .meta({ id: "SettingChange" });
export type SettingChange = z.infer<typeof SettingChange>;

export const Setting = z
  .object({
    object: z.literal("setting"),
    name: z.enum(settingNames),
    unit: z.enum(settingUnits),
    /** What holds now, by the settings. */
    value: z.int(),
    default: z.int(),
    min: z.int(),
    max: z.int(),
    basis: z.enum(settingBases),
    source: z.string(),
    /** The environment variable that overrides it in this deployment, with its value; null where the setting holds. */
    overridden: z.object({ by: z.string(), value: z.int() }).nullable(),
    /** The newest change that has begun; null while the default holds. */
    last_change: SettingChange.nullable(),
    /** Changes that will begin, the earliest first. */
    scheduled: z.array(SettingChange),
  })
  .meta({ id: "Setting" });
export type Setting = z.infer<typeof Setting>;

const reason = text(limits.reason_chars_max, 1);

export const settingRoutes = {
  listSettings: route({
    id: "listSettings",
    method: "GET",
    path: "/v1/operator/settings",
    summary: "Every rule of the market that can be set",
    access: "operator",
    response: listOf(Setting),
  }),
  changeSetting: route({
    id: "changeSetting",
    method: "PUT",
    path: "/v1/operator/settings/:name",
    summary: "Set a rule, now or from a later instant on",
    access: "operator",
    params: z.object({ name: z.enum(settingNames) }),
    body: z.strictObject({
      /** What it would be at that instant without the change, as the operator saw it: two tabs do not overwrite each other. */
      from: z.int(),
      to: z.int(),
      reason,
      /** Null: at once. */
      valid_from: Instant.nullable().default(null),
    }),
    response: Setting,
    errors: ["setting_changed", "invalid_param"],
  }),
  withdrawSettingChange: route({
    id: "withdrawSettingChange",
    method: "POST",
    path: "/v1/operator/setting_changes/:change_id/withdraw",
    summary: "Take back a change that has not begun",
    access: "operator",
    params: z.object({ change_id: idOf("set") }),
    body: z.strictObject({ reason }),
    response: Setting,
    errors: ["not_found", "setting_begun"],
  }),
  listSettingChanges: route({
    id: "listSettingChanges",
    method: "GET",
    path: "/v1/operator/setting_changes",
    summary: "Who set what, when and why, newest first",
    access: "operator",
    query: Page.extend({ name: z.enum(settingNames).optional() }),
    response: listOf(SettingChange),
  }),
} as const;
