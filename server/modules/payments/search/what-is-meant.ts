import { idOf } from "../../../../contract/ids.ts";

/** Whose payments are looked for. */
export type Wanted =
  | { readonly by: "anything" }
  | { readonly by: "order" | "buyer" | "reference" | "refund" | "transaction"; readonly id: string };

const own = [
  ["order", idOf("ord")],
  ["order", idOf("dep")],
  ["buyer", idOf("acct")],
  ["reference", idOf("pi")],
  ["refund", idOf("re")],
] as const;

/** An id of ours says by its form what it is; Stripe's, which begin likewise, have another length or capital letters. */
export function whatIsMeant(q: string | undefined): Wanted {
  if (q === undefined) return { by: "anything" };
  const [by] = own.find(([, id]) => id.safeParse(q).success) ?? ["transaction" as const];
  return { by, id: q };
}
