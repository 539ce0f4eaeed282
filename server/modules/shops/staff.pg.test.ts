import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { Caller } from "../../kernel/routing.ts";
import { createMedia } from "../media/index.ts";
import { createShops, type Shops } from "./index.ts";

let ctx: TestContext;
let shops: Shops;
let people: People;
beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  const media = createMedia(ctx, people);
  shops = createShops(ctx, { accounts: people.accounts, media });
  await ctx.begin([people.accounts.part, media.part, shops.part]);
});
afterAll(() => ctx.end());

/** An owner as they are after they opened a shop. */
async function newShop(): Promise<{ owner: Caller; shop_id: string }> {
  const person = await people.person();
  const shop = await callRoute([shops.part], "createShop", { caller: person, body: { name: "Orchards", intro: "" } });
  return { owner: await people.again(person), shop_id: shop.id };
}
const add = (caller: Caller, shop_id: string, identifier: string) =>
  callRoute([shops.part], "addStaff", { caller, params: { shop_id }, body: { identifier } });
const remove = (caller: Caller, shop_id: string, account_id: string) =>
  callRoute([shops.part], "removeStaff", { caller, params: { shop_id, account_id } });
const list = async (caller: Caller, shop_id: string) =>
  (await callRoute([shops.part], "listStaff", { caller, params: { shop_id } })).data;

describe("adding staff", () => {
  it("makes a merchant of somebody who has signed in before, once however often", async () => {
    const { owner, shop_id } = await newShop();
    const anna = await people.person();
    const typed = ` ${people.identifierOf(anna).toUpperCase()} `;
    expect(anna.roles).not.toContain("merchant");
    const added = await add(owner, shop_id, typed);
    expect(added).toMatchObject({ object: "shop_staff", part: "staff", account: { id: anna.account_id } });
    expect((await people.again(anna)).roles).toContain("merchant");
    ctx.clock.turn(1000);
    expect(await add(owner, shop_id, typed)).toEqual(added);
    expect(await add(owner, shop_id, people.identifierOf(owner))).toMatchObject({ part: "owner" });
    const seen = await list(await people.again(anna), shop_id);
    expect(seen.map((one) => [one.account.id, one.part])).toEqual([
      [owner.account_id, "owner"],
      [anna.account_id, "staff"],
    ]);
    const mine = await callRoute([shops.part], "listMyShops", { caller: anna });
    expect(mine.data).toMatchObject([{ id: shop_id, my_role: "staff" }]);
  });

  it("is the owner's alone; a stranger does not even see who works there", async () => {
    const [{ owner, shop_id }, other] = [await newShop(), await newShop()];
    const [anna, bela] = [await people.person(), await people.person()];
    await add(owner, shop_id, people.identifierOf(anna));
    const staff = await people.again(anna);
    for (const caller of [staff, other.owner]) {
      expect(await codeOf(add(caller, shop_id, people.identifierOf(bela)))).toBe("not_yours");
    }
    expect(await codeOf(remove(other.owner, shop_id, anna.account_id))).toBe("not_yours");
    expect(await codeOf(remove(staff, shop_id, owner.account_id))).toBe("not_yours");
    expect(await codeOf(list(other.owner, shop_id))).toBe("not_yours");
    expect(await codeOf(list(owner, newId(ctx, "shop")))).toBe("not_found");
    expect(await codeOf(add(owner, newId(ctx, "shop"), people.identifierOf(bela)))).toBe("not_found");
    expect(await codeOf(add(bela, shop_id, people.identifierOf(bela)))).toBe("role_required");
    const change = { params: { shop_id }, body: { name: "Mine now", intro: "" } };
    expect(await codeOf(callRoute([shops.part], "updateShop", { caller: staff, ...change }))).toBe("not_yours");
    expect(await list(owner, shop_id)).toHaveLength(2);
  });

  it("refuses what nobody signs in with, and counts every try by the hour and shop", async () => {
    const [{ owner, shop_id }, other] = [await newShop(), await newShop()];
    const anna = people.identifierOf(await people.person());
    expect(await codeOf(add(owner, shop_id, "not an address"))).toBe("identifier_invalid");
    for (let tries = 1; tries < limits.staff_tries_per_shop_per_hour_max; tries += 1)
      expect(await codeOf(add(owner, shop_id, `nobody${tries}@example.org`))).toBe("staff_unknown");
    expect(await codeOf(add(owner, shop_id, anna))).toBe("rate_limited");
    // Who may not ask, cannot use up the tries of those who may.
    expect(await codeOf(add(owner, other.shop_id, anna))).toBe("not_yours");
    expect(await codeOf(add(other.owner, other.shop_id, anna))).toBe("accepted");
    ctx.clock.turn(3600_000);
    expect(await codeOf(add(owner, shop_id, anna))).toBe("accepted");
  });

  it("stops at the limit, even when all ask at once", async () => {
    const { owner, shop_id } = await newShop();
    const crowd: string[] = [];
    for (let one = 0; one < limits.staff_per_shop_max + 1; one += 1)
      crowd.push(people.identifierOf(await people.person()));
    const codes: string[] = [];
    while (crowd.length > 0) {
      ctx.clock.turn(3600_000);
      const some = crowd.splice(0, limits.staff_tries_per_shop_per_hour_max);
      codes.push(...(await Promise.all(some.map((identifier) => codeOf(add(owner, shop_id, identifier))))));
    }
    // The owner is one of them.
    expect(codes.filter((code) => code === "accepted")).toHaveLength(limits.staff_per_shop_max - 1);
    expect(codes.filter((code) => code === "staff_limit")).toHaveLength(2);
    expect(await list(owner, shop_id)).toHaveLength(limits.staff_per_shop_max);
  });
});

