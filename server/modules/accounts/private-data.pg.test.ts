import { Writable } from "node:stream";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { partCaller } from "../../../tests/kit/part-caller.ts";
import type { Log } from "../../kernel/log.ts";
import { createAccounts } from "./index.ts";

let ctx: TestContext;
const logged: string[] = [];
const sink = new Writable({ write: (chunk, _, done) => (logged.push(String(chunk)), done()) });
const log: Log = Object.fromEntries(
  ["debug", "info", "warn", "error"].map((level) => [
    level,
    (fields: object, message: string) =>
      sink.write(JSON.stringify([level, fields, message, (fields as { err?: Error }).err?.stack])),
  ]),
) as never;

beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.end());

/** Every column of every table, as text. */
async function dump(): Promise<string> {
  const { rows: tables } = await sql<{
    schema: string;
    name: string;
  }>`select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`.execute(
    ctx.db.reader,
  );
  const parts: string[] = [];
  for (const { schema, name } of tables)
    parts.push(
      ...(
        await sql<{ row: string }>`select t::text as row from ${sql.table(`${schema}.${name}`)} t`.execute(
          ctx.db.reader,
        )
      ).rows.map(({ row }) => `${schema}.${name} ${row}`),
    );
  return parts.join("\n");
}

test("no table and no log holds a name, address, number, document, password, code or token that people gave", async () => {
  const accounts = createAccounts({ ...ctx, log });
  const edge = partCaller([accounts.part], accounts.authenticate);
  const secrets = new Set([
    "seeded.person",
    "13912345678",
    "李秀兰",
    "兰兰的名字",
    "翠湖路九十九号",
    "5301021995",
    "correct horse battery",
    "seeded reason",
    "203.0.113.251",
    "SeededAgent",
  ]);
  const tokens: string[] = [];
  for (const identifier of ["Seeded.Person@example.org", "139 1234 5678"]) {
    await edge.call("sendCode", { body: { identifier }, address: "203.0.113.251" });
    const code =
      /\b(\d{6})\b/.exec((await edge.call("readDevInbox", { query: { to: identifier } })).data[0]?.text ?? "")?.[1] ??
      "";
    await edge.refused("code_wrong", "signIn", { body: { identifier, code: code === "000000" ? "000001" : "000000" } });
    const { token } = await edge.call("signIn", {
      body: { identifier, code, name: "兰兰的名字" },
      address: "203.0.113.251",
      user_agent: "SeededAgent/1 Chrome/1",
    });
    await edge.call("setPassword", { token, body: { password: "correct horse battery" } });
    await edge.call("createAddress", {
      token,
      body: {
        name: "李秀兰",
        phone: "13912345678",
        region: "云南",
        city: "昆明",
        district: "五华",
        street: "翠湖路九十九号",
        postal_code: "650000",
      },
    });
    const { id } = await edge.call("createVerification", {
      token,
      body: {
        kind: "seller",
        legal_name: "李秀兰",
        document_kind: "identity_number",
        document_number: "53010219950520123X",
        birth_date: "1995-05-20",
        address: "翠湖路九十九号",
        contact_phone: "13912345678",
      },
    });
    const { token: operator } = await edge.call("demoSignIn", { body: { role: "operator" } });
    await edge.call("rejectVerification", {
      token: operator,
      params: { id },
      body: { reason: "seeded reason about 李秀兰" },
    });
    // A code that is still open, its fingerprint in the table.
    ctx.clock.turn(30_000);
    await edge.call("sendCode", { body: { identifier } });
    secrets.add(token);
    tokens.push(token, code);
  }
  const everything = await dump();
  // The search would find what is there: ids are.
  expect(everything).toContain("accounts.account (acct_");
  for (const text of [everything, logged.join("\n")])
    for (const secret of secrets) expect(text.toLowerCase()).not.toContain(secret.toLowerCase());
  expect(tokens).toHaveLength(4);
});
