import type { Planted } from "./clean-house.ts";

const inOrder = { path: "server/modules/orders/place-order.ts", line: 4 };
const inTest = { path: "server/modules/orders/place-order.pg.test.ts", line: 4 };
const inSql = { path: "server/migrations/0003_orders.sql", line: 13 };

/** One violation of each kind in imports, names, code and the repository. */
export const plantedCode: readonly Planted[] = [
  // floors
  { name: "a package in contract", rule: "floors", path: "contract/shop.ts", add: 'import "hono";', line: 3 },
  {
    name: "server in contract",
    rule: "floors",
    path: "contract/shop.ts",
    add: 'import "../server/kernel/clock.ts";',
    line: 3,
  },
  {
    name: "a module in the kernel",
    rule: "floors",
    path: "server/kernel/db.ts",
    add: 'import "../modules/shops/index.ts";',
    line: 3,
  },
  {
    name: "the kernel in events",
    rule: "floors",
    path: "server/events/words.ts",
    add: 'import "../kernel/clock.ts";',
    line: 2,
  },
  {
    name: "a module above",
    rule: "floors",
    path: "server/modules/shops/shop.ts",
    add: 'import type {} from "../orders/index.ts";',
    line: 2,
  },
  {
    name: "a type of a module above",
    rule: "floors",
    path: "server/modules/shops/shop.ts",
    add: 'export type P = import("../orders/index.ts").P;',
    line: 2,
  },
  {
    name: "a module above, imported late",
    rule: "floors",
    path: "server/modules/shops/shop.ts",
    add: 'await import("../orders/index.ts");',
    line: 2,
  },
  { name: "edge in a module", rule: "floors", ...inOrder, add: 'import "../../edge/http.ts";' },
  { name: "app in edge", rule: "floors", path: "server/edge/http.ts", add: 'export * from "../app.ts";', line: 3 },
  { name: "server in web", rule: "floors", path: "web/main.tsx", add: 'import "../server/kernel/clock.ts";', line: 4 },
  { name: "node in web", rule: "floors", path: "web/main.tsx", add: 'import "node:fs";', line: 4 },
  { name: "server in demo", rule: "floors", path: "demo/host.ts", add: 'import "../server/app.ts";', line: 4 },
  { name: "a computed import", rule: "floors", ...inOrder, add: "await import(String(placeOrder));" },
  {
    name: "a module that is not in the list",
    rule: "floors",
    path: "server/modules/gifts/README.md",
    text: "Gifts.\n",
    line: 1,
  },
  // doors and cycles
  { name: "behind a door", rule: "doors", ...inOrder, add: 'import "../shops/shop.ts";' },
  {
    name: "edge behind a door",
    rule: "doors",
    path: "server/edge/http.ts",
    add: 'import "../modules/shops/shop.ts";',
    line: 3,
  },
  {
    name: "two files that import each other",
    rule: "cycles",
    path: "server/modules/shops/shop.ts",
    add: 'import "./index.ts";',
    line: 2,
  },
  // names
  {
    name: "a layer for a name",
    rule: "file-name",
    path: "server/modules/orders/order-service.ts",
    text: "export {};\n",
    line: 1,
  },
  {
    name: "a name in camel case",
    rule: "file-name",
    path: "server/modules/orders/placeOrder.ts",
    text: "export {};\n",
    line: 1,
  },
  {
    name: "a layer for a folder",
    rule: "file-name",
    path: "server/modules/orders/utils/sum.ts",
    text: "export {};\n",
    line: 1,
  },
  { name: "a module without words", rule: "file-name", path: "server/modules/orders/README.md", text: "", line: 1 },
  { name: "a module without a door", rule: "file-name", path: "server/modules/ledger/index.ts", text: "", line: 1 },
  { name: "a long file", rule: "length", path: "web/page.ts", text: "// a line\n".repeat(401), line: 401 },
  // clock, chance, waiting
  { name: "new Date()", rule: "clock", ...inOrder, add: "export const at = new Date();" },
  { name: "Date()", rule: "clock", ...inOrder, add: "export const at = Date();" },
  { name: "Date.now()", rule: "clock", ...inOrder, add: "export const at = Date.now();" },
  { name: "performance.now()", rule: "clock", ...inOrder, add: "export const at = globalThis.performance.now();" },
  { name: "Math.random()", rule: "chance", ...inOrder, add: "export const luck = Math.random();" },
  { name: "crypto.randomUUID()", rule: "chance", ...inOrder, add: "export const id = crypto.randomUUID();" },
  {
    name: "randomUUID of node:crypto",
    rule: "chance",
    ...inOrder,
    add: 'import { randomUUID as id } from "node:crypto";',
  },
  { name: "setTimeout()", rule: "timers", ...inOrder, add: "setTimeout(placeOrder, 1);" },
  { name: "setInterval()", rule: "timers", ...inOrder, add: "setInterval(placeOrder, 1);" },
  { name: "node:timers/promises", rule: "timers", ...inOrder, add: 'import "node:timers/promises";' },
  // configuration, console, shortcuts
  { name: "process.env", rule: "config", ...inOrder, add: "export const port = process.env.PORT;" },
  { name: "console", rule: "console", ...inOrder, add: "console.log(placeOrder);" },
  { name: "any", rule: "any", ...inOrder, add: "export const x = placeOrder as any;" },
  { name: "@ts-ignore", rule: "ts-ignore", ...inOrder, add: "// @ts-ignore" },
  { name: "TODO", rule: "todo", ...inOrder, add: "// TODO later" },
  { name: "FIXME on a later line of a comment", rule: "todo", ...inOrder, line: 5, add: "/* well,\n FIXME */" },
  { name: "FIXME in SQL", rule: "todo", ...inSql, add: "-- FIXME" },
  { name: ".only()", rule: "skipped", ...inTest, add: 'test.only("one", () => matchGolden);' },
  { name: ".skip()", rule: "skipped", ...inTest, add: 'test.skip.each([1])("one", () => matchGolden);' },
  { name: "a mock of our own", rule: "mocks", ...inTest, add: 'vi.mock("./store.ts");' },
  { name: "not TypeScript", rule: "parse", ...inOrder, add: "export const = ;" },
  // repository
  {
    name: "a host in the lock",
    rule: "lock",
    path: "package-lock.json",
    text: '{\n  "resolved": "https://example.test/x.tgz"\n}\n',
    line: 2,
  },
  {
    name: "a range of versions",
    rule: "exact-versions",
    path: "package.json",
    text: '{\n  "devDependencies": {\n    "zod": "^4.6.7"\n  }\n}\n',
    line: 3,
  },
  {
    name: "a path of this machine",
    rule: "local-path",
    ...inOrder,
    add: `export const home = "${["", "root", "data"].join("/")}/";`,
  },
];
