import type { Invoice } from "../../../contract/invoices.ts";
import type { Context } from "../../kernel/context.ts";
import type { Reader } from "../../kernel/db.ts";
import type { ModulePart } from "../../kernel/module.ts";
import { listener } from "../../kernel/outbox.ts";
import type { OrderKey, Orders } from "../orders/index.ts";
import type { Shops } from "../shops/index.ts";
import { noteRefund, wireInvoice } from "./keep-invoice.ts";
import { bindInvoiceRoutes } from "./routes.ts";
import { invoicesOf } from "./store.ts";

export interface InvoiceDeps {
  readonly shops: Pick<Shops, "requireStaff">;
  readonly orders: Orders;
}
export interface Invoices {
  readonly part: ModulePart;
}

/** Invoices by order id; the app hands this down to orders, which shows them. */
export function invoiceReader(ctx: Pick<Context, "seal" | "config">) {
  return async (reader: Reader, keys: readonly OrderKey[]): Promise<Map<string, Invoice>> =>
    new Map((await invoicesOf(reader, keys)).map((row) => [row.order_id, wireInvoice(ctx, row)]));
}

export function createInvoices(ctx: Context, deps: InvoiceDeps): Invoices {
  return {
    part: {
      routes: bindInvoiceRoutes(ctx, deps),
      listeners: [
        listener("invoices.note_refunds", ["order.refunded", "payment.refunded"], async (tx, events) => {
          for (const { shop_id, order_id } of events) await noteRefund(deps.orders, tx, { shop_id, order_id });
        }),
      ],
    },
  };
}
