import type { Locale } from "../contract/errors.ts";

/** Something somebody might say, in the language they speak. */
export type Said = Readonly<Record<Locale, string>>;

/** A product as a shop of the demo puts it on its shelf. Prices in minor units. */
export interface ProductScript {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly shipping_fee: number;
  readonly return_policy: "seven_days" | "exempt_perishable" | "exempt_made_to_order";
  readonly pictures: readonly (() => Promise<Uint8Array>)[];
  readonly variants: readonly {
    readonly title: string;
    readonly price: number;
    readonly compare_at_price: number | null;
    readonly compare_at_basis: string | null;
    readonly initial_stock: number;
  }[];
}
