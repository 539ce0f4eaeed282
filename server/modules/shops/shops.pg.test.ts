import { sql } from "kysely";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "../../kernel/ids.ts";
import { limits } from "../../kernel/limits.ts";
import type { Caller } from "../../kernel/routing.ts";
import { callerOf, callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import { createMedia, type Media } from "../media/index.ts";
import { createShops, type Shops } from "./index.ts";

let ctx: TestContext;
let media: Media;
let shops: Shops;
let people: People;
beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  media = createMedia(ctx, people);
  shops = createShops(ctx, { accounts: people.accounts, media });
  await ctx.begin([people.accounts.part, media.part, shops.part]);
});
afterAll(() => ctx.end());

/** A person who has been made a merchant by a shop of long ago. */
async function newMerchant(): Promise<Caller> {
  const person = await people.person();
  await ctx.db.transact((tx) => people.accounts.grantRole(tx, person.account_id, "merchant"));
  return people.again(person);
}
const fields = { name: "Old Friend Orchards", intro: "Apples from Yantai" };
const open = (caller: Caller, more: object = {}) =>
  callRoute([shops.part], "createShop", { caller, body: { ...fields, ...more } });
const upload = async (caller: Caller) =>
  callRoute([media.part], "createPicture", {
    caller,
    body: await sharp({ create: { width: 9, height: 9, channels: 3, background: "#fff" } })
      .png()
      .toBuffer(),
  });

describe("opening a shop", () => {
  it("makes its owner a merchant; anyone may see it", async () => {
    const owner = await people.person();
    const logo = await upload(owner);
    const shop = await open(owner, { logo_picture_id: logo.id, dispatch_hours: 24 });
    expect(shop).toMatchObject({ name: fields.name, my_role: "owner", state: "open", dispatch_hours: 24, logo });
    expect((await people.again(owner)).roles).toContain("merchant");
    const seen = await callRoute([shops.part], "getShop", { params: { shop_id: shop.id } });
    expect(seen).toEqual({ ...shop, my_role: null, my_permissions: [] });
    expect(await shops.cards(ctx.db.reader, [shop.id])).toEqual(
      new Map([[shop.id, { id: shop.id, object: "shop_card", name: shop.name, logo }]]),
    );
    expect((await shops.shops(ctx.db.reader, [shop.id])).get(shop.id)).toEqual({
      id: shop.id,
      name: shop.name,
      intro: shop.intro,
      owner_id: owner.account_id,
      dispatch_hours: 24,
      state: "open",
    });
  });

  it("stops at the limit, even when all ask at once", async () => {
    const owner = await newMerchant();
    const codes = await Promise.all(
      Array.from({ length: limits.shops_per_account_max + 3 }, () => codeOf(open(owner))),
    );
    expect(codes.filter((code) => code === "accepted")).toHaveLength(limits.shops_per_account_max);
    expect(codes.filter((code) => code === "shop_limit")).toHaveLength(3);
    const mine = await callRoute([shops.part], "listMyShops", { caller: owner });
    expect(mine.data.map((shop) => shop.id)).toEqual(await shops.shopsOf(ctx.db.reader, owner.account_id));
    expect(mine.data).toHaveLength(limits.shops_per_account_max);
  });

  it("refuses another's picture as its logo, and opens nothing", async () => {
    const owner = await newMerchant();
    const theirs = await upload(await newMerchant());
    expect(await codeOf(open(owner, { logo_picture_id: theirs.id }))).toBe("not_found");
    expect(await codeOf(open(owner, { logo_picture_id: newId(ctx, "pic") }))).toBe("not_found");
    expect(await shops.shopsOf(ctx.db.reader, owner.account_id)).toEqual([]);
  });

  it.each([
    { name: "x" },
    { name: "x".repeat(41) },
    { name: "two\nlines" },
    { name: "tricky\u202Ename" },
    { intro: "x".repeat(501) },
    { dispatch_hours: 0 },
    { dispatch_hours: -1 },
    { dispatch_hours: 1.5 },
    { dispatch_hours: 361 },
    { logo_picture_id: "pic_1" },
    { owner_id: "acct_01kas0000000000000000000zz" },
  ])("refuses %o", async (wrong) => {
    expect(await codeOf(open(await newMerchant(), wrong))).toBe("invalid_param");
  });
});

