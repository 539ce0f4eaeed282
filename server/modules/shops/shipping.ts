import { regions, type RegionCode } from "../../../contract/regions.ts";
import type { ShippingTemplate } from "../../../contract/shops.ts";
import type { Currency } from "../../../contract/money.ts";
import { wireMoney } from "../../kernel/money.ts";

/** A rule for some provinces, as it is kept; amounts in minor units. */
export interface RegionRule {
  readonly regions: readonly RegionCode[];
  readonly delivers: boolean;
  readonly base_fee: number;
  readonly item_fee: number;
}

/** What delivery costs, by province; amounts in minor units. */
export interface ShippingRates {
  readonly id: string;
  readonly name: string;
  readonly base_fee: bigint;
  readonly item_fee: bigint;
  readonly free_from: bigint | null;
  readonly rules: readonly RegionRule[];
}

/** shops.shipping_template */
export interface ShippingTemplateRow extends ShippingRates {
  readonly shop_id: string;
  readonly created_at: Date;
  readonly updated_at: Date;
}

/**
 * What a template asks for `units` units of goods worth `goods` that go to `region`: the first unit's fee and that of each further one,
 * nothing where the goods are worth enough, null where it does not deliver. Without a region no rule speaks.
 */
export function feeOf(
  rates: ShippingRates,
  wanted: { readonly region: RegionCode | null; readonly units: number; readonly goods: bigint },
): bigint | null {
  const rule = rates.rules.find(({ regions: named }) => wanted.region !== null && named.includes(wanted.region));
  if (rule?.delivers === false) return null;
  if (rates.free_from !== null && wanted.goods >= rates.free_from) return 0n;
  const base = rule === undefined ? rates.base_fee : BigInt(rule.base_fee);
  const item = rule === undefined ? rates.item_fee : BigInt(rule.item_fee);
  return base + item * BigInt(Math.max(0, wanted.units - 1));
}

/** "新疆" for CN-XJ: how a province is named in a sentence. */
export function regionName(code: RegionCode): string {
  const region = regions.find((one) => one.code === code);
  return region === undefined ? code : region.short;
}

export function wireTemplate(row: ShippingTemplateRow, currency: Currency): ShippingTemplate {
  const money = (amount: bigint | number) => wireMoney(BigInt(amount), currency);
  return {
    id: row.id,
    object: "shipping_template",
    name: row.name,
    base_fee: money(row.base_fee),
    item_fee: money(row.item_fee),
    free_from: row.free_from === null ? null : money(row.free_from),
    rules: row.rules.map((rule) => ({
      regions: [...rule.regions],
      delivers: rule.delivers,
      base_fee: money(rule.base_fee),
      item_fee: money(rule.item_fee),
    })),
    updated_at: row.updated_at.toISOString(),
  };
}
