import { Link } from "@tanstack/react-router";
import { Download, ReceiptText } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Invoice } from "../../../contract/invoices.ts";
import { limits } from "../../../contract/limits.ts";
import { call } from "../../api/client.ts";
import { usePages } from "../../api/hooks.ts";
import { typedPrice } from "../../text/money.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import type { Cell } from "../../ui/csv.ts";
import { download } from "../../ui/download.ts";
import { More } from "../../ui/more.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { IssueInvoice } from "./issue-invoice.tsx";
import { useMyShop } from "./my-shop.ts";

const filters = ["requested", "stale", "issued", "void", "all"] as const;
type Filter = (typeof filters)[number];
const queryOf = (filter: Filter) => (filter === "all" ? {} : { state: filter });

/** Invoices that buyers asked for, what has to be issued first; issued and voided here as on the order's own page. */
export function ShopInvoicesPage() {
  const t = useTranslations("sell.invoice");
  const words = useTranslations("order.invoice");
  const time = useTimeText();
  const shop = useMyShop();
  const [filter, setFilter] = useState<Filter>("requested");
  const pages = usePages("listShopInvoices", { params: { shop_id: shop.id }, query: queryOf(filter) });
  return (
    <>
      <PageTitle title={t("list")} />
      <p className="mb-3 max-w-prose text-sm text-muted">{t("listLead")}</p>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <Chips
          label={t("which")}
          current={filter}
          onChange={setFilter}
          options={filters.map((id) => ({
            id,
            label: id === "requested" ? t("toIssue") : id === "all" ? t("all") : words(`states.${id}`),
          }))}
        />
        <ExportInvoices shop_id={shop.id} filter={filter} />
      </div>
      {pages.items === undefined &&
        (pages.error === null ? <RowsSkeleton /> : <ErrorState error={pages.error} onRetry={pages.retry} />)}
      {pages.items?.length === 0 && (
        <EmptyState
          icon={<ReceiptText size={22} aria-hidden />}
          title={t(filter === "requested" ? "noneToIssue" : "none")}
          text={t("noneText")}
        />
      )}
      <ul className="grid items-start gap-3 md:grid-cols-2">
        {pages.items?.map((invoice) => (
          <li key={invoice.id}>
            <IssueInvoice
              invoice={invoice}
              title={t("askedAt", { time: time(invoice.requested_at) })}
              actions={
                <Link
                  to="/sell/orders/$orderId"
                  params={{ orderId: invoice.order_id }}
                  className="min-h-8 content-center text-sm whitespace-nowrap underline underline-offset-4"
                >
                  {t("toOrder")}
                </Link>
              }
            />
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}

const columns = [
  "order_id",
  "requested_at",
  "state",
  "kind",
  "title",
  "tax_number",
  "email",
  "number",
  "amount",
  "currency",
  "issued_at",
] as const;

const rowOf = (invoice: Invoice): Cell[] => [
  invoice.order_id,
  invoice.requested_at,
  invoice.state,
  invoice.kind,
  invoice.title,
  invoice.tax_number,
  invoice.email,
  invoice.number,
  invoice.amount === null ? null : typedPrice(invoice.amount.amount),
  invoice.amount?.currency ?? null,
  invoice.issued_at,
];

/** What is listed, as a file for whoever keeps the books; read batch by batch. */
function ExportInvoices({ shop_id, filter }: { readonly shop_id: string; readonly filter: Filter }) {
  const t = useTranslations("sell.invoice");
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { csvOf } = await import("../../ui/csv.ts");
      const rows: Cell[][] = [];
      let cursor: string | null = null;
      do {
        const page: { readonly data: readonly Invoice[]; readonly next_cursor: string | null } = await call(
          "listShopInvoices",
          {
            params: { shop_id },
            query: { ...queryOf(filter), limit: limits.list_limit_max, ...(cursor === null ? {} : { cursor }) },
          },
        );
        rows.push(...page.data.map(rowOf));
        cursor = page.next_cursor;
      } while (cursor !== null && rows.length < limits.csv_export_rows_max);
      download("invoices.csv", csvOf(columns, rows));
    } catch (error) {
      toast(errorText(error), "bad");
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="s" icon={<Download size={15} aria-hidden />} busy={busy} onClick={() => void run()}>
      {t("export")}
    </Button>
  );
}
