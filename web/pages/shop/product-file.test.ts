import { expect, test } from "vitest";
import { readCsv } from "../../ui/csv.ts";
import { productColumns, productsOf } from "./product-file.ts";

const fileOf = (...lines: string[]) => {
  const file = readCsv([productColumns.join(","), ...lines].join("\n"));
  if ("unreadable" in file) throw new Error("unreadable");
  return productsOf(file.rows);
};

test("lines of one title are one product with several options", () => {
  const [pear, fig, ...rest] = fileOf(
    ",Pears,,box,fruit,seven_days,6.00,,,6,P-6,39.90,,,4",
    ",Pears,,box,fruit,seven_days,6.00,,,12,P-12,70,80.00,last month,",
    ",Figs,,box,,,,,,6,,12,,,",
  );
  expect(rest).toEqual([]);
  expect(pear).toMatchObject({ lines: [2, 3], problem: null, product: { title: "Pears", shipping_fee: 600 } });
  expect(pear?.product?.["variants"]).toMatchObject([
    { title: "6", sku_code: "P-6", price: 3990, initial_stock: 4 },
    { title: "12", sku_code: "P-12", price: 7000, compare_at_price: 8000, compare_at_basis: "last month" },
  ]);
  expect(fig?.product).toMatchObject({ return_policy: "seven_days", shipping_template: null });
});

test("an amount or a count that is none names its line and its column", () => {
  const [one, two] = fileOf(",A,,box,,,,,,6,,12.345,,,", ",B,,box,,,,,,6,,12,,,many");
  expect(one).toMatchObject({ product: null, problem: { kind: "price", line: 2, field: "price" } });
  expect(two).toMatchObject({ product: null, problem: { kind: "whole", line: 3, field: "initial_stock" } });
});
