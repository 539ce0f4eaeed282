import { z } from "zod";
import { Money } from "./money.ts";
import { regionCodes } from "./regions.ts";

/** How a shipping fee came about: what each template asked, and the dearest of the flat fees. The order pays the dearest of all once. */
export const ShippingBasis = z
  .object({
    /** The province that was priced; null where only flat fees were asked, or no address was named. */
    region: z.enum(regionCodes).nullable(),
    parts: z.array(
      z.object({
        /** Null: a flat fee. */
        template_name: z.string().nullable(),
        units: z.int(),
        fee: Money,
        /** The goods were worth enough to travel free. */
        free: z.boolean(),
      }),
    ),
  })
  .meta({ id: "ShippingBasis" });
export type ShippingBasis = z.infer<typeof ShippingBasis>;
