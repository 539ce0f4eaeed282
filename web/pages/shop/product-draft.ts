import type { z } from "zod";
import type { Product, ProductFields } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import type { Picture } from "../../../contract/media.ts";
import { readPrice, typedPrice, type PriceProblem } from "../../text/money.ts";

/** A variant as it is typed. `id` is null until the server knows it. `key` tells rows apart on screen. */
export interface VariantDraft {
  readonly key: string;
  readonly id: string | null;
  readonly title: string;
  readonly price: string;
  readonly compare_at_price: string;
  readonly compare_at_basis: string;
  readonly sku_code: string;
  readonly initial_stock: string;
}

/** A product as it is typed: prices and counts are text until they are read. */
export interface ProductDraft {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly pictures: readonly Picture[];
  readonly shipping_fee: string;
  /** Empty: the flat fee counts. */
  readonly shipping_template_id: string;
  /** A promise to the buyer, so nobody makes it by leaving a field alone: empty until it is chosen. */
  readonly return_policy: Product["return_policy"] | "";
  /** Empty until it is chosen. */
  readonly category: string;
  /** Empty: no limit. */
  readonly limit_per_buyer: string;
  readonly variants: readonly VariantDraft[];
}

export type Problem =
  | "required"
  | "short"
  | "long"
  | "stock"
  | "limit"
  | "sku"
  | "compare_higher"
  | "compare_needs_basis"
  | "basis_needs_compare"
  | `price_${PriceProblem}`;
/** What is wrong, by field, in the server's own notation: "title", "variants.0.price". */
export type Problems = Readonly<Record<string, Problem>>;

export function emptyVariant(key: string): VariantDraft {
  return {
    key,
    id: null,
    title: "",
    price: "",
    compare_at_price: "",
    compare_at_basis: "",
    sku_code: "",
    initial_stock: "",
  };
}

export function emptyDraft(key: string): ProductDraft {
  return {
    title: "",
    description: "",
    unit: "",
    pictures: [],
    shipping_fee: "0.00",
    shipping_template_id: "",
    return_policy: "",
    category: "",
    limit_per_buyer: "",
    variants: [emptyVariant(key)],
  };
}

/** The draft that, unchanged, describes the product as it is. */
export function draftOf(product: Product): ProductDraft {
  return {
    title: product.title,
    description: product.description,
    unit: product.unit,
    pictures: product.pictures,
    shipping_fee: typedPrice(product.shipping_fee.amount),
    shipping_template_id: product.shipping_template_id ?? "",
    return_policy: product.return_policy,
    category: product.category,
    limit_per_buyer: product.limit_per_buyer?.toString() ?? "",
    variants: product.variants.map((variant) => ({
      key: variant.id,
      id: variant.id,
      title: variant.title,
      price: typedPrice(variant.price.amount),
      compare_at_price: variant.compare_at_price === null ? "" : typedPrice(variant.compare_at_price.amount),
      compare_at_basis: variant.compare_at_basis ?? "",
      sku_code: variant.sku_code ?? "",
      initial_stock: "",
    })),
  };
}

/**
 * What a form does when the product it edits comes in again. none: it is what the form began from, or older. replace: nothing was typed,
 * so the form shows what is there now. adopt: the page itself is the same (only its state or its takedown changed). conflict: somebody
 * else changed the page while things were typed here.
 */
export function nextBase(base: Product, now: Product, typed: boolean): "none" | "replace" | "adopt" | "conflict" {
  if (now.version <= base.version) return "none";
  if (!typed) return "replace";
  return JSON.stringify(draftOf(now)) === JSON.stringify(draftOf(base)) ? "adopt" : "conflict";
}

/** A typed whole number between two bounds; null when it is not one. A leading minus is allowed where `min` is negative. */
export function readWhole(typed: string, min: number, max: number): number | null {
  const trimmed = typed.trim();
  if (!/^[+-]?\d{1,12}$/.test(trimmed)) return null;
  // Adding zero turns -0 into 0.
  const value = Number(trimmed) + 0;
  return value >= min && value <= max ? value : null;
}

