import type { Where } from "@better-auth/core/db/adapter";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { AssertionFailed } from "../../kernel/assert.ts";
import { createAuth, type Auth } from "./auth.ts";

interface User {
  id: string;
  name: string;
  email: string | null;
  phoneNumber: string | null;
  locale: string;
  createdAt: Date;
}

let ctx: TestContext;
let auth: Auth;
let adapter: Awaited<ReturnType<Auth["adapter"]>>;
const users: User[] = [];

/** Forty people, some with an address, some with a number, made a second apart. */
beforeAll(async () => {
  ctx = await testContext();
  auth = createAuth(ctx);
  adapter = await auth.adapter();
  for (let index = 0; index < 40; index += 1) {
    ctx.clock.turn(1000);
    const identifier =
      index % 3 === 0
        ? ({ channel: "sms", value: `+8613800138${String(index).padStart(3, "0")}` } as const)
        : ({ channel: "email", value: `person${index}@example.org` } as const);
    const id = await ctx.db.transact((tx) =>
      auth.createAccount(tx, {
        identifier,
        name: `Name ${index}`,
        locale: index % 2 === 0 ? "en" : "zh-CN",
        roles: ["viewer"],
      }),
    );
    users.push({
      id,
      name: `Name ${index}`,
      email: identifier.channel === "email" ? identifier.value : null,
      phoneNumber: identifier.channel === "sms" ? identifier.value : null,
      locale: index % 2 === 0 ? "en" : "zh-CN",
      createdAt: ctx.clock.now(),
    });
  }
});
afterAll(() => ctx.end());

/** The same question answered over plain objects. */
function holds(user: User, where: Where): boolean {
  const value = user[where.field as keyof User];
  const same = (other: unknown): boolean =>
    value === other || (value instanceof Date && other instanceof Date && value.getTime() === other.getTime());
  switch (where.operator ?? "eq") {
    case "eq":
      return same(where.value);
    case "ne":
      return !same(where.value);
    case "in":
      return (where.value as string[]).includes(value as string);
    case "not_in":
      return !(where.value as string[]).includes(value as string);
    case "lt":
      return (value as Date) < (where.value as Date);
    case "gte":
      return (value as Date) >= (where.value as Date);
    case "starts_with":
      return String(value).startsWith(String(where.value));
    default:
      throw new Error("not asked");
  }
}
function expected(where: readonly Where[]): Set<string> {
  const all = where.filter((one) => one.connector !== "OR");
  const some = where.filter((one) => one.connector === "OR");
  return new Set(
    users
      .filter(
        (user) => all.every((one) => holds(user, one)) && (some.length === 0 || some.some((one) => holds(user, one))),
      )
      .map((user) => user.id),
  );
}

const anyUser = fc.nat(39).map((index) => users[index] as User);
const emails = fc.oneof(
  anyUser.map((user) => user.email ?? "nobody@example.org"),
  fc.constant("nobody@example.org"),
);
const phones = fc.oneof(
  anyUser.map((user) => user.phoneNumber ?? "+8613900000000"),
  fc.constant("+8613900000000"),
);
const connector = fc.constantFrom("AND" as const, "OR" as const);
const condition: fc.Arbitrary<Where> = fc.oneof(
  fc.record({
    field: fc.constant("email"),
    operator: fc.constantFrom("eq" as const, "ne" as const),
    value: fc.oneof(emails, fc.constant(null)),
    connector,
  }),
  fc.record({
    field: fc.constant("phoneNumber"),
    operator: fc.constantFrom("eq" as const, "ne" as const),
    value: phones,
    connector,
  }),
  fc.record({
    field: fc.constant("email"),
    operator: fc.constantFrom("in" as const, "not_in" as const),
    value: fc.array(emails, { maxLength: 5 }),
    connector,
  }),
  fc.record({
    field: fc.constant("locale"),
    operator: fc.constantFrom("eq" as const, "starts_with" as const),
    value: fc.constantFrom("en", "zh-CN"),
    connector,
  }),
  fc.record({
    field: fc.constant("createdAt"),
    operator: fc.constantFrom("lt" as const, "gte" as const),
    value: anyUser.map((user) => user.createdAt),
    connector,
  }),
);

