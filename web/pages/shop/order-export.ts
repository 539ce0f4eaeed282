import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { limits } from "../../../contract/limits.ts";
import { call } from "../../api/client.ts";
import { download } from "../../ui/download.ts";
import { toast } from "../../ui/toast.tsx";
import { typedPrice } from "../../text/money.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import type { Cell } from "../../ui/csv.ts";
import { useMyShop } from "./my-shop.ts";

/** Orders that fit a query, newest first, at most `max`; `seen` hears how many are there so far. */
export async function readAllOrders(
  shop_id: string,
  query: Readonly<Record<string, string>>,
  max: number,
  seen: (count: number) => void = () => undefined,
): Promise<Order[]> {
  const orders: Order[] = [];
  let cursor: string | null = null;
  do {
    const more: Record<string, string> = cursor === null ? {} : { cursor };
    const page = await call("listShopOrders", {
      params: { shop_id },
      query: { ...query, ...more, limit: limits.list_limit_max },
    });
    orders.push(...page.data);
    cursor = page.next_cursor;
    seen(orders.length);
  } while (cursor !== null && orders.length < max);
  return orders.slice(0, max);
}

export const orderColumns = [
  "order_id",
  "state",
  "placed_at",
  "ship_by",
  "buyer",
  "product",
  "option",
  "quantity",
  "unit_price",
  "line_total",
  "order_goods",
  "order_shipping",
  "order_total",
  "order_refunded",
  "currency",
  "address",
  "carrier",
  "tracking_number",
  "remark",
  "shop_flag",
  "shop_remark",
  "invoice_state",
  "invoice_title",
  "invoice_tax_number",
] as const;
export type OrderColumn = (typeof orderColumns)[number];

/** What stands in a column of one line of an order; an address is masked unless it was asked for whole. */
function cellOf(column: OrderColumn, order: Order, line: Order["lines"][number], address: string): Cell {
  switch (column) {
    case "order_id":
      return order.id;
    case "state":
      return order.state;
    case "placed_at":
      return order.created_at;
    case "ship_by":
      return order.ship_by;
    case "buyer":
      return order.buyer_name;
    case "product":
      return line.title;
    case "option":
      return line.variant_title;
    case "quantity":
      return line.quantity;
    case "unit_price":
      return typedPrice(line.unit_price.amount);
    case "line_total":
      return typedPrice(line.total.amount);
    case "order_goods":
      return typedPrice(order.goods.amount);
    case "order_shipping":
      return typedPrice(order.shipping.amount);
    case "order_total":
      return typedPrice(order.total.amount);
    case "order_refunded":
      return typedPrice(order.refunded.amount);
    case "currency":
      return order.total.currency;
    case "address":
      return address;
    case "carrier":
      return order.parcels.map((parcel) => parcel.carrier).join(" / ");
    case "tracking_number":
      return order.parcels.map((parcel) => parcel.tracking_number).join(" / ");
    case "remark":
      return order.remark;
    case "shop_flag":
      return order.shop_remark?.flag ?? null;
    case "shop_remark":
      return order.shop_remark?.text ?? null;
    case "invoice_state":
      return order.invoice?.state ?? null;
    case "invoice_title":
      return order.invoice?.title ?? null;
    case "invoice_tax_number":
      return order.invoice?.tax_number ?? null;
  }
}

/** One row for each line of an order. */
export function orderRows(
  order: Order,
  columns: readonly OrderColumn[] = orderColumns,
  address = `${order.address.name} ${order.address.phone} ${order.address.text}`,
): Cell[][] {
  return order.lines.map((line) => columns.map((column) => cellOf(column, order, line, address)));
}

/** The whole address of an order that is being shipped, each look recorded; masked where nobody may look (any more). */
async function wholeAddress(shop_id: string, order: Order): Promise<string | undefined> {
  if (order.state !== "to_ship" && order.state !== "shipped") return undefined;
  const whole = await call("revealAddress", { params: { shop_id, order_id: order.id } });
  return [whole.name, whole.phone, whole.region, whole.city, whole.district, whole.street, whole.postal_code]
    .filter((part) => part !== "")
    .join(" ");
}

/** Reads everything that fits the filters, batch by batch, and hands it over as a file. */
export function useOrderExport(query: Readonly<Record<string, string>>) {
  const t = useTranslations("merchant.orders");
  const errorText = useErrorText();
  const shop = useMyShop();
  const [count, setCount] = useState<number | null>(null);
  const run = async (columns: readonly OrderColumn[], whole: boolean) => {
    setCount(0);
    try {
      const { csvOf } = await import("../../ui/csv.ts");
      const orders = await readAllOrders(shop.id, query, limits.csv_export_rows_max, setCount);
      const rows: Cell[][] = [];
      for (const order of orders)
        rows.push(...orderRows(order, columns, whole ? await wholeAddress(shop.id, order) : undefined));
      download("orders.csv", csvOf(columns, rows));
      toast(
        orders.length >= limits.csv_export_rows_max
          ? t("exportLimit", { count: orders.length })
          : t("exported", { count: orders.length }),
      );
    } catch (error) {
      toast(errorText(error), "bad");
    } finally {
      setCount(null);
    }
  };
  return {
    busy: count !== null,
    count: count ?? 0,
    run: (columns: readonly OrderColumn[], whole: boolean) => void run(columns, whole),
  };
}
