import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { Order } from "../../../contract/orders.ts";
import { call } from "../../api/client.ts";
import { typedPrice } from "../../text/money.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import type { Cell } from "../../ui/csv.ts";
import { download } from "../../ui/download.ts";
import { toast } from "../../ui/toast.tsx";

const columns = [
  "order_id",
  "placed_at",
  "state",
  "shop",
  "product",
  "option",
  "quantity",
  "line_total",
  "order_total",
  "order_refunded",
  "currency",
  "tracking_number",
] as const;

const rowsOf = (order: Order): Cell[][] =>
  order.lines.map((line) => [
    order.id,
    order.created_at,
    order.state,
    order.shop.name,
    line.title,
    line.variant_title,
    line.quantity,
    typedPrice(line.total.amount),
    typedPrice(order.total.amount),
    typedPrice(order.refunded.amount),
    order.total.currency,
    order.parcels.map((parcel) => parcel.tracking_number).join(" / "),
  ]);

/** Everything one bought, as a file of one's own; read batch by batch. */
export function ExportOrders() {
  const t = useTranslations("orders");
  const errorText = useErrorText();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { csvOf } = await import("../../ui/csv.ts");
      const rows: Cell[][] = [];
      let cursor: string | null = null;
      do {
        const page: { readonly data: readonly Order[]; readonly next_cursor: string | null } = await call(
          "listMyOrders",
          {
            query: { limit: limits.list_limit_max, ...(cursor === null ? {} : { cursor }) },
          },
        );
        rows.push(...page.data.flatMap(rowsOf));
        cursor = page.next_cursor;
      } while (cursor !== null && rows.length < limits.csv_export_rows_max);
      download("my-orders.csv", csvOf(columns, rows));
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
