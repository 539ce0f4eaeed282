import { useTranslations } from "use-intl";
import type { Invoice, InvoiceState } from "../../../contract/invoices.ts";
import { Facts } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { Time } from "../../ui/time.tsx";

const tones: Readonly<Record<InvoiceState, Tone>> = {
  requested: "soon",
  withdrawn: "quiet",
  issued: "good",
  stale: "bad",
  void: "quiet",
};

/** An invoice in words, as far as whoever looks may read it. */
export function InvoiceFacts({ invoice }: { readonly invoice: Invoice }) {
  const t = useTranslations("order.invoice");
  const price = usePriceText();
  return (
    <div className="grid gap-2">
      <p>
        <StateBadge tone={tones[invoice.state]}>{t(`states.${invoice.state}`)}</StateBadge>
      </p>
      <Facts
        rows={[
          [t(`kinds.${invoice.kind}`), invoice.title],
          ...(invoice.tax_number === null
            ? []
            : [
                [
                  t("taxNumber"),
                  <span key="tax" className="font-mono select-all">
                    {invoice.tax_number}
                  </span>,
                ] as const,
              ]),
          ...(invoice.email === null ? [] : [[t("email"), invoice.email] as const]),
          ...(invoice.number === null ? [] : [[t("number"), invoice.number] as const]),
          ...(invoice.amount === null ? [] : [[t("amount"), price(invoice.amount)] as const]),
          ...(invoice.amount_due === null ? [] : [[t("amountDue"), price(invoice.amount_due)] as const]),
          ...(invoice.issued_at === null
            ? []
            : [[t("issuedAt"), <Time key="issued" at={invoice.issued_at} />] as const]),
          ...(invoice.link === null
            ? []
            : [
                [
                  t("link"),
                  <a key="link" href={invoice.link} rel="noreferrer noopener" target="_blank" className="underline">
                    {t("open")}
                  </a>,
                ] as const,
              ]),
        ]}
      />
      {invoice.reason !== "" && <p className="text-sm text-muted">{t("voided", { reason: invoice.reason })}</p>}
    </div>
  );
}
