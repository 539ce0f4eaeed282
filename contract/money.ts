import { z } from "zod";
import { limits } from "./limits.ts";

/** The currencies a deployment may be run in. One per deployment (DESIGN §8). */
export const currencies = ["CNY", "USD", "EUR"] as const;
export const Currency = z.enum(currencies);
export type Currency = z.infer<typeof Currency>;

/** Money on the wire: a whole number of minor units (fen, cents) and its currency. */
export const Money = z
  .strictObject({ amount: z.int(), currency: Currency })
  .meta({ id: "Money", description: "A whole number of minor units (fen, cents) and its ISO 4217 currency." });
export type Money = z.infer<typeof Money>;

/** A price: 0 to the largest price anyone may ask, in minor units. */
export const PriceAmount = z.int().min(0).max(limits.price_minor_max);
