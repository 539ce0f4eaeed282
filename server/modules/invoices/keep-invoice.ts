import type { z } from "zod";
import type { Invoice, InvoiceFields, InvoiceState } from "../../../contract/invoices.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import { newId } from "../../kernel/ids.ts";
import { wireMoney } from "../../kernel/money.ts";
import { refuse } from "../../kernel/refusal.ts";
import { factOf, givenBack, type LockedOrder, type OrderKey, type Orders } from "../orders/index.ts";
import { fileTypeOf, mayBecome } from "./invoice.ts";
import { findInvoice, putInvoice } from "./store.ts";
import type { InvoiceRow } from "./tables.ts";

export type Fields = z.output<typeof InvoiceFields>;
const fields_purpose = "invoices.fields";
const reason_purpose = "invoices.reason";

type Doors = Pick<Orders, "lock">;

async function lockOrder(orders: Doors, tx: Tx, key: OrderKey): Promise<LockedOrder> {
  return (await orders.lock(tx, key.shop_id, [key.order_id])).get(key.order_id) ?? refuse("not_found");
}

/** What of the order an invoice is made out over now: what the buyer paid less what was given back. */
export const invoiceable = (order: LockedOrder): bigint => {
  const left = order.total - givenBack(order);
  return order.state === "unpaid" || order.state === "closed" || left < 0n ? 0n : left;
};

/** Refuses `invoice_state` unless the table has that step. */
function stepped(row: InvoiceRow | undefined, to: InvoiceState): InvoiceRow {
  if (row === undefined) return refuse("not_found");
  if (!mayBecome(row.state, to)) refuse("invoice_state", { details: { state: row.state } });
  return { ...row, state: to };
}

/** The buyer asks for one, or changes what they asked for. Refuses order_state, invoice_state. */
export async function requestInvoice(
  ctx: Context,
  orders: Doors,
  tx: Tx,
  key: OrderKey,
  fields: Fields,
): Promise<InvoiceRow> {
  const order = await lockOrder(orders, tx, key);
  if (invoiceable(order) === 0n) refuse("order_state", { details: { state: order.state } });
  const before = await findInvoice(tx, key);
  if (before !== undefined && before.state !== "requested") stepped(before, "requested");
  const { kind, ...sealed } = fields;
  const row: InvoiceRow = {
    shop_id: key.shop_id,
    order_id: key.order_id,
    invoice_id: before?.invoice_id ?? newId(ctx, "inv"),
    kind,
    state: "requested",
    fields_sealed: ctx.seal.seal(JSON.stringify(sealed), fields_purpose),
    requested_at: ctx.clock.now(),
    number: null,
    amount: null,
    link: null,
    file_type: null,
    issued_at: null,
    reason_sealed: null,
  };
  await putInvoice(tx, row);
  if (before?.state !== "requested")
    await ctx.outbox.emit(tx, [{ type: "invoice.requested", ...factOf(order), invoice_id: row.invoice_id }]);
  return row;
}

/** The buyer wants none any more. */
export async function withdrawInvoice(orders: Doors, tx: Tx, key: OrderKey): Promise<InvoiceRow> {
  await lockOrder(orders, tx, key);
  const row = stepped(await findInvoice(tx, key), "withdrawn");
  await putInvoice(tx, row);
  return row;
}

/** The shop issued it, or issued it anew. Refuses not_found, order_state, invoice_state. */
export async function issueInvoice(
  ctx: Context,
  orders: Doors,
  tx: Tx,
  key: OrderKey,
  issued: { readonly number: string; readonly link: string | null },
): Promise<InvoiceRow> {
  const order = await lockOrder(orders, tx, key);
  const before = await findInvoice(tx, key);
  const amount = invoiceable(order);
  const next = stepped(before, "issued");
  if (amount === 0n) refuse("order_state", { details: { state: order.state } });
  // What was kept of a stale one is of another sum; the file of a request may have come first.
  const row = {
    ...next,
    ...issued,
    amount,
    issued_at: ctx.clock.now(),
    file_type: before?.state === "stale" ? null : next.file_type,
  };
  await putInvoice(tx, row);
  await ctx.outbox.emit(tx, [{ type: "invoice.issued", ...factOf(order), invoice_id: row.invoice_id }]);
  return row;
}

