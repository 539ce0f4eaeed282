import { ReceiptText } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { call } from "../../api/client.ts";
import { useAct } from "../../api/hooks.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { lateSheet } from "../../ui/late-sheet.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { InvoiceFacts } from "./invoice-facts.tsx";

const InvoiceSheet = lateSheet(async () => (await import("./invoice-sheet.tsx")).InvoiceSheet);

/** Hands the invoice over as a file. */
export async function saveInvoice(order_id: string): Promise<void> {
  const file = await call("getInvoiceFile", { params: { order_id } });
  const bytes = Uint8Array.from(atob(file.content_base64), (sign) => sign.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: file.content_type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `invoice-${order_id.slice(-8)}.${{ "application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg" }[file.content_type]}`;
  link.click();
  URL.revokeObjectURL(url);
}

/** The invoice of a paid order, for its buyer: asked for, changed, withdrawn, fetched. */
export function InvoiceCard({ order }: { readonly order: Order }) {
  const t = useTranslations("order.invoice");
  const errorText = useErrorText();
  const [asking, setAsking] = useState(false);
  const withdraw = useAct("withdrawInvoice", { refreshes: ["getOrder"] });
  const { invoice } = order;
  if (order.state === "unpaid" || (order.state === "closed" && invoice === null)) return null;
  const open = invoice === null || invoice.state === "requested" || invoice.state === "withdrawn";
  return (
    <Section title={t("title")}>
      {invoice !== null && invoice.state !== "withdrawn" && <InvoiceFacts invoice={invoice} />}
      <div className="mt-3 flex flex-wrap gap-2">
        {open && order.state !== "closed" && (
          <Button size="s" icon={<ReceiptText size={15} aria-hidden />} onClick={() => setAsking(true)}>
            {t(invoice?.state === "requested" ? "change" : "ask")}
          </Button>
        )}
        {invoice?.state === "requested" && (
          <Button size="s" busy={withdraw.busy} onClick={() => withdraw.run({ params: { order_id: order.id } })}>
            {t("withdraw")}
          </Button>
        )}
        {invoice?.has_file === true && (
          <Button
            size="s"
            onClick={() => saveInvoice(order.id).catch((error: unknown) => toast(errorText(error), "bad"))}
          >
            {t("fetch")}
          </Button>
        )}
      </div>
      <ErrorLine error={withdraw.error} />
      {asking && <InvoiceSheet order={order} onClose={() => setAsking(false)} />}
    </Section>
  );
}
