import { expect, test } from "vitest";
import { readCsv } from "../../ui/csv.ts";
import { placeOf, productColumns, productsOf } from "./product-file.ts";

const fileOf = (...lines: string[]) => {
  const file = readCsv([productColumns.join(","), ...lines].join("\n"));
  if ("unreadable" in file) throw new Error("unreadable");
  return productsOf(file.rows, file.columns);
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
  // A promise nobody made is not in it: the server asks for it.
  expect(fig?.product).not.toHaveProperty("return_policy");
  expect(fig?.product).toMatchObject({ shipping_template: null, description: "" });
});

test("an amount or a count that is none names its line and its column", () => {
  const [one, two] = fileOf(",A,,box,,,,,,6,,12.345,,,", ",B,,box,,,,,,6,,12,,,many");
  expect(one).toMatchObject({ product: null, problem: { kind: "price", line: 2, field: "price" } });
  expect(two).toMatchObject({ product: null, problem: { kind: "whole", line: 3, field: "initial_stock" } });
});

test("a limit for each buyer is a whole number or none", () => {
  const file = readCsv(
    ["title,unit,option,price,limit_per_buyer", "A,box,6,1,3", "B,box,6,1,", "C,box,6,1,2.5"].join("\n"),
  );
  if ("unreadable" in file) throw new Error("unreadable");
  const [three, none, broken] = productsOf(file.rows, file.columns);
  expect(three?.product).toMatchObject({ limit_per_buyer: 3 });
  expect(none?.product).toMatchObject({ limit_per_buyer: null });
  expect(broken).toMatchObject({ product: null, problem: { kind: "whole", line: 4, field: "limit_per_buyer" } });
});

test("what the file has no column for is left out, so that it stays as it is", () => {
  const file = readCsv("product_id,title,unit,option,price,version\nprod_1,Pears,box,6,39.90,7");
  if ("unreadable" in file) throw new Error("unreadable");
  expect(productsOf(file.rows, file.columns)[0]?.product).toEqual({
    id: "prod_1",
    version: 7,
    title: "Pears",
    unit: "box",
    variants: [{ title: "6", price: 3990, initial_stock: 0 }],
  });
});

test("what the server refuses is found in the file again", () => {
  const one = { lines: [4, 9] };
  expect(placeOf(one, "variants.1.title")).toEqual({ line: 9, field: "option" });
  expect(placeOf(one, "variants.0.compare_at_price")).toEqual({ line: 4, field: "compare_at_price" });
  expect(placeOf(one, "return_policy")).toEqual({ line: 4, field: "return_policy" });
  expect(placeOf(one, "variants")).toBeNull();
  expect(placeOf(one, null)).toBeNull();
});
