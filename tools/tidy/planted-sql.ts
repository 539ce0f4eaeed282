import type { Planted } from "./clean-house.ts";

const inOrder = { path: "server/modules/orders/place-order.ts", line: 4 };
const inStore = { path: "server/modules/orders/store.ts", line: 2 };
const inSql = { path: "server/migrations/0003_orders.sql", line: 13 };
const table = (kind: string, body: string): string =>
  `-- kind: ${kind}\ncreate table orders.extra (\n  shop_id text not null,\n  ${body}\n);\n`;

/** One violation of each kind in queries and migrations. */
export const plantedSql: readonly Planted[] = [
  // SQL in its place
  { name: "a query outside the store", rule: "sql-place", ...inOrder, add: 'db.selectFrom("orders.order");' },
  { name: "a sql template outside the store", rule: "sql-place", ...inOrder, add: "sql`select 1`;" },
  {
    name: "pg's query outside the store",
    rule: "sql-place",
    path: "server/edge/http.ts",
    add: 'pool.query("select 1");',
    line: 3,
  },
  {
    name: "another's schema in kysely",
    rule: "schema",
    ...inStore,
    add: 'db.selectFrom("orders.order as o").innerJoin("shops.shop as s", "s.id", "o.shop_id");',
  },
  {
    name: "another's schema in a list",
    rule: "schema",
    ...inStore,
    add: 'db.selectFrom(["orders.order", "ledger.account"]);',
  },
  {
    name: "another's schema in a template",
    rule: "schema",
    ...inStore,
    line: 3,
    add: 'sql`select *\n from "shops"."shop"`;',
  },
  {
    name: "another's schema in a plain string",
    rule: "schema",
    ...inStore,
    add: 'export const q = "select 1 from shops.shop";',
  },
  { name: "the kernel's schema", rule: "schema", ...inStore, add: "sql`delete from kernel.timer`;" },
  {
    name: "another's schema among row types",
    rule: "schema",
    path: "server/modules/orders/tables.ts",
    text: 'export interface Tables {\n  "shops.shop": object;\n}\n',
    line: 2,
  },
  { name: "now() in a query", rule: "sql-clock", ...inStore, add: "sql`update orders.order set paid_at = now()`;" },
  // migrations
  {
    name: "a name without number",
    rule: "migration-name",
    path: "server/migrations/orders.sql",
    text: "create schema orders;\n",
    line: 1,
  },
  {
    name: "a number twice",
    rule: "migration-name",
    path: "server/migrations/0003_shops.sql",
    text: "create schema shops;\n",
    line: 1,
  },
  {
    name: "an unknown module",
    rule: "migration-name",
    path: "server/migrations/0004_gifts.sql",
    text: "create schema gifts;\n",
    line: 1,
  },
  {
    name: "a table of another schema",
    rule: "migration-schema",
    ...inSql,
    add: "create index on shops.region (code);",
  },
  {
    name: "a table without schema",
    rule: "migration-schema",
    ...inSql,
    line: 14,
    add: "-- kind: reference\ncreate table extra (id text primary key);",
  },
  {
    name: "no kind",
    rule: "table-kind",
    ...inSql,
    line: 14,
    add: "\ncreate table orders.extra (id text primary key);",
  },
  {
    name: "an unknown kind",
    rule: "table-kind",
    ...inSql,
    line: 14,
    add: "-- kind: global\ncreate table orders.extra (id text primary key);",
  },
  { name: "no primary key", rule: "table-key", ...inSql, line: 14, add: table("shop", "id text not null") },
  {
    name: "a primary key without the key",
    rule: "table-key",
    ...inSql,
    line: 16,
    add: table("shop", "id text primary key"),
  },
  {
    name: "the wrong key for the kind",
    rule: "table-key",
    ...inSql,
    line: 16,
    add: table("account", "primary key (shop_id)"),
  },
  {
    name: "a unique constraint without the key",
    rule: "table-key",
    ...inSql,
    line: 17,
    add: table("shop", "primary key (shop_id),\n  constraint once unique (id)"),
  },
  {
    name: "a unique column",
    rule: "table-key",
    ...inSql,
    line: 17,
    add: table("room", "primary key (room_id),\n  slug text not null unique"),
  },
  {
    name: "a unique index without the key",
    rule: "table-key",
    ...inSql,
    add: "create unique index once on orders.order (lower(id), region) where region <> '';",
  },
  {
    name: "a unique constraint added later",
    rule: "table-key",
    ...inSql,
    add: "alter table orders.order add constraint once unique (region);",
  },
  {
    name: "a foreign key inside a table",
    rule: "foreign-key",
    ...inSql,
    line: 16,
    add: table("shop", "region text references shops.region (code),\n  primary key (shop_id)"),
  },
  {
    name: "two foreign keys in one statement",
    rule: "foreign-key",
    ...inSql,
    add: "alter table orders.order add constraint a foreign key (region) references shops.region (code), add constraint b foreign key (region) references shops.region (code);",
  },
  {
    name: "a foreign key that points up",
    rule: "foreign-key",
    path: "server/migrations/0001_ledger.sql",
    add: "alter table ledger.account add constraint a foreign key (name) references orders.order (id);",
    line: 8,
  },
  {
    name: "a foreign key before its table",
    rule: "foreign-key",
    path: "server/migrations/0002_shops.sql",
    add: "alter table shops.region add constraint a foreign key (code) references shops.later (code);",
    line: 4,
  },
  {
    name: "a foreign key between kinds",
    rule: "foreign-key",
    path: "server/migrations/0002_shops.sql",
    add: "alter table shops.region add constraint a foreign key (code) references ledger.account (name);",
    line: 4,
  },
  {
    name: "a foreign key without the distribution column",
    rule: "foreign-key",
    ...inSql,
    add: "alter table orders.order add constraint a foreign key (account) references ledger.account (name);",
  },
  {
    name: "a trigger",
    rule: "triggers",
    ...inSql,
    add: "create trigger t after insert on orders.order execute function orders.f();",
  },
  {
    name: "default now()",
    rule: "sql-clock",
    ...inSql,
    add: "alter table orders.order add column at timestamptz default now();",
  },
  {
    name: "current_timestamp",
    rule: "sql-clock",
    ...inSql,
    line: 14,
    add: "alter table orders.order\n  add column at timestamptz default current_timestamp;",
  },
  {
    name: "gen_random_uuid()",
    rule: "sql-clock",
    ...inSql,
    add: "alter table orders.order add column u uuid default gen_random_uuid();",
  },
  {
    name: "uuidv7()",
    rule: "sql-clock",
    ...inSql,
    add: "alter table orders.order add column u uuid default uuidv7();",
  },
];
