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
  "currency",
  "carrier",
  "tracking_number",
  "remark",
] as const;

/** One row for each line of an order. */
export function orderRows(order: Order): Cell[][] {
  return order.lines.map((line) => [
    order.id,
    order.state,
    order.created_at,
    order.ship_by,
    order.buyer_name,
    line.title,
    line.variant_title,
    line.quantity,
    typedPrice(line.unit_price.amount),
    typedPrice(line.total.amount),
    typedPrice(order.goods.amount),
    typedPrice(order.shipping.amount),
    typedPrice(order.total.amount),
    order.total.currency,
    order.shipment?.carrier ?? null,
    order.shipment?.tracking_number ?? null,
    order.remark,
  ]);
}

/** Reads everything that fits the filters and hands it over as a file. */
export function useOrderExport(query: Readonly<Record<string, string>>) {
  const t = useTranslations("merchant.orders");
  const errorText = useErrorText();
  const shop = useMyShop();
  const [count, setCount] = useState<number | null>(null);
  const run = async () => {
    setCount(0);
    try {
      const { csvOf } = await import("../../ui/csv.ts");
      const orders = await readAllOrders(shop.id, query, limits.csv_export_rows_max, setCount);
      download("orders.csv", csvOf(orderColumns, orders.flatMap(orderRows)));
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
  return { busy: count !== null, count: count ?? 0, run: () => void run() };
}
