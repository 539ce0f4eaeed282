import type { Currency } from "../../../contract/money.ts";
import type { ShippingBasis } from "../../../contract/shipping.ts";
import { regionOf, type RegionCode } from "../../../contract/regions.ts";
import { wireMoney } from "../../kernel/money.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { feeOf, regionName, type ShippingRates } from "../shops/index.ts";

/** What of a line decides its freight. `shipping_fee` is flat and counts where there are no rates. */
export interface FreightLine {
  readonly unit_price: bigint;
  readonly quantity: number;
  readonly shipping_fee: bigint;
  readonly shipping_rates: ShippingRates | null;
}

/** How a fee came about, as an order keeps it (`orders.shipping_basis`); amounts in minor units. */
export interface KeptBasis {
  readonly region: RegionCode | null;
  readonly parts: readonly {
    readonly template_id: string | null;
    readonly template_name: string | null;
    readonly units: number;
    readonly fee: number;
    readonly free: boolean;
  }[];
}
export interface Freight {
  readonly shipping: bigint;
  readonly basis: KeptBasis;
  /** False where a province would decide and none was named. */
  readonly final: boolean;
}

/**
 * What delivery of these lines costs. Lines of one template count together, the dearest flat fee counts once, and since one order is
 * one parcel it pays the dearest of all of them once. `region` is what stands in the address, or null while no address is named: then
 * a template asks what it asks where no rule speaks. Refuses `region_unknown` and `region_not_served` only where a template decides.
 */
export function freightOf(lines: readonly FreightLine[], region: string | null): Freight | Refusal {
  const byTemplate = Map.groupBy(lines, (line) => line.shipping_rates?.id ?? null);
  const priced = [...byTemplate.keys()].some((id) => id !== null);
  const code = region === null || !priced ? null : regionOf(region);
  if (priced && region !== null && code === null) return new Refusal("region_unknown", { param: "address_id" });
  const parts: KeptBasis["parts"][number][] = [];
  for (const mine of byTemplate.values()) {
    const rates = mine[0]?.shipping_rates ?? null;
    const units = mine.reduce((sum, line) => sum + line.quantity, 0);
    if (rates === null) {
      const fee = mine.reduce((most, line) => (line.shipping_fee > most ? line.shipping_fee : most), 0n);
      parts.push({ template_id: null, template_name: null, units, fee: Number(fee), free: false });
      continue;
    }
    const goods = mine.reduce((sum, line) => sum + line.unit_price * BigInt(line.quantity), 0n);
    const fee = feeOf(rates, { region: code, units, goods });
    if (fee === null)
      return new Refusal("region_not_served", {
        param: "address_id",
        details: { region: code === null ? "" : regionName(code) },
      });
    const free = rates.free_from !== null && goods >= rates.free_from;
    parts.push({ template_id: rates.id, template_name: rates.name, units, fee: Number(fee), free });
  }
  const dearest = parts.reduce((most, part) => Math.max(most, part.fee), 0);
  return { shipping: BigInt(dearest), basis: { region: code, parts }, final: !priced || code !== null };
}

export function wireBasis(basis: KeptBasis, currency: Currency): ShippingBasis {
  return {
    region: basis.region,
    parts: basis.parts.map(({ template_name, units, fee, free }) => ({
      template_name,
      units,
      fee: wireMoney(BigInt(fee), currency),
      free,
    })),
  };
}
