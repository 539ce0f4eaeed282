import { sql } from "kysely";
import type { ProductState } from "../../../contract/catalog.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { CategoryRow, PriceChangeRow, ProductRow, VariantRow } from "./tables.ts";

export async function selectProducts(reader: Reader, ids: readonly string[]): Promise<readonly ProductRow[]> {
  const found = await sql<ProductRow>`select * from catalog.product where id = any(${ids}::text[])`.execute(reader);
  return found.rows;
}

/** The variants on the pages of these products, in their places; retired ones are not. */
export async function selectShownVariants(
  reader: Reader,
  shop_ids: readonly string[],
  product_ids: readonly string[],
): Promise<readonly VariantRow[]> {
  const found = await sql<VariantRow>`select * from catalog.variant
    where shop_id = any(${shop_ids}::text[]) and product_id = any(${product_ids}::text[]) and retired_at is null order by product_id, place`.execute(
    reader,
  );
  return found.rows;
}

/** Variants by their ids, retired ones too. */
export async function selectVariants(reader: Reader, ids: readonly string[]): Promise<readonly VariantRow[]> {
  const found = await sql<VariantRow>`select * from catalog.variant where id = any(${ids}::text[])`.execute(reader);
  return found.rows;
}

/** A shop's newest products first, at most `count`, behind `after`; `q`: part of a title or of an option's SKU code. */
export async function selectShopProducts(
  reader: Reader,
  shop_id: string,
  states: readonly ProductState[],
  category: string | null,
  after: string | null,
  count: number,
  q: string | null = null,
): Promise<readonly ProductRow[]> {
  const like = q === null ? null : `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const found = await sql<ProductRow>`select * from catalog.product p
    where shop_id = ${shop_id} and (${category}::text is null or category = ${category}::text) and (${like}::text is null or title ilike ${like}
      or exists (select from catalog.variant v where v.shop_id = p.shop_id and v.product_id = p.id and v.retired_at is null and v.sku_code ilike ${like})) and state = any(${states}::text[]) and (${after}::text is null or id < ${after}::text) order by id desc limit ${count}`.execute(
    reader,
  );
  return found.rows;
}

/** New products of one shop stand in line, so that the count stays true until the insert. */
export async function lockAndCountProducts(tx: Tx, shop_id: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`catalog.shop ${shop_id}`}, 0))`.execute(tx);
  const found = await sql<{
    count: bigint;
  }>`select count(*) as count from catalog.product where shop_id = ${shop_id}`.execute(tx);
  return Number(found.rows[0]?.count ?? 0n);
}

/** The product, locked until the transaction ends. */
export async function lockProduct(tx: Tx, shop_id: string, id: string): Promise<ProductRow | undefined> {
  const found =
    await sql<ProductRow>`select * from catalog.product where shop_id = ${shop_id} and id = ${id} for update`.execute(
      tx,
    );
  return found.rows[0];
}

export async function insertProduct(tx: Tx, row: ProductRow): Promise<void> {
  await sql`insert into catalog.product (shop_id, id, state, title, description, unit, picture_ids, shipping_fee, shipping_template_id, return_policy, category, limit_per_buyer, version, created_at, updated_at)
    values (${row.shop_id}, ${row.id}, ${row.state}, ${row.title}, ${row.description}, ${row.unit}, ${row.picture_ids}::text[], ${row.shipping_fee}, ${row.shipping_template_id}, ${row.return_policy},
      ${row.category}, ${row.limit_per_buyer}, ${row.version}, ${row.created_at}, ${row.updated_at})`.execute(tx);
}

export async function updateProduct(tx: Tx, row: ProductRow): Promise<void> {
  await sql`update catalog.product set state = ${row.state}, title = ${row.title}, description = ${row.description}, unit = ${row.unit}, picture_ids = ${row.picture_ids}::text[],
    shipping_fee = ${row.shipping_fee}, shipping_template_id = ${row.shipping_template_id}, return_policy = ${row.return_policy}, category = ${row.category}, limit_per_buyer = ${row.limit_per_buyer}, version = ${row.version}, updated_at = ${row.updated_at}
    where shop_id = ${row.shop_id} and id = ${row.id}`.execute(tx);
}

const columns = (rows: readonly VariantRow[]) => sql`unnest(
  ${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.place)}::integer[], ${rows.map((row) => row.title)}::text[], ${rows.map((row) => String(row.price))}::bigint[],
  ${rows.map((row) => row.compare_at_price?.toString() ?? null)}::bigint[], ${rows.map((row) => row.compare_at_basis)}::text[],
  ${rows.map((row) => row.sku_code)}::text[]
) as w(id, place, title, price, compare_at_price, compare_at_basis, sku_code)`;

export async function insertVariants(
  tx: Tx,
  product: { shop_id: string; id: string },
  rows: readonly VariantRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into catalog.variant (shop_id, id, product_id, place, title, price, compare_at_price, compare_at_basis, sku_code)
    select ${product.shop_id}, w.id, ${product.id}, w.place, w.title, w.price, w.compare_at_price, w.compare_at_basis, w.sku_code from ${columns(rows)}`.execute(
    tx,
  );
}

export async function updateVariants(
  tx: Tx,
  product: { shop_id: string; id: string },
  rows: readonly VariantRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update catalog.variant v set place = w.place, title = w.title, price = w.price, compare_at_price = w.compare_at_price, compare_at_basis = w.compare_at_basis, sku_code = w.sku_code
    from ${columns(rows)} where v.shop_id = ${product.shop_id} and v.product_id = ${product.id} and v.id = w.id`.execute(
    tx,
  );
}