describe("removing staff", () => {
  it("is also their own to do: nobody works for a shop who does not want to", async () => {
    const { owner, shop_id } = await newShop();
    const [anna, bela] = [await people.person(), await people.person()];
    for (const person of [anna, bela]) await add(owner, shop_id, people.identifierOf(person));
    const staff = await people.again(anna);
    expect(await codeOf(remove(staff, shop_id, bela.account_id))).toBe("not_yours");
    expect(await remove(staff, shop_id, anna.account_id)).toEqual({ object: "deleted", id: anna.account_id });
    expect(await codeOf(shops.requireStaff(ctx.db.reader, shop_id, anna.account_id, "member"))).toBe("not_yours");
    expect(await codeOf(remove(staff, shop_id, anna.account_id))).toBe("not_found");
    expect(await codeOf(remove(staff, newId(ctx, "shop"), anna.account_id))).toBe("not_found");
    expect(await codeOf(remove(owner, shop_id, owner.account_id))).toBe("staff_owner");
  });

  it("ends every right in the shop at once; the owner stays", async () => {
    const { owner, shop_id } = await newShop();
    const person = await people.person();
    await add(owner, shop_id, people.identifierOf(person));
    const anna = await people.again(person);
    expect(await shops.requireStaff(ctx.db.reader, shop_id, anna.account_id, "member")).toBe("staff");
    expect(await remove(owner, shop_id, anna.account_id)).toEqual({ object: "deleted", id: anna.account_id });
    expect(await codeOf(shops.requireStaff(ctx.db.reader, shop_id, anna.account_id, "member"))).toBe("not_yours");
    expect(await codeOf(list(anna, shop_id))).toBe("not_yours");
    expect(await shops.shopsOf(ctx.db.reader, anna.account_id)).toEqual([]);
    expect((await shops.staffOf(ctx.db.reader, [shop_id])).get(shop_id)).toEqual(new Set([owner.account_id]));
    expect(await codeOf(remove(owner, shop_id, anna.account_id))).toBe("not_found");
    expect(await codeOf(remove(owner, shop_id, owner.account_id))).toBe("staff_owner");
    expect(await shops.requireStaff(ctx.db.reader, shop_id, owner.account_id, "member")).toBe("owner");
  });
});
