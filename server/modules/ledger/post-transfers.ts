import { assert } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import type { Transfer } from "./ledger.ts";
import { addEntries, addToBalances, addTransfers, escrowOfOrders, transfersByCause } from "./store.ts";
import { assertBalanced, changesOf, isSameTransfer, ordersDrawn } from "./transfer.ts";

/** See `Ledger.post`. */
export async function postTransfers(ctx: Context, tx: Tx, transfers: readonly Transfer[]): Promise<void> {
  if (transfers.length === 0) return;
  for (const transfer of transfers) assertBalanced(transfer);
  // Two who post the same causes meet at the first one, not crosswise.
  const named = transfers
    .map((transfer) => ({ ...transfer, id: newId(ctx, "xfer") }))
    .toSorted((a, b) => (a.shop_id + a.cause < b.shop_id + b.cause ? -1 : 1));
  const added = await addTransfers(tx, ctx.config.currency, named);
  const posted = named.filter((transfer) => added.has(transfer.id));
  if (posted.length > 0) {
    await addEntries(
      tx,
      posted.flatMap(({ shop_id, id, entries }) => entries.map((entry) => ({ shop_id, transfer_id: id, ...entry }))),
    );
    await addToBalances(tx, changesOf(posted));
    await assertEscrowCovers(tx, posted);
  }
  await assertRepeatsAreIdentical(
    tx,
    named.filter((transfer) => !added.has(transfer.id)),
  );
  ctx.reach("ledger.post: posted, not committed");
}

/** An order may be settled or refunded, not both: what it takes from escrow is its own, never another order's. */
async function assertEscrowCovers(tx: Tx, posted: readonly Transfer[]): Promise<void> {
  const drawn = ordersDrawn(posted);
  if (drawn.length === 0) return;
  for (const [order_id, left] of await escrowOfOrders(tx, drawn))
    assert(left >= 0n, `${order_id} takes no more from escrow than was paid for it`);
}

async function assertRepeatsAreIdentical(tx: Tx, repeated: readonly Transfer[]): Promise<void> {
  if (repeated.length === 0) return;
  const before = new Map((await transfersByCause(tx, repeated)).map((one) => [`${one.shop_id} ${one.cause}`, one]));
  for (const transfer of repeated) {
    const first = before.get(`${transfer.shop_id} ${transfer.cause}`);
    assert(
      first !== undefined && isSameTransfer(first, transfer),
      `${transfer.cause} was posted before, with the same content`,
    );
  }
}
