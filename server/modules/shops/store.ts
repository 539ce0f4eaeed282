import { sql } from "kysely";
import { shopPermissions, type ShopPermission } from "../../../contract/permissions.ts";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ShippingTemplateRow } from "./shipping.ts";
import type { ShopRow, StaffRow } from "./tables.ts";

export async function selectShops(reader: Reader, shop_ids: readonly string[]): Promise<readonly ShopRow[]> {
  const found = await sql<ShopRow>`select * from shops.shop where shop_id = any(${shop_ids}::text[])`.execute(reader);
  return found.rows;
}

/** The shop, locked until the transaction ends. */
export async function lockShop(tx: Tx, shop_id: string): Promise<ShopRow | undefined> {
  const found = await sql<ShopRow>`select * from shops.shop where shop_id = ${shop_id} for update`.execute(tx);
  return found.rows[0];
}

export async function selectStaff(reader: Reader, shop_ids: readonly string[]): Promise<readonly StaffRow[]> {
  const found =
    await sql<StaffRow>`select shop_id, account_id, part, permissions, since from shops.staff where shop_id = any(${shop_ids}::text[])`.execute(
      reader,
    );
  return found.rows;
}

/** Nothing changes for somebody who works there already. */
export async function insertStaff(tx: Tx, row: StaffRow): Promise<void> {
  await sql`insert into shops.staff (shop_id, account_id, part, permissions, since)
    values (${row.shop_id}, ${row.account_id}, ${row.part}, ${[...row.permissions]}::text[], ${row.since}) on conflict do nothing`.execute(
    tx,
  );
}

export async function deleteStaff(tx: Tx, shop_id: string, account_id: string): Promise<void> {
  await sql`delete from shops.staff where shop_id = ${shop_id} and account_id = ${account_id}`.execute(tx);
}

/** The shops an account works for and what it is there, oldest first. */
export async function selectShopsOf(reader: Reader, account_id: string): Promise<readonly StaffRow[]> {
  const found =
    await sql<StaffRow>`select shop_id, account_id, part, permissions, since from shops.staff where account_id = ${account_id} order by shop_id`.execute(
      reader,
    );
  return found.rows;
}

/** New shops of one owner stand in line, so that the count below stays true until the insert. */
export async function lockOwner(tx: Tx, owner_id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`shops.owner ${owner_id}`}, 0))`.execute(tx);
}

export async function countOwned(tx: Tx, owner_id: string): Promise<number> {
  const found = await sql<{
    count: bigint;
  }>`select count(*) as count from shops.shop where owner_id = ${owner_id}`.execute(tx);
  return Number(found.rows[0]?.count ?? 0n);
}

export async function insertShop(tx: Tx, row: ShopRow): Promise<void> {
  await sql`insert into shops.shop (shop_id, owner_id, name, intro, logo_picture_id, dispatch_hours, banner_picture_id, announcement, state, created_at, updated_at)
    values (${row.shop_id}, ${row.owner_id}, ${row.name}, ${row.intro}, ${row.logo_picture_id}, ${row.dispatch_hours}, ${row.banner_picture_id}, ${row.announcement}, ${row.state}, ${row.created_at}, ${row.updated_at})`.execute(
    tx,
  );
  const { shop_id, owner_id: account_id, created_at: since } = row;
  await insertStaff(tx, { shop_id, account_id, part: "owner", permissions: shopPermissions, since });
}

export async function updateShop(tx: Tx, row: ShopRow): Promise<void> {
  await sql`update shops.shop set name = ${row.name}, intro = ${row.intro}, logo_picture_id = ${row.logo_picture_id},
    dispatch_hours = ${row.dispatch_hours}, banner_picture_id = ${row.banner_picture_id}, announcement = ${row.announcement}, updated_at = ${row.updated_at} where shop_id = ${row.shop_id}`.execute(
    tx,
  );
}

export async function updatePermissions(
  tx: Tx,
  shop_id: string,
  account_id: string,
  permissions: readonly ShopPermission[],
): Promise<void> {
  await sql`update shops.staff set permissions = ${[...permissions]}::text[] where shop_id = ${shop_id} and account_id = ${account_id}`.execute(
    tx,
  );
}

/** Templates by their ids. */
export async function selectTemplates(reader: Reader, ids: readonly string[]): Promise<readonly ShippingTemplateRow[]> {
  const found =
    await sql<ShippingTemplateRow>`select * from shops.shipping_template where id = any(${[...ids]}::text[])`.execute(
      reader,
    );
  return found.rows;
}

/** A shop's templates, by name. */
export async function selectShopTemplates(reader: Reader, shop_id: string): Promise<readonly ShippingTemplateRow[]> {
  const found =
    await sql<ShippingTemplateRow>`select * from shops.shipping_template where shop_id = ${shop_id} order by name, id`.execute(
      reader,
    );
  return found.rows;
}

/** The template, locked until the transaction ends. */
export async function lockTemplate(tx: Tx, shop_id: string, id: string): Promise<ShippingTemplateRow | undefined> {
  const found =
    await sql<ShippingTemplateRow>`select * from shops.shipping_template where shop_id = ${shop_id} and id = ${id} for update`.execute(
      tx,
    );
  return found.rows[0];
}

export async function saveTemplate(tx: Tx, row: ShippingTemplateRow): Promise<void> {
  await sql`insert into shops.shipping_template (shop_id, id, name, base_fee, item_fee, free_from, rules, created_at, updated_at)
    values (${row.shop_id}, ${row.id}, ${row.name}, ${row.base_fee}, ${row.item_fee}, ${row.free_from}, ${JSON.stringify(row.rules)}::jsonb, ${row.created_at}, ${row.updated_at})
    on conflict (shop_id, id) do update set name = excluded.name, base_fee = excluded.base_fee, item_fee = excluded.item_fee,
      free_from = excluded.free_from, rules = excluded.rules, updated_at = excluded.updated_at`.execute(tx);
}

export async function deleteTemplate(tx: Tx, shop_id: string, id: string): Promise<void> {
  await sql`delete from shops.shipping_template where shop_id = ${shop_id} and id = ${id}`.execute(tx);
}

export async function shopsWithTemplates(reader: Reader, shop_ids: readonly string[]): Promise<Set<string>> {
  const found = await sql<{
    shop_id: string;
  }>`select distinct shop_id from shops.shipping_template where shop_id = any(${[...shop_ids]}::text[])`.execute(
    reader,
  );
  return new Set(found.rows.map((row) => row.shop_id));
}

/** Shops in the order of their ids, behind `after`. */
export async function selectShopsAfter(
  reader: Reader,
  after: string | null,
  count: number,
): Promise<readonly string[]> {
  const found = await sql<{
    shop_id: string;
  }>`select shop_id from shops.shop where ${after}::text is null or shop_id > ${after}::text order by shop_id limit ${count}`.execute(
    reader,
  );
  return found.rows.map((row) => row.shop_id);
}
