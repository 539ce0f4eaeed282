import { sql } from "kysely";
import type { Reader, Tx } from "../../kernel/db.ts";
import type { ClosureRow, ShopRow, StaffRow } from "./tables.ts";

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
    await sql<StaffRow>`select shop_id, account_id, part, since from shops.staff where shop_id = any(${shop_ids}::text[])`.execute(
      reader,
    );
  return found.rows;
}

/** Nothing changes for somebody who works there already. */
export async function insertStaff(tx: Tx, row: StaffRow): Promise<void> {
  await sql`insert into shops.staff (shop_id, account_id, part, since) values (${row.shop_id}, ${row.account_id}, ${row.part}, ${row.since}) on conflict do nothing`.execute(
    tx,
  );
}

export async function deleteStaff(tx: Tx, shop_id: string, account_id: string): Promise<void> {
  await sql`delete from shops.staff where shop_id = ${shop_id} and account_id = ${account_id}`.execute(tx);
}

/** The shops an account works for and what it is there, oldest first. */
export async function selectShopsOf(reader: Reader, account_id: string): Promise<readonly StaffRow[]> {
  const found =
    await sql<StaffRow>`select shop_id, account_id, part, since from shops.staff where account_id = ${account_id} order by shop_id`.execute(
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
  await sql`insert into shops.shop (shop_id, owner_id, name, intro, logo_picture_id, dispatch_hours, state, created_at, updated_at)
    values (${row.shop_id}, ${row.owner_id}, ${row.name}, ${row.intro}, ${row.logo_picture_id}, ${row.dispatch_hours}, ${row.state}, ${row.created_at}, ${row.updated_at})`.execute(
    tx,
  );
  const { shop_id, owner_id: account_id, created_at: since } = row;
  await insertStaff(tx, { shop_id, account_id, part: "owner", since });
}

export async function updateShop(tx: Tx, row: ShopRow): Promise<void> {
  await sql`update shops.shop set name = ${row.name}, intro = ${row.intro}, logo_picture_id = ${row.logo_picture_id},
    dispatch_hours = ${row.dispatch_hours}, updated_at = ${row.updated_at} where shop_id = ${row.shop_id}`.execute(tx);
}

export async function updateShopState(tx: Tx, shop_id: string, state: ShopRow["state"], at: Date): Promise<void> {
  await sql`update shops.shop set state = ${state}, updated_at = ${at} where shop_id = ${shop_id}`.execute(tx);
}

export async function selectClosures(reader: Reader, shop_ids: readonly string[]): Promise<readonly ClosureRow[]> {
  return (await sql<ClosureRow>`select * from shops.closure where shop_id = any(${shop_ids}::text[])`.execute(reader))
    .rows;
}

export async function insertClosure(tx: Tx, row: ClosureRow): Promise<void> {
  await sql`insert into shops.closure (shop_id, reason_sealed, closed_by, closed_at)
    values (${row.shop_id}, ${row.reason_sealed}, ${row.closed_by}, ${row.closed_at})`.execute(tx);
}

export async function deleteClosure(tx: Tx, shop_id: string): Promise<void> {
  await sql`delete from shops.closure where shop_id = ${shop_id}`.execute(tx);
}

/** Shops of everybody, the newest first: by a part of the name or the whole id, by state, by who works there. */
export async function selectAnyShops(
  reader: Reader,
  query: {
    q: string;
    state: ShopRow["state"] | null;
    account_id: string | null;
    before: string | null;
    limit: number;
  },
): Promise<readonly ShopRow[]> {
  const all = [
    query.q === "" ? sql`true` : sql`(s.shop_id = ${query.q} or strpos(lower(s.name), lower(${query.q})) > 0)`,
    query.state === null ? sql`true` : sql`s.state = ${query.state}`,
    query.account_id === null
      ? sql`true`
      : sql`exists (select from shops.staff m where m.shop_id = s.shop_id and m.account_id = ${query.account_id})`,
    query.before === null ? sql`true` : sql`s.shop_id < ${query.before}`,
  ];
  const found =
    await sql<ShopRow>`select s.* from shops.shop s where ${sql.join(all, sql` and `)} order by s.shop_id desc limit ${query.limit}`.execute(
      reader,
    );
  return found.rows;
}