export async function voidInvoice(
  ctx: Context,
  orders: Doors,
  tx: Tx,
  key: OrderKey,
  reason: string,
): Promise<InvoiceRow> {
  const order = await lockOrder(orders, tx, key);
  const row = { ...stepped(await findInvoice(tx, key), "void"), reason_sealed: ctx.seal.seal(reason, reason_purpose) };
  await putInvoice(tx, row);
  await ctx.outbox.emit(tx, [{ type: "invoice.issued", ...factOf(order), invoice_id: row.invoice_id }]);
  return row;
}

/** Money went back: what was issued is stale, what was only asked for is not wanted where everything went back. */
export async function noteRefund(orders: Doors, tx: Tx, key: OrderKey): Promise<void> {
  const order = await lockOrder(orders, tx, key);
  const row = await findInvoice(tx, key);
  if (row === undefined) return;
  if (row.state === "issued" && row.amount !== null && row.amount > invoiceable(order))
    await putInvoice(tx, { ...row, state: "stale" });
  if (row.state === "requested" && invoiceable(order) === 0n) await putInvoice(tx, { ...row, state: "withdrawn" });
}

const objectKey = (row: InvoiceRow): string => `invoices/${row.invoice_id}`;
const file_purpose = "invoices.file";

/** Keeps the invoice itself, sealed. The file first, then the row that names it. Refuses invoice_file, invoice_state. */
export async function keepFile(ctx: Context, orders: Doors, key: OrderKey, bytes: Uint8Array): Promise<InvoiceRow> {
  const file_type = fileTypeOf(bytes) ?? refuse("invoice_file");
  return ctx.db.transact(async (tx) => {
    await lockOrder(orders, tx, key);
    const row = (await findInvoice(tx, key)) ?? refuse("not_found");
    if (row.state !== "requested" && row.state !== "issued") refuse("invoice_state", { details: { state: row.state } });
    const sealed = ctx.seal.seal(Buffer.from(bytes).toString("base64"), file_purpose);
    await ctx.objects.put(objectKey(row), Buffer.from(sealed, "utf8"));
    const kept = { ...row, file_type };
    await putInvoice(tx, kept);
    return kept;
  });
}

/** The file as base64; null where there is none. */
export async function readFile(ctx: Context, row: InvoiceRow): Promise<string | null> {
  const found = row.file_type === null ? null : await ctx.objects.get(objectKey(row));
  if (found === null) return null;
  const parts: Buffer[] = [];
  for await (const part of found.stream) parts.push(part as Buffer);
  return ctx.seal.open(Buffer.concat(parts).toString("utf8"), file_purpose);
}

/** Those of these that wait to be issued, and what each has to be issued over now; by order id. */
export async function amountsDue(
  orders: Pick<Orders, "facts">,
  reader: Reader,
  rows: readonly InvoiceRow[],
): Promise<Map<string, bigint>> {
  const waiting = rows.filter((row) => mayBecome(row.state, "issued"));
  const facts = await orders.facts(reader, waiting);
  return new Map([...facts].map(([order_id, order]) => [order_id, invoiceable(order)]));
}

/** The invoice on the wire, whole. */
export function wireInvoice(ctx: Pick<Context, "seal" | "config">, row: InvoiceRow, due?: bigint): Invoice {
  const fields = JSON.parse(ctx.seal.open(row.fields_sealed, fields_purpose)) as Omit<Fields, "kind">;
  return {
    id: row.invoice_id,
    object: "invoice",
    order_id: row.order_id,
    kind: row.kind,
    state: row.state,
    ...fields,
    requested_at: row.requested_at.toISOString(),
    number: row.number,
    amount: row.amount === null ? null : wireMoney(row.amount, ctx.config.currency),
    amount_due: due === undefined ? null : wireMoney(due, ctx.config.currency),
    issued_at: row.issued_at?.toISOString() ?? null,
    link: row.link,
    has_file: row.file_type !== null,
    reason: row.reason_sealed === null ? "" : ctx.seal.open(row.reason_sealed, reason_purpose),
  };
}
