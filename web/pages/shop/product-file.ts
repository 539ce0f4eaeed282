import { useState } from "react";
import type { Product } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import { call } from "../../api/client.ts";
import { parsePrice, typedPrice } from "../../text/money.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { download } from "../../ui/download.ts";
import { toast } from "../../ui/toast.tsx";
import type { Cell, CsvRow } from "../../ui/csv.ts";
import { useMyShop } from "./my-shop.ts";

/** The columns of a file of products, one line for each option. Amounts as one types them. */
export const productColumns = [
  "product_id",
  "title",
  "description",
  "unit",
  "category",
  "return_policy",
  "shipping_fee",
  "shipping_template",
  "variant_id",
  "option",
  "sku_code",
  "price",
  "compare_at_price",
  "compare_at_basis",
  "initial_stock",
  "version",
  "limit_per_buyer",
] as const;
type Column = (typeof productColumns)[number];

export function productRows(product: Product, templates: ReadonlyMap<string, string>): Cell[][] {
  return product.variants.map((variant) => [
    product.id,
    product.title,
    product.description,
    product.unit,
    product.category,
    product.return_policy,
    typedPrice(product.shipping_fee.amount),
    product.shipping_template_id === null ? null : (templates.get(product.shipping_template_id) ?? null),
    variant.id,
    variant.title,
    variant.sku_code,
    typedPrice(variant.price.amount),
    variant.compare_at_price === null ? null : typedPrice(variant.compare_at_price.amount),
    variant.compare_at_basis,
    null,
    product.version,
    product.limit_per_buyer,
  ]);
}

/** A product of a file with the lines it stands on, or what is wrong with one of them. */
export interface FileProduct {
  readonly lines: readonly number[];
  readonly title: string;
  readonly product: Readonly<Record<string, unknown>> | null;
  readonly problem: { readonly kind: "price" | "whole"; readonly line: number; readonly field: Column } | null;
}

/**
 * Lines of one product belong together by its id, or by its title where there is none. What the file has no column for is left out, so
 * that it stays as it is; an empty cell says "none", but for what cannot be none.
 */
export function productsOf(rows: readonly CsvRow[], columns: readonly string[]): readonly FileProduct[] {
  const has = (field: Column) => columns.includes(field);
  const groups = Map.groupBy(rows, ({ cells }) => cells["product_id"] || `title ${cells["title"] ?? ""}`);
  return [...groups.values()].map((mine) => {
    const first = mine[0]?.cells ?? {};
    const base = { lines: mine.map(({ line }) => line), title: first["title"] ?? "" };
    let problem: FileProduct["problem"] = null;
    const amount = (row: CsvRow, field: Column): number => {
      const read = parsePrice(row.cells[field] ?? "");
      if (read === null) problem ??= { kind: "price", line: row.line, field };
      return read ?? 0;
    };
    const filled = (row: CsvRow, field: Column) => (row.cells[field] ?? "") !== "";
    const whole = (row: CsvRow, field: Column): number => {
      const typed = row.cells[field] ?? "";
      if (!/^\d{1,9}$/.test(typed)) problem ??= { kind: "whole", line: row.line, field };
      return Number(typed);
    };
    const head = mine[0];
    if (head === undefined) return { ...base, product: null, problem };
    const product = {
      ...(filled(head, "product_id") ? { id: first["product_id"] } : {}),
      title: base.title,
      ...(filled(head, "version") ? { version: whole(head, "version") } : {}),
      ...(has("description") ? { description: first["description"] ?? "" } : {}),
      unit: first["unit"] ?? "",
      ...(filled(head, "category") ? { category: first["category"] } : {}),
      ...(filled(head, "return_policy") ? { return_policy: first["return_policy"] } : {}),
      ...(filled(head, "shipping_fee") ? { shipping_fee: amount(head, "shipping_fee") } : {}),
      ...(has("shipping_template") ? { shipping_template: first["shipping_template"] || null } : {}),
      ...(has("limit_per_buyer")
        ? { limit_per_buyer: filled(head, "limit_per_buyer") ? whole(head, "limit_per_buyer") : null }
        : {}),
      variants: mine.map((row) => ({
        ...(filled(row, "variant_id") ? { id: row.cells["variant_id"] } : {}),
        title: row.cells["option"] ?? "",
        ...(has("sku_code") ? { sku_code: row.cells["sku_code"] || null } : {}),
        price: amount(row, "price"),
        ...(has("compare_at_price")
          ? { compare_at_price: filled(row, "compare_at_price") ? amount(row, "compare_at_price") : null }
          : {}),
        ...(has("compare_at_basis") ? { compare_at_basis: row.cells["compare_at_basis"] || null } : {}),
        initial_stock: filled(row, "initial_stock") ? whole(row, "initial_stock") : 0,
      })),
    };
    return { ...base, product: problem === null ? product : null, problem };
  });
}

/** Where in the file stands what the server refused: the line of the option, and the column that holds the field. */
export function placeOf(
  one: Pick<FileProduct, "lines">,
  param: string | null,
): { readonly line: number; readonly field: Column } | null {
  const found = /^(?:variants\.(\d+)\.)?(\w+)$/.exec(param ?? "");
  if (found === null) return null;
  const [, at, name = ""] = found;
  const renamed: Readonly<Record<string, Column>> =
    at === undefined ? { id: "product_id" } : { id: "variant_id", title: "option" };
  const field = renamed[name] ?? productColumns.find((column) => column === name);
  const line = one.lines[Number(at ?? 0)];
  return field === undefined || line === undefined ? null : { line, field };
}

/** Reads all products of the shop and hands them over as a file that can be changed and imported again. */
export function useProductExport() {
  const errorText = useErrorText();
  const shop = useMyShop();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const { csvOf } = await import("../../ui/csv.ts");
      const params = { shop_id: shop.id };
      const templates = await call("listShippingTemplates", { params });
      const names = new Map(templates.data.map(({ id, name }) => [id, name]));
      const rows: Cell[][] = [];
      let cursor: string | null = null;
      do {
        const more: { cursor?: string } = cursor === null ? {} : { cursor };
        const page: { data: Product[]; next_cursor: string | null } = await call("listShopProducts", {
          params,
          query: { limit: limits.list_limit_max, ...more },
        });
        rows.push(...page.data.flatMap((product) => productRows(product, names)));
        cursor = page.next_cursor;
      } while (cursor !== null && rows.length < limits.csv_export_rows_max);
      download("products.csv", csvOf(productColumns, rows));
    } catch (error) {
      toast(errorText(error), "bad");
    } finally {
      setBusy(false);
    }
  };
  return { busy, run: () => void run() };
}
