import { refuse } from "../../kernel/refusal.ts";

/** Where the next page begins, opaque to clients: behind the last product of this one. */
export function cursorAfter(product_id: string): string {
  return Buffer.from(product_id).toString("base64url");
}

/** The product a cursor stands behind. Refuses `invalid_param` for what we did not hand out. */
export function productOfCursor(cursor: string): string {
  const id = Buffer.from(cursor, "base64url").toString("latin1");
  if (!/^prod_[0-9a-hjkmnp-tv-z]{26}$/.test(id) || cursorAfter(id) !== cursor)
    refuse("invalid_param", { param: "cursor", details: { detail: "not a cursor of this list" } });
  return id;
}
