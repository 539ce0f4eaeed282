import type { InvoiceState } from "../../../contract/invoices.ts";

/** Where an invoice may go from where it is (law 7). The README's picture is printed from this table. */
export const invoiceTransitions: Readonly<Record<InvoiceState, readonly InvoiceState[]>> = {
  requested: ["issued", "withdrawn"],
  withdrawn: ["requested"],
  issued: ["stale"],
  stale: ["issued", "void"],
  void: [],
};
export const mayBecome = (from: InvoiceState, to: InvoiceState): boolean => invoiceTransitions[from].includes(to);

const starts = [
  { content_type: "application/pdf", bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { content_type: "image/png", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { content_type: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
] as const;
export type InvoiceFileType = (typeof starts)[number]["content_type"];

/** What a file is by its own first bytes, whatever it is called; null for anything else. */
export function fileTypeOf(bytes: Uint8Array): InvoiceFileType | null {
  return starts.find((one) => one.bytes.every((byte, at) => bytes[at] === byte))?.content_type ?? null;
}