export async function retireVariants(tx: Tx, shop_id: string, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await sql`update catalog.variant set retired_at = ${at} where shop_id = ${shop_id} and id = any(${ids}::text[])`.execute(
    tx,
  );
}

export async function forgetSkus(tx: Tx, shop_id: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update catalog.variant set sku_code = null where shop_id = ${shop_id} and id = any(${[...ids]}::text[]) and sku_code is not null`.execute(
    tx,
  );
}

export async function countsOf(
  reader: Reader,
  shop_id: string,
): Promise<{ drafts: number; on_sale: number; variants_on_sale: readonly string[] }> {
  const products = await sql<{
    state: ProductState;
    count: bigint;
  }>`select state, count(*) as count from catalog.product
    where shop_id = ${shop_id} group by state`.execute(reader);
  const variants = await sql<{
    id: string;
  }>`select v.id from catalog.variant v join catalog.product p on p.shop_id = v.shop_id and p.id = v.product_id
    where v.shop_id = ${shop_id} and v.retired_at is null and p.state = 'on_sale'`.execute(reader);
  const count = (state: ProductState) => Number(products.rows.find((row) => row.state === state)?.count ?? 0n);
  return { drafts: count("draft"), on_sale: count("on_sale"), variants_on_sale: variants.rows.map((row) => row.id) };
}

/** Products of a shop, locked in the order of their ids until the transaction ends. */
export async function lockProducts(tx: Tx, shop_id: string, ids: readonly string[]): Promise<readonly ProductRow[]> {
  const found = await sql<ProductRow>`select * from catalog.product
    where shop_id = ${shop_id} and id = any(${[...ids]}::text[]) order by id for update`.execute(tx);
  return found.rows;
}

/** Options of a shop by their SKU codes, retired ones left out. */
export async function selectVariantsBySku(
  reader: Reader,
  shop_id: string,
  sku_codes: readonly string[],
): Promise<readonly VariantRow[]> {
  if (sku_codes.length === 0) return [];
  const found = await sql<VariantRow>`select * from catalog.variant
    where shop_id = ${shop_id} and sku_code = any(${[...sku_codes]}::text[]) and retired_at is null order by array_position(${[...sku_codes]}::text[], sku_code)`.execute(
    reader,
  );
  return found.rows;
}

/** What is on sale in all shops, the newest first, behind `after`. */
export async function selectOnSale(
  reader: Reader,
  category: string | null,
  after: string | null,
  count: number,
): Promise<readonly ProductRow[]> {
  const kind = category === null ? sql`true` : sql`category = ${category}`;
  const found = await sql<ProductRow>`select * from catalog.product
    where state = 'on_sale' and ${kind} and (${after}::text is null or id < ${after}::text) order by id desc limit ${count}`.execute(
    reader,
  );
  return found.rows;
}

/** What the shop's page shows first, in its order. */
export async function selectFeatured(reader: Reader, shop_id: string): Promise<readonly ProductRow[]> {
  const found =
    await sql<ProductRow>`select p.* from catalog.featured f join catalog.product p on p.shop_id = f.shop_id and p.id = f.product_id
    where f.shop_id = ${shop_id} order by f.place`.execute(reader);
  return found.rows;
}

/** Replaces it; the caller has the shop's products locked. */
export async function replaceFeatured(tx: Tx, shop_id: string, product_ids: readonly string[]): Promise<void> {
  await sql`delete from catalog.featured where shop_id = ${shop_id}`.execute(tx);
  await sql`insert into catalog.featured (shop_id, product_id, place)
    select ${shop_id}, id, (n - 1)::integer from unnest(${[...product_ids]}::text[]) with ordinality as w(id, n)`.execute(
    tx,
  );
}

export async function selectCategories(reader: Reader): Promise<readonly CategoryRow[]> {
  const found =
    await sql<CategoryRow>`select slug, place, name_en, name_zh, icon from catalog.category order by place`.execute(
      reader,
    );
  return found.rows;
}

/** Which of these products are of a category. */
export async function selectInCategory(
  reader: Reader,
  ids: readonly string[],
  category: string,
): Promise<readonly string[]> {
  const found = await sql<{
    id: string;
  }>`select id from catalog.product where id = any(${ids}::text[]) and category = ${category} and state = 'on_sale'`.execute(
    reader,
  );
  return found.rows.map((row) => row.id);
}

export async function insertPriceChanges(tx: Tx, rows: readonly PriceChangeRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into catalog.price_change (shop_id, variant_id, version, product_id, price, at)
    select * from unnest(${rows.map((row) => row.shop_id)}::text[], ${rows.map((row) => row.variant_id)}::text[], ${rows.map((row) => row.version)}::integer[],
      ${rows.map((row) => row.product_id)}::text[], ${rows.map((row) => row.price?.toString() ?? null)}::bigint[], ${rows.map((row) => row.at)}::timestamptz[])`.execute(
    tx,
  );
}

/** Every price a product was offered at, oldest first. */
export async function selectPriceChanges(
  reader: Reader,
  product: { shop_id: string; id: string },
): Promise<readonly PriceChangeRow[]> {
  const found =
    await sql<PriceChangeRow>`select shop_id, variant_id, version, product_id, price, at from catalog.price_change
    where shop_id = ${product.shop_id} and product_id = ${product.id} order by at, version`.execute(reader);
  return found.rows;
}
