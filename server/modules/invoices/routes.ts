import { idOf } from "../../../contract/ids.ts";
import { invoiceRoutes } from "../../../contract/invoices.ts";
import type { Context } from "../../kernel/context.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, keyOf, type BoundRoute, type Caller } from "../../kernel/routing.ts";
import { once } from "../../kernel/saved-answers.ts";
import type { OrderKey } from "../orders/index.ts";
import type { InvoiceDeps } from "./index.ts";
import {
  amountsDue,
  issueInvoice,
  keepFile,
  readFile,
  requestInvoice,
  voidInvoice,
  wireInvoice,
  withdrawInvoice,
} from "./keep-invoice.ts";
import { findInvoice, listInvoices } from "./store.ts";
import type { InvoiceFileType } from "./invoice.ts";

const invoiceId = idOf("inv");

export function bindInvoiceRoutes(ctx: Context, deps: InvoiceDeps): BoundRoute[] {
  const { orders, shops } = deps;
  const own = async (caller: Caller, order_id: string): Promise<OrderKey> => {
    const { key, view } = await orders.find(caller, order_id);
    return view === "buyer" ? key : refuse("not_found");
  };
  const staff = (shop_id: string, caller: Caller) =>
    shops.requireStaff(ctx.db.reader, shop_id, caller.account_id, "orders");
  return [
    handle(invoiceRoutes.requestInvoice, async ({ caller, params, body }) => {
      const key = await own(caller, params.order_id);
      return wireInvoice(ctx, await ctx.db.transact((tx) => requestInvoice(ctx, orders, tx, key, body)));
    }),
    handle(invoiceRoutes.withdrawInvoice, async ({ caller, params }) => {
      const key = await own(caller, params.order_id);
      return wireInvoice(ctx, await ctx.db.transact((tx) => withdrawInvoice(orders, tx, key)));
    }),
    handle(invoiceRoutes.getInvoiceFile, async ({ caller, params }) => {
      const { key, view } = await orders.find(caller, params.order_id);
      // An operator sees that there is one; what stands in it is the buyer's and the shop's.
      const row = view === "operator" ? undefined : await findInvoice(ctx.db.reader, key);
      const content_base64 = row === undefined ? null : await readFile(ctx, row);
      if (row === undefined || content_base64 === null) return refuse("not_found");
      return { object: "invoice_file" as const, content_type: row.file_type as InvoiceFileType, content_base64 };
    }),
    handle(invoiceRoutes.listShopInvoices, async ({ caller, params, query }) => {
      await staff(params.shop_id, caller);
      if (query.cursor !== undefined && !invoiceId.safeParse(query.cursor).success)
        refuse("invalid_param", { param: "cursor", details: { detail: "cursor" } });
      const rows = await listInvoices(ctx.db.reader, params.shop_id, {
        before: query.cursor ?? null,
        limit: query.limit + 1,
        state: query.state ?? null,
      });
      const page = rows.slice(0, query.limit);
      const more = rows.length > query.limit;
      const due = await amountsDue(orders, ctx.db.reader, page);
      return {
        object: "list" as const,
        data: page.map((row) => wireInvoice(ctx, row, due.get(row.order_id))),
        has_more: more,
        next_cursor: more ? (page.at(-1)?.invoice_id ?? null) : null,
      };
    }),
    handle(invoiceRoutes.issueInvoice, async (call) => {
      await staff(call.params.shop_id, call.caller);
      // The answer holds a name, so what is saved under the key is only that it was done.
      return ctx.db.transact(async (tx) => {
        await once(
          tx,
          ctx.clock,
          {
            account_id: call.caller.account_id,
            key: keyOf(call),
            content: { route: "issueInvoice", params: call.params, body: call.body },
          },
          async () => ({ invoice_id: (await issueInvoice(ctx, orders, tx, call.params, call.body)).invoice_id }),
        );
        return wireInvoice(ctx, (await findInvoice(tx, call.params)) ?? refuse("not_found"));
      });
    }),
    handle(invoiceRoutes.uploadInvoiceFile, async ({ caller, params, body }) => {
      await staff(params.shop_id, caller);
      return wireInvoice(ctx, await keepFile(ctx, orders, params, body));
    }),
    handle(invoiceRoutes.voidInvoice, async (call) => {
      await staff(call.params.shop_id, call.caller);
      return ctx.db.transact(async (tx) => {
        await once(
          tx,
          ctx.clock,
          {
            account_id: call.caller.account_id,
            key: keyOf(call),
            content: { route: "voidInvoice", params: call.params, body: call.body },
          },
          async () => ({ invoice_id: (await voidInvoice(ctx, orders, tx, call.params, call.body.reason)).invoice_id }),
        );
        return wireInvoice(ctx, (await findInvoice(tx, call.params)) ?? refuse("not_found"));
      });
    }),
  ];
}
