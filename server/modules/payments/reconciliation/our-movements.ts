import { sql } from "kysely";
import type { Reader } from "../../../kernel/db.ts";
import { madeAtMs } from "../../../kernel/ids.ts";
import { limits } from "../../../kernel/limits.ts";
import type { Ledger } from "../../ledger/index.ts";
import type { StatementLine } from "../statement.ts";
import { idOfLine } from "./compare.ts";
import { movementKey, type OurMovement, type OurState } from "./movement.ts";

type Kind = OurMovement["kind"];
interface Span {
  readonly from: Date;
  readonly to: Date;
}
type Row = Omit<OurMovement, "kind" | "booked"> & {
  /** Transfers of the ledger that moved it. */
  readonly places: readonly { readonly shop_id: string; readonly cause: string }[] | null;
};

/** Payments the provider took in a span of time, and of those named ones that are near it. One row per payment, whatever it is for. */
function capturesIn(reader: Reader, provider: string, span: Span, ids: readonly string[] | null) {
  return sql<Row>`
    select c.reference as id, min(c.payment_id) as payment_id, max(c.payment_amount) as amount, min(i.currency) as currency, 'done' as state,
      min(c.paid_at) as at, min(c.shop_id) as shop_id, min(i.order_id) as order_id,
      jsonb_agg(jsonb_build_object('shop_id', c.shop_id, 'cause', 'capture:' || c.intent_id || case when c.kept then '' else ':' || c.reference end)) as places
    from payments.capture c join payments.intent i on i.shop_id = c.shop_id and i.id = c.intent_id
    where c.provider = ${provider} and c.paid_at >= ${span.from} and c.paid_at < ${span.to} and c.payment_amount > 0
      and ${ids === null ? sql`true` : sql`c.reference = any(${[...ids]}::text[])`}
    group by c.reference`
    .execute(reader)
    .then(({ rows }) => rows);
}

function refundsWhere(reader: Reader, provider: string, where: ReturnType<typeof sql>) {
  return sql<Row>`
    select r.id, c.payment_id, r.amount, i.currency, case r.state when 'success' then 'done' when 'paying' then 'pending' else 'failed' end as state,
      r.paid_at as at, r.shop_id, r.order_id, jsonb_build_array(jsonb_build_object('shop_id', r.shop_id, 'cause', 'refund:' || r.id)) as places
    from payments.refund r
      join payments.capture c on c.shop_id = r.shop_id and c.intent_id = r.intent_id and c.reference = r.reference
      join payments.intent i on i.shop_id = r.shop_id and i.id = r.intent_id
    where c.provider = ${provider} and r.amount > 0 and ${where}`
    .execute(reader)
    .then(({ rows }) => rows);
}

/** Payments that were begun: those of an intent by itself, and charges. What was captured of them is done. */
async function begun(reader: Reader, ids: readonly string[], made: Span): Promise<Row[]> {
  const named = sql`any(${[...ids]}::text[])`;
  const intents = await sql<Row>`
    select i.id, coalesce(c.payment_id, i.payment_id) as payment_id, i.amount, i.currency, case when c.reference is null then 'open' else 'done' end as state,
      c.paid_at as at, i.shop_id, i.order_id,
      case when c.reference is null then null else jsonb_build_array(jsonb_build_object('shop_id', i.shop_id, 'cause', 'capture:' || i.id || case when c.kept then '' else ':' || i.id end)) end as places
    from payments.intent i left join payments.capture c on c.shop_id = i.shop_id and c.intent_id = i.id and c.reference = i.id
    where i.created_at >= ${made.from} and i.created_at <= ${made.to} and i.id = ${named}`.execute(reader);
  const charges = await sql<Row>`
    select h.id, h.payment_id, h.amount, h.currency, case when count(c.reference) = 0 then 'open' else 'done' end as state, h.paid_at as at,
      min(m.shop_id) as shop_id, min(m.order_id) as order_id,
      jsonb_agg(jsonb_build_object('shop_id', c.shop_id, 'cause', 'capture:' || c.intent_id || case when c.kept then '' else ':' || h.id end))
        filter (where c.reference is not null) as places
    from payments.charge h join payments.charge_member m on m.account_id = h.account_id and m.charge_id = h.id
      left join payments.capture c on c.shop_id = m.shop_id and c.intent_id = m.intent_id and c.reference = h.id
    where h.created_at >= ${made.from} and h.created_at <= ${made.to} and h.id = ${named}
    group by h.account_id, h.id`.execute(reader);
  return [...intents.rows, ...charges.rows];
}

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
    payment: await capturesIn(reader, provider, expected, null),
    refund: await refundsWhere(
      reader,
      provider,
      sql`r.state = 'success' and r.paid_at >= ${expected.from} and r.paid_at < ${expected.to}`,
    ),
  };
  const rows: Record<Kind, Row[]> = { payment: [...due.payment], refund: [...due.refund] };
  const near = {
    from: new Date(day.from.getTime() - limits.reconciliation_near_ms),
    to: new Date(day.to.getTime() + limits.reconciliation_near_ms),
  };
  for (const kind of ["payment", "refund"] as const) {
    const wanted = lines.filter((line) => line.kind === kind).map(idOfLine);
    const find = async (ids: readonly string[], look: (some: readonly string[]) => Promise<Row[]>) => {
      const known = new Set(rows[kind].map((row) => row.id));
      const left = [...new Set(ids)].filter((id) => id !== "" && !known.has(id));
      for (const some of chunks(left)) rows[kind].push(...(await look(some)));
    };
    await find(wanted, (ids) =>
      kind === "payment"
        ? capturesIn(reader, provider, near, ids)
        : refundsWhere(
            reader,
            provider,
            sql`r.paid_at >= ${near.from} and r.paid_at < ${near.to} and r.id = any(${[...ids]}::text[])`,
          ),
    );
    await find(wanted, async (ids) => {
      const made = madeWithin(ids);
      if (made === null) return [];
      if (kind === "payment") return begun(reader, ids, made);
      const { from, to } = made;
      const named = sql`r.created_at >= ${from} and r.created_at <= ${to} and r.id = any(${[...ids]}::text[])`;
      return refundsWhere(reader, provider, named);
    });
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
  rows: Readonly<Record<Kind, readonly Row[]>>,
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
