import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { refuse } from "../../kernel/refusal.ts";
import type { Actor } from "./act-on-aftersale.ts";
import type { AftersaleParts } from "./deps.ts";
import type { Locked } from "./lock-aftersale.ts";
import { saveLines } from "./store.ts";

/** Units the seller found fit to be sold again go back on the shelf; what was worn or broken does not. */
export async function restockUnits(
  { deps }: AftersaleParts,
  tx: Tx,
  locked: Locked,
  actor: Actor,
  restock: readonly { readonly line_id: string; readonly quantity: number }[],
): Promise<Locked> {
  if (restock.length === 0) return locked;
  const named = new Map(restock.map((one) => [one.line_id, one.quantity]));
  if (named.size !== restock.length) refuse("invalid_param", { param: "restock", details: { detail: "twice" } });
  for (const [line_id, quantity] of named) {
    const line = locked.lines.find((one) => one.line_id === line_id);
    if (line === undefined || quantity > line.quantity)
      refuse("invalid_param", { param: "restock", details: { detail: `at most ${line?.quantity ?? 0}` } });
  }
  const lines = locked.lines.map((line) => ({ ...line, restocked: named.get(line.line_id) ?? 0 }));
  await saveLines(tx, lines);
  await deps.inventory.restock(
    tx,
    locked.row.shop_id,
    lines
      .filter((line) => line.restocked > 0)
      .map((line) => ({
        variant_id: line.variant_id,
        change: line.restocked,
        reason: `aftersale ${locked.row.aftersale_id}`,
        account_id: present(actor.account_id, "somebody took the goods in"),
      })),
  );
  return { ...locked, lines };
}

/** The units sent instead leave the shelf. Refuses stock_below_reserved where there are too few. */
export async function exchangeUnits({ deps }: AftersaleParts, tx: Tx, locked: Locked, actor: Actor): Promise<void> {
  await deps.inventory.restock(
    tx,
    locked.row.shop_id,
    locked.lines.map((line) => ({
      variant_id: line.variant_id,
      change: -line.quantity,
      reason: `exchange ${locked.row.aftersale_id}`,
      account_id: present(actor.account_id, "somebody sent the exchange"),
    })),
  );
}
