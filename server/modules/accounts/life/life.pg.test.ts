import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRoute, codeOf } from "../../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../../tests/kit/people.ts";
import { createAccounts } from "../index.ts";
import { trainedUntil } from "./life.ts";

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

it("the lowest age of a host is the operator's setting, also for who was verified before it rose", async () => {
  const host = await people.verify(await people.person(), "host");
  const at = ctx.clock.now();
  const ageOf = async (host_age_years_min: number) => {
    const accounts = createAccounts(ctx, {}, {}, { rules: () => ({ verification_valid_months: 6, host_age_years_min }) });
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
