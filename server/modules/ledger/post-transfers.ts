import type { TransferPhase } from "../../../contract/ledger.ts";
import { assert } from "../../kernel/assert.ts";
import type { Context } from "../../kernel/context.ts";
import type { Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import type { Resolution, Transfer } from "./ledger.ts";
import { addEntries, addToBalances, addTransfers, escrowOfOrders, transfersByCause } from "./store.ts";
import { assertBalanced, changesOf, columnsOf, isSameTransfer, ordersDrawn } from "./transfer.ts";

type Named = Transfer & { readonly id: string; readonly phase: TransferPhase; readonly resolves: string | null };

/** See `Ledger.post` and `Ledger.pend`. */
export async function postTransfers(
  ctx: Context,
  tx: Tx,
  transfers: readonly Transfer[],
  phase: "posted" | "pending" = "posted",
): Promise<void> {
  if (transfers.length === 0) return;
  for (const transfer of transfers) assertBalanced(transfer);
  await write(
    ctx,
    tx,
    transfers.map((transfer) => ({ ...transfer, id: newId(ctx, "xfer"), phase, resolves: null })),
  );
}

/** What the end of a pending transfer is called, so that it ends once. */
const endOf = (cause: string): string => `end:${cause}`;
const phaseOf = { posted: "kept", voided: "dropped" } as const;

/** See `Ledger.resolve`. */
export async function resolveTransfers(
  ctx: Context,
  tx: Tx,
  resolutions: readonly Resolution[],
): Promise<ReadonlySet<string>> {
  if (resolutions.length === 0) return new Set();
  const pending = new Map(
    (await transfersByCause(tx, resolutions))
      .filter((one) => one.phase === "pending")
      .map((one) => [`${one.shop_id} ${one.cause}`, one]),
  );
  const unknown = resolutions.filter((one) => !pending.has(`${one.shop_id} ${one.cause}`));
  const ends = resolutions.flatMap((one) => {
    const promise = pending.get(`${one.shop_id} ${one.cause}`);
    if (promise === undefined) return [];
    const { shop_id, kind, order_id, entries, base } = promise;
    return [
      {
        id: newId(ctx, "xfer"),
        phase: phaseOf[one.outcome],
        resolves: promise.id,
        shop_id,
        kind,
        cause: endOf(one.cause),
        order_id,
        entries,
        base: base ?? null,
        at: one.at,
      },
    ];
  });
  if (ends.length > 0) await write(ctx, tx, ends);
  return new Set(unknown.map((one) => one.cause));
}

/** Adds what is new, keeps balances up, and makes sure that what is not new is the same. */
async function write(ctx: Context, tx: Tx, transfers: readonly Named[]): Promise<void> {
  // Two who post the same causes meet at the first one, not crosswise.
  const named = transfers.toSorted((a, b) => (a.shop_id + a.cause < b.shop_id + b.cause ? -1 : 1));
  const added = await addTransfers(tx, ctx.config.currency, named);
  const posted = named.filter((transfer) => added.has(transfer.id));
  if (posted.length > 0) {
    const entries = posted.flatMap(({ shop_id, id, phase, entries: said }) =>
      said.map(({ account, amount }) => ({ shop_id, transfer_id: id, account, ...columnsOf[phase](amount) })),
    );
    await addEntries(tx, entries);
    await addToBalances(tx, changesOf(entries));
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

async function assertRepeatsAreIdentical(tx: Tx, repeated: readonly Named[]): Promise<void> {
  if (repeated.length === 0) return;
  const before = new Map((await transfersByCause(tx, repeated)).map((one) => [`${one.shop_id} ${one.cause}`, one]));
  for (const transfer of repeated) {
    const first = before.get(`${transfer.shop_id} ${transfer.cause}`);
    assert(
      first !== undefined && first.phase === transfer.phase && isSameTransfer(first, transfer),
      `${transfer.cause} was posted before, with the same content`,
    );
  }
}