describe("changing a shop", () => {
  const change = (caller: Caller, shop_id: string, more: object = {}) =>
    callRoute([shops.part], "updateShop", { caller, params: { shop_id }, body: { ...fields, ...more } });

  it("is its owner's alone", async () => {
    const [owner, staff, stranger] = [await newMerchant(), await newMerchant(), await newMerchant()];
    const shop = await open(owner);
    await hire(shop.id, owner, staff);
    expect(await change(owner, shop.id, { name: "A better name" })).toMatchObject({
      id: shop.id,
      name: "A better name",
      my_role: "owner",
    });
    expect(await codeOf(change(staff, shop.id))).toBe("not_yours");
    expect(await codeOf(change(stranger, shop.id))).toBe("not_yours");
    expect(await codeOf(change(owner, newId(ctx, "shop")))).toBe("not_found");
    expect(await codeOf(change(callerOf(owner.account_id), shop.id))).toBe("role_required");
    expect((await callRoute([shops.part], "getShop", { params: { shop_id: shop.id } })).name).toBe("A better name");
  });

  it("keeps or drops the logo, and takes only an own one", async () => {
    const owner = await newMerchant();
    const logo = await upload(owner);
    const shop = await open(owner, { logo_picture_id: logo.id });
    expect((await change(owner, shop.id, { logo_picture_id: logo.id })).logo).toEqual(logo);
    expect(await codeOf(change(owner, shop.id, { logo_picture_id: (await upload(await newMerchant())).id }))).toBe(
      "not_found",
    );
    expect((await change(owner, shop.id)).logo).toBeNull();
  });
});

describe("an owner who is deleted", () => {
  it("leaves their shop closed, with a reason, and says so", async () => {
    const owner = await newMerchant();
    const shop = await open(owner);
    const heard: string[] = [];
    const { personal } = shops.part;
    await ctx.db.transact(async (tx) => {
      await personal?.erase?.(tx, owner.account_id, ctx.clock.now());
      // Safe to run twice.
      await personal?.erase?.(tx, owner.account_id, ctx.clock.now());
      const { rows } = await sql<{ payload: string }>`select o::text as payload from kernel.shop_outbox o`.execute(tx);
      heard.push(
        ...rows.map((row) => row.payload).filter((text) => /shop\.closed/.test(text) && text.includes(shop.id)),
      );
    });
    expect(heard).toHaveLength(1);
    expect((await shops.shops(ctx.db.reader, [shop.id])).get(shop.id)?.state).toBe("closed");
    expect((await shops.closures(ctx.db.reader, [shop.id])).get(shop.id)).toContain("店主已注销账号");
  });
});

describe("staff", () => {
  it("are named by the door, the owner among them", async () => {
    const [owner, staff, stranger] = [await newMerchant(), await newMerchant(), await newMerchant()];
    const shop = await open(owner);
    await hire(shop.id, owner, staff);
    expect((await shops.staffOf(ctx.db.reader, [shop.id])).get(shop.id)).toEqual(
      new Set([owner.account_id, staff.account_id]),
    );
    expect(await shops.requireStaff(ctx.db.reader, shop.id, owner.account_id, "member")).toBe("owner");
    expect(await shops.requireStaff(ctx.db.reader, shop.id, staff.account_id, "member")).toBe("staff");
    expect(await codeOf(shops.requireStaff(ctx.db.reader, shop.id, stranger.account_id, "member"))).toBe("not_yours");
    expect(await codeOf(shops.requireStaff(ctx.db.reader, newId(ctx, "shop"), owner.account_id, "member"))).toBe(
      "not_found",
    );
    expect((await callRoute([shops.part], "getShop", { caller: staff, params: { shop_id: shop.id } })).my_role).toBe(
      "staff",
    );
  });
});

describe("the seller", () => {
  it("is the owner's verified identity, for everybody", async () => {
    const owner = await newMerchant();
    const shop = await open(owner);
    const seller = () => callRoute([shops.part], "getSeller", { params: { shop_id: shop.id } });
    expect(await seller()).toMatchObject({ verified: false, legal_name: null });
    expect(await shops.verifiedSellers(ctx.db.reader, [shop.id], ctx.clock.now())).toEqual(new Set());
    await people.verify(owner, "seller");
    expect(await seller()).toMatchObject({
      verified: true,
      legal_name: "Old Friend Orchards Ltd",
      document_kind: "business_license",
      document_number: "91310000MA1K35XX7Q",
      address: "1 Orchard Road, Yantai",
    });
    expect(await shops.verifiedSellers(ctx.db.reader, [shop.id], ctx.clock.now())).toEqual(new Set([shop.id]));
    expect(await codeOf(callRoute([shops.part], "getSeller", { params: { shop_id: newId(ctx, "shop") } }))).toBe(
      "not_found",
    );
    const whenItHasRunOut = new Date(ctx.clock.nowMs() + 190 * 24 * 3600_000);
    expect(await shops.verifiedSellers(ctx.db.reader, [shop.id], whenItHasRunOut)).toEqual(new Set());
  });

  it("who is a person keeps most of the identity number", async () => {
    const owner = await newMerchant();
    const shop = await open(owner);
    await people.verify(owner, "seller", "identity_number");
    const seen = await callRoute([shops.part], "getSeller", { params: { shop_id: shop.id } });
    expect(seen).toMatchObject({
      verified: true,
      document_kind: "identity_number",
      document_number: "913*************7Q",
    });
  });
});

async function hire(shop_id: string, owner: Caller, caller: Caller): Promise<void> {
  await callRoute([shops.part], "addStaff", {
    caller: owner,
    params: { shop_id },
    body: { identifier: people.identifierOf(caller) },
  });
}
