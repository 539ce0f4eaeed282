import type { Reader } from "../../../kernel/db.ts";
import { madeAtMs } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import type { Ledger } from "../../ledger/index.ts";
import type { StatementLine } from "../statement.ts";
import { idOfLine } from "../reconciliation/compare.ts";
import { movementKey, type OurMovement, type OurState } from "../reconciliation/movement.ts";
import { capturesPaid, paymentsBegun, refundsBegun, refundsPaid, type MovementRow, type Span } from "./store.ts";

type Kind = OurMovement["kind"];

/** When the things of these ids were made: ids that are none of ours say nothing. */
function madeWithin(ids: readonly string[]): Span | null {
  const times = ids.filter((id) => /^(?:pi|re)_[0-9a-hjkmnp-tv-z]{26}$/.test(id)).map(madeAtMs);
  if (times.length === 0) return null;
  const [first, last] = times.reduce(([a, b], ms) => [Math.min(a, ms), Math.max(b, ms)], [Infinity, -Infinity]);
  // An intent's id is made some time before, or after, the instant its row names.
  return {
    from: new Date(first - limits.reconciliation_slack_ms),
    to: new Date(last + limits.reconciliation_slack_ms),
  };
}

/**
 * What we have: of the movements a statement names, whenever they were; and everything that the provider moved in `expected`, by
 * our books. Each with what the ledger moved for it.
 */
export async function ourMovements(
  { reader, ledger }: { readonly reader: Reader; readonly ledger: Ledger },
  provider: string,
  lines: readonly StatementLine[],
  { day, expected }: { readonly day: Span; readonly expected: Span },
): Promise<{ ours: Map<string, OurMovement>; expected: Set<string> }> {
  const due = {
    payment: await capturesPaid(reader, provider, expected, null),
    refund: await refundsPaid(reader, provider, expected, null),
  };
  const rows: Record<Kind, MovementRow[]> = { payment: [...due.payment], refund: [...due.refund] };
  const near = {
    from: new Date(day.from.getTime() - limits.reconciliation_near_ms),
    to: new Date(day.to.getTime() + limits.reconciliation_near_ms),
  };
  const looks: Record<Kind, readonly ((ids: readonly string[], made: Span | null) => Promise<MovementRow[]>)[]> = {
    payment: [
      (ids) => capturesPaid(reader, provider, near, ids),
      async (ids, made) => (made === null ? [] : paymentsBegun(reader, ids, made)),
    ],
    refund: [
      (ids) => refundsPaid(reader, provider, near, ids),
      async (ids, made) => (made === null ? [] : refundsBegun(reader, provider, ids, made)),
    ],
  };
  for (const kind of ["payment", "refund"] as const) {
    const wanted = [...new Set(lines.filter((line) => line.kind === kind).map(idOfLine))].filter((id) => id !== "");
    for (const look of looks[kind]) {
      const known = new Set(rows[kind].map((row) => row.id));
      for (const some of chunks(wanted.filter((id) => !known.has(id))))
        rows[kind].push(...(await look(some, madeWithin(some))));
    }
  }
  return {
    ours: await withBooks({ reader, ledger }, rows),
    expected: new Set(
      (["payment", "refund"] as const).flatMap((kind) => due[kind].map(({ id }) => movementKey(kind, id))),
    ),
  };
}

async function withBooks(
  { reader, ledger }: { readonly reader: Reader; readonly ledger: Ledger },
  rows: Readonly<Record<Kind, readonly MovementRow[]>>,
): Promise<Map<string, OurMovement>> {
  const ours = new Map<string, OurMovement>();
  for (const kind of ["payment", "refund"] as const)
    for (const some of chunks(rows[kind])) {
      const moved = await ledger.atProvider(
        reader,
        some.flatMap((row) => row.places ?? []),
      );
      for (const { places, ...row } of some) {
        const sum = (places ?? []).reduce(
          (total, { shop_id, cause }) => total + (moved.get(`${shop_id} ${cause}`) ?? 0n),
          0n,
        );
        const state: OurState = row.state;
        const booked = state === "done" ? (kind === "payment" ? sum : -sum) : null;
        ours.set(movementKey(kind, row.id), { kind, ...row, order_id: orderOf(row.order_id), booked });
      }
    }
  return ours;
}

/** A deposit is paid for like an order, but is none. */
const orderOf = (id: string | null): string | null => (id?.startsWith("ord_") === true ? id : null);

function chunks<T>(all: readonly T[]): T[][] {
  const size = limits.reconciliation_chunk;
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
