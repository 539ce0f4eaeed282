import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRoute, codeOf } from "../../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../../tests/kit/people.ts";
import { createAccounts } from "../index.ts";
import { createApiKey } from "../keep-api-key.ts";
import { trainedUntil } from "./life.ts";
import { insertDeletion, selectDeletion } from "./store.ts";

let ctx: TestContext;
let people: People;
beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  await ctx.begin([people.accounts.part]);
});
afterAll(() => ctx.end());

const standing = async (account_id: string, at = ctx.clock.now()) =>
  (await people.accounts.hostStanding(ctx.db.reader, [account_id], at)).get(account_id);
const papers = (birth_date: string | null) => ({
  kind: "host" as const,
  legal_name: "Old Friend Orchards Ltd",
  document_kind: "business_license" as const,
  document_number: "91310000MA1K35XX7Q",
  birth_date,
  address: "1 Orchard Road, Yantai",
  contact_phone: "+86 138 0013 8000",
});

describe("whoever is on screen", () => {
  it("is known by a birth date, also where a company's licence is shown, and is at least 16", async () => {
    const person = await people.person();
    const file = (birth_date: string | null) =>
      codeOf(callRoute([people.accounts.part], "createVerification", { caller: person, body: papers(birth_date) }));
    expect(await file(null)).toBe("invalid_param");
    // It is 2026-11-22 in the market.
    expect(await file("2010-11-23")).toBe("too_young");
    expect(await file("2010-11-22")).toBe("accepted");
    expect(await standing(person.account_id)).toEqual({ verified: false, of_age: false, trained: false });
  });

  it("is judged at the moment of going on air, by the papers that hold then", async () => {
    const host = await people.verify(await people.person(), "host");
    expect(await standing(host.account_id)).toEqual({ verified: true, of_age: true, trained: true });
    // The papers say 1990-01-01: before 2006 the same person was too young.
    expect(await standing(host.account_id, new Date("2005-12-31T00:00:00Z"))).toMatchObject({ of_age: false });
    expect(await standing(host.account_id, new Date("2027-06-01T00:00:00Z"))).toMatchObject({
      verified: false,
      of_age: false,
      trained: true,
    });
    expect(await standing(host.account_id, new Date("2027-11-22T04:00:01Z"))).toMatchObject({ trained: false });
  });
});

it("whoever is suspended is neither verified nor a host until it is lifted, and cannot leave by deletion", async () => {
  const host = await people.verify(await people.verify(await people.person(), "seller"), "host");
  const id = host.account_id;
  const operator = { ...(await people.person()), roles: new Set(["operator" as const]) };
  const measure = { caller: operator, params: { account_id: id }, body: { reason: "sold what is not his" } };
  const acts = async () => {
    const { accounts } = people;
    const [reader, at] = [ctx.db.reader, ctx.clock.now()];
    return [
      (await accounts.verified(reader, "host", [id], at)).has(id),
      (await accounts.verified(reader, "seller", [id], at)).has(id),
      (await accounts.hosts(reader, [id])).has(id),
      (await accounts.hostsAfter(reader, null, 1000)).includes(id),
      (await standing(id))?.verified,
    ];
  };
  expect(await acts()).toEqual([true, true, true, true, true]);
  const { reader } = ctx.db;
  const now = ctx.clock.now();
  await ctx.db.transact((tx) => insertDeletion(tx, { account_id: id, asked_at: now, due_at: now }));
  await callRoute([people.accounts.part], "suspendAccount", measure);
  expect(await acts()).toEqual([false, false, false, false, false]);
  const deletion = await callRoute([people.accounts.part], "getAccountDeletion", { caller: host });
  expect(deletion.obstacles).toContainEqual({ reason: "suspended", count: 1 });
  const sweep = people.accounts.part.jobs?.find((job) => job.name === "accounts.delete_due");
  await sweep?.work({});
  const kept = await selectDeletion(reader, id);
  expect([kept?.done_at, kept?.due_at]).toEqual([null, new Date(now.getTime() + 24 * 3600_000)]);
  // Who they are stays readable to those who bought from them.
  expect(await people.accounts.sellerIdentity(reader, id, now)).toBeDefined();
  await callRoute([people.accounts.part], "liftSuspension", measure);
  expect(await acts()).toEqual([true, true, true, true, true]);
});

it("papers of a deleted account prove nothing and are shown to nobody, and no key made on the way opens it", async () => {
  const seller = await people.verify(await people.verify(await people.person(), "seller"), "host");
  const id = seller.account_id;
  const { reader } = ctx.db;
  const now = ctx.clock.now();
  const known = async () => [
    (await people.accounts.verified(reader, "seller", [id], now)).has(id),
    (await people.accounts.sellerIdentity(reader, id, now)) !== undefined,
    (await standing(id))?.verified,
  ];
  expect(await known()).toEqual([true, true, true]);
  await ctx.db.transact((tx) => insertDeletion(tx, { account_id: id, asked_at: now, due_at: now }));
  await people.accounts.part.jobs?.find((job) => job.name === "accounts.delete_due")?.work({});
  expect((await selectDeletion(reader, id))?.done_at).not.toBeNull();
  expect(await known()).toEqual([false, false, false]);
  // What a request that was under way writes after the deletion.
  const { secret } = await ctx.db.transact((tx) =>
    createApiKey(ctx, tx, id, { name: "late", scopes: ["account:read"], expires_in_days: null }),
  );
  expect(await people.accounts.authenticate(new Headers({ authorization: `Bearer ${secret}` }))).toBeNull();
});

it("the lowest age of a host is the operator's setting, also for who was verified before it rose", async () => {
  const host = await people.verify(await people.person(), "host");
  const at = ctx.clock.now();
  const ageOf = async (host_age_years_min: number) => {
    const accounts = createAccounts(
      ctx,
      {},
      {},
      { rules: () => ({ verification_valid_months: 6, host_age_years_min }) },
    );
    return (await accounts.hostStanding(ctx.db.reader, [host.account_id], at)).get(host.account_id)?.of_age;
  };
  // Born 1990-01-01; it is 2026.
  expect(await ageOf(36)).toBe(true);
  expect(await ageOf(37)).toBe(false);
});

it("a training holds to the same day of the next year", () => {
  expect(trainedUntil(new Date("2026-11-22T04:00:00Z")).toISOString()).toBe("2027-11-22T04:00:00.000Z");
  expect(trainedUntil(new Date("2028-02-29T04:00:00Z")).toISOString()).toBe("2029-02-28T04:00:00.000Z");
});
