import type { Invoice, InvoiceState } from "../../../contract/invoices.ts";

/** invoices.invoice */
export interface InvoiceRow {
  readonly shop_id: string;
  readonly order_id: string;
  readonly invoice_id: string;
  readonly kind: Invoice["kind"];
  readonly state: InvoiceState;
  /** Title, tax number, mail. */
  readonly fields_sealed: string;
  readonly requested_at: Date;
  readonly number: string | null;
  readonly amount: bigint | null;
  readonly link: string | null;
  readonly file_type: string | null;
  readonly issued_at: Date | null;
  readonly reason_sealed: string | null;
}
