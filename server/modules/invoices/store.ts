import { sql } from "kysely";
import type { InvoiceState } from "../../../contract/invoices.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { OrderKey } from "../orders/index.ts";
import type { InvoiceRow } from "./tables.ts";

/** The invoice of an order that the caller has locked. */
export async function findInvoice(reader: Reader, key: OrderKey): Promise<InvoiceRow | undefined> {
  const found =
    await sql<InvoiceRow>`select * from invoices.invoice where shop_id = ${key.shop_id} and order_id = ${key.order_id}`.execute(
      reader,
    );
  return found.rows[0];
}

export async function invoicesOf(reader: Reader, keys: readonly OrderKey[]): Promise<InvoiceRow[]> {
  if (keys.length === 0) return [];
  const found = await sql<InvoiceRow>`select * from invoices.invoice where (shop_id, order_id) in
    (select * from unnest(${keys.map((key) => key.shop_id)}::text[], ${keys.map((key) => key.order_id)}::text[]))`.execute(
    reader,
  );
  return found.rows;
}

/** Newest request first: ids sort by time. */
export async function listInvoices(
  reader: Reader,
  shop_id: string,
  page: { readonly before: string | null; readonly limit: number; readonly state: InvoiceState | null },
): Promise<InvoiceRow[]> {
  const found = await sql<InvoiceRow>`select * from invoices.invoice where shop_id = ${shop_id}
    ${page.state === null ? sql`` : sql`and state = ${page.state}`}
    ${page.before === null ? sql`` : sql`and invoice_id < ${page.before}`} order by invoice_id desc limit ${page.limit}`.execute(
    reader,
  );
  return found.rows;
}

export async function putInvoice(tx: Tx, row: InvoiceRow): Promise<void> {
  await sql`insert into invoices.invoice (shop_id, order_id, invoice_id, kind, state, fields_sealed, requested_at, number, amount, link, file_type, issued_at, reason_sealed)
    values (${row.shop_id}, ${row.order_id}, ${row.invoice_id}, ${row.kind}, ${row.state}, ${row.fields_sealed}, ${row.requested_at}, ${row.number}, ${row.amount},
      ${row.link}, ${row.file_type}, ${row.issued_at}, ${row.reason_sealed})
    on conflict (shop_id, order_id) do update set kind = excluded.kind, state = excluded.state, fields_sealed = excluded.fields_sealed,
      requested_at = excluded.requested_at, number = excluded.number, amount = excluded.amount, link = excluded.link, file_type = excluded.file_type,
      issued_at = excluded.issued_at, reason_sealed = excluded.reason_sealed`.execute(tx);
}