/** The draft as the server takes it, or everything that is wrong with it. */
export function bodyOf(
  draft: ProductDraft,
): { readonly body: z.input<typeof ProductFields> } | { readonly problems: Problems } {
  const problems: Record<string, Problem> = {};
  const line = (field: string, typed: string, min: number, max: number) => {
    const length = [...typed.trim()].length;
    if (length === 0 && min > 0) problems[field] = "required";
    else if (length < min) problems[field] = "short";
    else if (length > max) problems[field] = "long";
  };
  const price = (field: string, typed: string, min: number): number => {
    const read = readPrice(typed, { min, max: limits.price_minor_max });
    if ("amount" in read) return read.amount;
    problems[field] = `price_${read.problem}`;
    return 0;
  };
  line("title", draft.title, 2, limits.title_chars_max);
  line("description", draft.description, 0, limits.description_chars_max);
  line("unit", draft.unit, 1, 20);
  const shipping_fee = price("shipping_fee", draft.shipping_fee, 0);
  const limit_per_buyer =
    draft.limit_per_buyer.trim() === "" ? null : readWhole(draft.limit_per_buyer, 1, limits.quantity_per_line_max);
  if (limit_per_buyer === null && draft.limit_per_buyer.trim() !== "") problems["limit_per_buyer"] = "limit";
  const variants = draft.variants.map((variant, at) => {
    const field = `variants.${at}`;
    line(`${field}.title`, variant.title, 1, limits.title_chars_max);
    line(`${field}.compare_at_basis`, variant.compare_at_basis, 0, 120);
    const amount = price(`${field}.price`, variant.price, 1);
    const compares = variant.compare_at_price.trim() !== "";
    const basis = variant.compare_at_basis.trim();
    const compare_at_price = compares ? price(`${field}.compare_at_price`, variant.compare_at_price, 1) : null;
    if (compare_at_price !== null && basis === "") problems[`${field}.compare_at_basis`] ??= "compare_needs_basis";
    if (compare_at_price === null && basis !== "") problems[`${field}.compare_at_price`] ??= "basis_needs_compare";
    if (compare_at_price !== null && compare_at_price <= amount)
      problems[`${field}.compare_at_price`] ??= "compare_higher";
    // Stock belongs to the stock sheet once the variant exists.
    const stock =
      variant.id !== null || variant.initial_stock.trim() === ""
        ? 0
        : readWhole(variant.initial_stock, 0, limits.stock_units_max);
    const sku = variant.sku_code.trim();
    if (!/^[\x21-\x7e]*$/.test(sku) || sku.length > limits.sku_code_chars_max) problems[`${field}.sku_code`] = "sku";
    if (stock === null) problems[`${field}.initial_stock`] = "stock";
    return {
      ...(variant.id === null ? { initial_stock: stock ?? 0 } : { id: variant.id }),
      title: variant.title.trim(),
      sku_code: sku === "" ? null : sku,
      price: amount,
      compare_at_price,
      compare_at_basis: compare_at_price === null ? null : basis,
    };
  });
  const { title, description, unit, return_policy, pictures, category, shipping_template_id } = draft;
  if (return_policy === "") problems["return_policy"] = "required";
  if (category === "") problems["category"] = "required";
  if (return_policy === "" || Object.keys(problems).length > 0) return { problems };
  return {
    body: {
      title: title.trim(),
      description: description.trim(),
      unit: unit.trim(),
      picture_ids: pictures.map(({ id }) => id),
      shipping_fee,
      shipping_template_id: shipping_template_id === "" ? null : shipping_template_id,
      return_policy,
      category,
      limit_per_buyer,
      variants,
    },
  };
}

/** What a product lacks before it can go on sale. The server decides; this explains beforehand. */
export function missingOf(product: Pick<Product, "pictures">, verified: boolean): readonly ("pictures" | "verified")[] {
  return [
    ...(product.pictures.length === 0 ? (["pictures"] as const) : []),
    ...(verified ? [] : (["verified"] as const)),
  ];
}
