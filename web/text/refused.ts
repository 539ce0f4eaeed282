import type { ErrorObject } from "../../contract/errors.ts";

/** What is wrong with a field, as a key of `common.refused`, with what its sentence must be given. */
export type Refused =
  | { readonly key: "required" | "phone" | "date" | "documentNumber" | "long" | "signs" | "number" | "plain" }
  | { readonly key: "longer" | "shorter"; readonly count: number };

/**
 * A field the server refused, read from the English it gives to developers: by the words of the contract's schemas
 * first, then by the field's name. Whatever is not recognised is `plain`, never the raw words.
 */
export function refused(error: Pick<ErrorObject, "param" | "details">): Refused {
  const detail = String(error.details["detail"] ?? "");
  const field = error.param?.split(".").at(-1) ?? "";
  const more = /has more than (\d+) characters/.exec(detail);
  if (more !== null) return { key: "longer", count: Number(more[1]) };
  const fewer = /has fewer than (\d+) characters/.exec(detail);
  if (fewer !== null) return Number(fewer[1]) <= 1 ? { key: "required" } : { key: "shorter", count: Number(fewer[1]) };
  if (/single line|control character|well-formed/.test(detail)) return { key: "signs" };
  if (field === "phone" || field === "contact_phone") return { key: "phone" };
  if (field === "document_number") return { key: "documentNumber" };
  if (field === "birth_date") return { key: "date" };
  if (/expected string to have <=/.test(detail)) return { key: "long" };
  if (/expected string to have >=1 /.test(detail)) return { key: "required" };
  if (/expected (number|int|bigint)/.test(detail)) return { key: "number" };
  return { key: "plain" };
}

export const saleNeeds = ["picture", "variant", "return_policy"] as const;

/** What a page lacks before it can be sold, from the codes of the refusal; codes nobody knows yet are left out. */
export function missingOf(error: Pick<ErrorObject, "details">): readonly (typeof saleNeeds)[number][] {
  const named = String(error.details["missing"] ?? "").split(/,\s*/);
  return saleNeeds.filter((need) => named.includes(need));
}
