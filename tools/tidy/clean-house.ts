/** A small house that keeps every rule: the twin of each planted violation. */
export const floors = { ledger: [], shops: ["ledger"], orders: ["shops", "ledger"] };
export const clean: Readonly<Record<string, string>> = {
  "package.json": '{\n  "type": "module",\n  "dependencies": {\n    "zod": "4.6.7"\n  }\n}\n',
  "package-lock.json": '{\n  "packages": {}\n}\n',
  "contract/shop.ts": 'import { z } from "zod";\nexport const shop = z.object({});\n',
  "server/floors.ts": `export const floors = {\n  ledger: [],\n  shops: ["ledger"],\n  orders: ["shops", "ledger"],\n};\n`,
  "server/app.ts":
    'import { serve } from "./edge/http.ts";\nserve();\nexport const child = [{ ...process.env }, process.env["PATH"]];\n',
  "server/main.ts": 'import "./app.ts";\nconsole.log("ready");\n',
  "server/edge/http.ts":
    'import { shopName } from "../modules/shops/index.ts";\nexport const serve = (c?: { req: { query(name: string): string } }) => c?.req.query("limit") ?? shopName(new Date(0));\n',
  "server/events/words.ts": 'export type { shop } from "../../contract/shop.ts";\n',
  "server/kernel/config.ts": "export const port = Number(process.env.PORT);\n",
  "server/kernel/clock.ts": "export const nowMs = () => Date.now();\nsetTimeout(nowMs, Math.random());\n",
  "server/kernel/db.ts":
    'import type { shop } from "../../contract/shop.ts";\nexport const due = (sql: (t: TemplateStringsArray) => typeof shop) => sql`select id from kernel.timer`;\n',
  "server/modules/ledger/README.md": "The only writer of balances.\n",
  "server/modules/ledger/index.ts": 'export type Account = "escrow" | "shop";\n',
  "server/modules/shops/README.md": "Shops and their staff.\n",
  "server/modules/shops/index.ts": 'export { shopName } from "./shop.ts";\n',
  "server/modules/shops/shop.ts": "export const shopName = (at: Date) => `shop ${at.getTime()}`;\n",
  "server/modules/orders/README.md": "Orders and their states.\n",
  "server/modules/orders/index.ts": 'export { placeOrder } from "./place-order.ts";\n',
  "server/modules/orders/place-order.ts":
    'import { shopName } from "../shops/index.ts";\nimport { readOrder } from "./store.ts";\nexport const placeOrder = () => [shopName(new Date(0)), readOrder];\n',
  "server/modules/orders/store.ts":
    'export const readOrder = (db: { selectFrom(name: string): unknown }) => db.selectFrom("orders.order");\n',
  "server/modules/orders/place-order.pg.test.ts":
    'import { matchGolden } from "../../../tests/kit/golden.ts";\nimport { test } from "vitest";\ntest("orders", () => matchGolden);\n',
  "server/migrations/0001_ledger.sql":
    "create schema ledger;\n-- kind: shop\ncreate table ledger.account (\n  shop_id text not null,\n  name text not null,\n  primary key (shop_id, name)\n);\n",
  "server/migrations/0002_shops.sql":
    "create schema shops;\n-- kind: reference\ncreate table shops.region (code text primary key, note text not null default 'now() is a word here');\n",
  "server/migrations/0003_orders.sql":
    "create schema orders;\n-- The buyer's promise.\n-- kind: shop\ncreate table orders.order (\n  shop_id text not null,\n  id text not null,\n  region text not null,\n  account text not null,\n  primary key (shop_id, id)\n);\nalter table orders.order add constraint order_account foreign key (shop_id, account) references ledger.account (shop_id, name);\nalter table orders.order add constraint order_region foreign key (region) references shops.region (code);\n",
  "server/migrations/0004_sandbox.sql":
    "create schema sandbox;\n-- kind: single-node\ncreate table sandbox.payment (id text primary key);\n",
  "web/main.tsx":
    'import type { shop } from "../contract/shop.ts";\nsetTimeout(() => shop, 1);\ndeclare const shop: object;\n',
  "demo/host.ts": 'import type { shop } from "../contract/shop.ts";\nexport type Shop = typeof shop;\nDate.now();\n',
  "tests/kit/golden.ts": "export const matchGolden = 1;\n",
};

/** A path of the clean house, a line that is added at its end, the rule that must refuse it, and where. */
export interface Planted {
  readonly name: string;
  readonly rule: string;
  readonly path: string;
  /** Appended to the clean text of `path`; a new file when there is none. */
  readonly add?: string;
  /** Instead of `add`: the whole new text. */
  readonly text?: string;
  readonly line: number;
}