describe("better-auth's storage", () => {
  test("answers every where as plain objects would, through ciphertext too", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(condition, { maxLength: 4 }), async (where) => {
        const rows = await adapter.findMany<User>({ model: "user", where, limit: 100 });
        expect(new Set(rows.map((row) => row.id))).toEqual(expected(where));
        expect(await adapter.count({ model: "user", where })).toBe(rows.length);
        for (const row of rows) expect(row).toMatchObject(users.find((user) => user.id === row.id) as User);
      }),
      { numRuns: 60 },
    );
  });

  test("pages through a sorted list without missing or repeating anyone", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 15 }),
        fc.constantFrom("asc" as const, "desc" as const),
        fc.constantFrom("createdAt", "locale", "id"),
        async (limit, direction, field) => {
          const seen: User[] = [];
          for (let offset = 0; offset < users.length; offset += limit)
            seen.push(
              ...(await adapter.findMany<User>({ model: "user", limit, offset, sortBy: { field, direction } })),
            );
          expect(new Set(seen.map((row) => row.id)).size).toBe(users.length);
          const keys = seen.map((row) =>
            field === "createdAt" ? row.createdAt.getTime() : String(row[field as keyof User]),
          );
          expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0) * (direction === "asc" ? 1 : -1)));
        },
      ),
      { numRuns: 15 },
    );
  });

  test("finds an address however it was typed, and refuses to sort by ciphertext or search within it", async () => {
    const [row] = await adapter.findMany<User>({
      model: "user",
      where: [{ field: "email", value: " Person1@EXAMPLE.org" }],
    });
    expect(row?.id).toBe(users[1]?.id);
    await expect(adapter.findMany({ model: "user", sortBy: { field: "email", direction: "asc" } })).rejects.toThrow(
      AssertionFailed,
    );
    await expect(
      adapter.findMany({ model: "user", where: [{ field: "email", operator: "contains", value: "person" }] }),
    ).rejects.toThrow(AssertionFailed);
    await expect(adapter.findMany({ model: "user", where: [{ field: "name", value: "Name 1" }] })).rejects.toThrow(
      AssertionFailed,
    );
  });

  test("takes wildcards in a value for the characters they are", async () => {
    expect(await adapter.count({ model: "user", where: [{ field: "locale", operator: "contains", value: "%" }] })).toBe(
      0,
    );
    expect(
      await adapter.count({ model: "user", where: [{ field: "locale", operator: "ends_with", value: "-CN" }] }),
    ).toBe(20);
    expect(
      await adapter.count({ model: "user", where: [{ field: "locale", value: "ZH-cn", mode: "insensitive" }] }),
    ).toBe(20);
  });

  test("updates one or many, and consumes a row once however many ask", async () => {
    const id = users[2]?.id ?? "";
    const changed = await adapter.update<User>({
      model: "user",
      where: [{ field: "id", value: id }],
      update: { name: "New Name", email: "moved@example.org" },
    });
    expect(changed).toMatchObject({ id, name: "New Name", email: "moved@example.org" });
    expect(
      await adapter.findOne<User>({ model: "user", where: [{ field: "email", value: "moved@example.org" }] }),
    ).toMatchObject({ id });
    expect(
      await adapter.findOne({ model: "user", where: [{ field: "email", value: "person2@example.org" }] }),
    ).toBeNull();
    expect(
      await adapter.updateMany({ model: "user", where: [{ field: "locale", value: "en" }], update: { image: null } }),
    ).toBe(20);
    const one = await ctx.db.transact((tx) => auth.createSession(tx, id, { address: "203.0.113.9", user_agent: "" }));
    const taken = await Promise.all(
      Array.from({ length: 5 }, () =>
        adapter.consumeOne<{ id: string }>({ model: "session", where: [{ field: "token", value: one.token }] }),
      ),
    );
    expect(taken.filter((row) => row !== null).map((row) => row.id)).toEqual([one.id]);
  });

  test("an address belongs to one account, and a failed transaction leaves nothing", async () => {
    const again = {
      identifier: { channel: "email", value: "person4@example.org" },
      name: "Twin",
      locale: "en",
      roles: ["viewer"],
    } as const;
    await expect(ctx.db.transact((tx) => auth.createAccount(tx, again))).rejects.toThrow(/duplicate key/);
    const before = await adapter.count({ model: "user" });
    const failing = ctx.db.transact(async (tx) => {
      await auth.createAccount(tx, { ...again, identifier: { channel: "email", value: "gone@example.org" } });
      throw new Error("and then it broke");
    });
    await expect(failing).rejects.toThrow("and then it broke");
    expect(await adapter.count({ model: "user" })).toBe(before);
  });

  test("a session is found by its token, which is stored nowhere and comes back from nowhere", async () => {
    const { id, token } = await ctx.db.transact((tx) =>
      auth.createSession(tx, users[0]?.id ?? "", { address: "203.0.113.9", user_agent: "curl/8" }),
    );
    const found = await adapter.findOne<{ id: string; token: string }>({
      model: "session",
      where: [{ field: "token", value: token }],
    });
    expect(found?.id).toBe(id);
    expect(found?.token).not.toBe(token);
    expect(
      await adapter.findOne({ model: "session", where: [{ field: "token", value: found?.token ?? "" }] }),
    ).toBeNull();
  });
});
