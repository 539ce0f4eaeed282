import { z } from "zod";
import { route } from "./http.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, Page, line, listOf, text } from "./lists.ts";
import { Money } from "./money.ts";
import { isCreditCode } from "./tax-number.ts";

/** personal: on a person's name. company: with its unified social credit code (GB 32100-2015). */
export const invoiceKinds = ["personal", "company"] as const;
/** stale: money went back after it was issued, so it has to be issued anew or voided. */
export const invoiceStates = ["requested", "withdrawn", "issued", "stale", "void"] as const;
export type InvoiceState = (typeof invoiceStates)[number];

/** An invoice (发票) of an order, as its buyer asked for it and the shop recorded it. */
export const Invoice = z
  .object({
    id: idOf("inv"),
    object: z.literal("invoice"),
    order_id: idOf("ord"),
    kind: z.enum(invoiceKinds),
    state: z.enum(invoiceStates),
    /** Whole for the buyer and the shop, which must write it down; masked for operators. */
    title: z.string(),
    tax_number: z.string().nullable(),
    email: z.string().nullable(),
    requested_at: Instant,
    number: z.string().nullable(),
    /** What it was issued over: paid less what had been given back by then. */
    amount: Money.nullable(),
    /** What it has to be issued over as the order stands now; said to a shop in its list, of those that wait, and null elsewhere. */
    amount_due: Money.nullable(),
    issued_at: Instant.nullable(),
    /** Where it can be fetched; the shop's own address. */
    link: z.string().nullable(),
    has_file: z.boolean(),
    /** Why it was voided. */
    reason: z.string(),
  })
  .meta({ id: "Invoice" });
export type Invoice = z.infer<typeof Invoice>;

export const InvoiceFields = z
  .strictObject({
    kind: z.enum(invoiceKinds),
    title: line(limits.invoice_title_chars_max),
    tax_number: z
      .string()
      .max(40)
      .transform((typed) => typed.normalize("NFKC").replaceAll(/[\s-]/g, "").toUpperCase())
      .nullable()
      .default(null),
    email: z.email().max(200).nullable().default(null),
  })
  .superRefine((fields, context) => {
    if (fields.kind === "company" && (fields.tax_number === null || !isCreditCode(fields.tax_number)))
      context.addIssue({ code: "custom", path: ["tax_number"], message: "is no unified social credit code" });
    if (fields.kind === "personal" && fields.tax_number !== null)
      context.addIssue({ code: "custom", path: ["tax_number"], message: "belongs to a company" });
  });

const ofOrder = z.object({ order_id: idOf("ord") });
const inShop = z.object({ shop_id: idOf("shop") });
const ofShopsOrder = inShop.extend({ order_id: idOf("ord") });

export const invoiceRoutes = {
  requestInvoice: route({
    id: "requestInvoice",
    method: "PUT",
    path: "/v1/orders/:order_id/invoice",
    summary: "Ask for the invoice of a paid order, or change what was asked for until it is issued",
    access: "viewer",
    params: ofOrder,
    body: InvoiceFields,
    response: Invoice,
    errors: ["not_found", "order_state", "invoice_state"],
  }),
  withdrawInvoice: route({
    id: "withdrawInvoice",
    method: "DELETE",
    path: "/v1/orders/:order_id/invoice",
    summary: "No invoice is wanted any more",
    access: "viewer",
    params: ofOrder,
    response: Invoice,
    errors: ["not_found", "invoice_state"],
  }),
  getInvoiceFile: route({
    id: "getInvoiceFile",
    method: "GET",
    path: "/v1/orders/:order_id/invoice/file",
    summary: "The invoice itself, for its buyer and its shop",
    access: "viewer",
    params: ofOrder,
    response: z.object({
      object: z.literal("invoice_file"),
      content_type: z.enum(["application/pdf", "image/png", "image/jpeg"]),
      content_base64: z.string(),
    }),
    errors: ["not_found"],
  }),
  listShopInvoices: route({
    id: "listShopInvoices",
    method: "GET",
    path: "/v1/shops/:shop_id/invoices",
    summary: "Invoices of a shop's orders, the newest request first",
    access: "merchant",
    permission: "orders",
    params: inShop,
    query: Page.extend({ state: z.enum(invoiceStates).optional() }),
    response: listOf(Invoice),
    errors: ["not_found", "not_yours"],
  }),
  issueInvoice: route({
    id: "issueInvoice",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/:order_id/invoice/issue",
    summary: "Record that it was issued: its number, and where it is if it is not uploaded",
    access: "merchant",
    permission: "orders",
    idempotency: "required",
    params: ofShopsOrder,
    body: z.strictObject({
      number: z
        .string()
        .trim()
        .regex(/^[0-9A-Za-z-]{6,40}$/, "has 6 to 40 letters and digits"),
      link: z
        .url({ protocol: /^https$/ })
        .max(500)
        .nullable()
        .default(null),
    }),
    response: Invoice,
    errors: ["not_found", "not_yours", "order_state", "invoice_state"],
  }),
  uploadInvoiceFile: route({
    id: "uploadInvoiceFile",
    method: "PUT",
    path: "/v1/shops/:shop_id/orders/:order_id/invoice/file",
    summary: "Keep the invoice itself: PDF, PNG or JPEG, sealed",
    access: "merchant",
    permission: "orders",
    params: ofShopsOrder,
    body: "bytes",
    response: Invoice,
    errors: ["not_found", "not_yours", "invoice_state", "invoice_file", "body_too_large"],
  }),
  voidInvoice: route({
    id: "voidInvoice",
    method: "POST",
    path: "/v1/shops/:shop_id/orders/:order_id/invoice/void",
    summary: "After money went back: the invoice holds no more",
    access: "merchant",
    permission: "orders",
    idempotency: "required",
    params: ofShopsOrder,
    body: z.strictObject({ reason: text(limits.ask_reason_chars_max, 1) }),
    response: Invoice,
    errors: ["not_found", "not_yours", "invoice_state"],
  }),
} as const;
