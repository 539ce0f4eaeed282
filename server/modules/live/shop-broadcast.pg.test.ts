import { afterAll, describe, expect, it } from "vitest";
import { callRoute, codeOf } from "../../../tests/kit/call-route.ts";
import { testGoods } from "../../../tests/kit/goods.ts";
import { feedRoom } from "../../../tests/kit/live.ts";
import type { Caller } from "../../kernel/routing.ts";
import { FlvHub } from "../media/index.ts";
import { createLive } from "./index.ts";

const t = await testGoods();
const hub = new FlvHub({ clock: t.ctx.clock });
const live = createLive(t.ctx, {
  accounts: t.people.accounts,
  media: t.media,
  shops: t.shops,
  catalog: t.catalog,
  hub,
  disconnectEncoder: () => undefined,
});
const parts = [...t.parts, live.part];
afterAll(() => t.ctx.end());

async function hire(seller: { caller: Caller; shop_id: string }, person: Caller): Promise<Caller> {
  await callRoute(parts, "addStaff", {
    caller: seller.caller,
    params: { shop_id: seller.shop_id },
    body: { identifier: t.people.identifierOf(person) },
  });
  return t.people.again(person);
}
const dismiss = (seller: { caller: Caller; shop_id: string }, gone: Caller) =>
  callRoute(parts, "removeStaff", {
    caller: seller.caller,
    params: { shop_id: seller.shop_id, account_id: gone.account_id },
  });
const newHost = async () => t.people.verify(await t.people.person(), "host");
const fieldsOf = (shop_id: string, broadcast: "self" | "shop", product_ids: string[] = []) => ({
  title: "Apples tonight",
  broadcast,
  shop_id,
  product_ids,
});

describe("a broadcast on behalf of a shop", () => {
  it("is held by a verified host of its staff, from the product to the end", async () => {
    const seller = await t.seller();
    const host = await hire(seller, await newHost());
    const product = await t.product({ caller: host, shop_id: seller.shop_id });
    await t.sell({ caller: host, shop_id: seller.shop_id }, product.id);
    const create = (broadcast: "self" | "shop") =>
      callRoute(parts, "createSession", { caller: host, body: fieldsOf(seller.shop_id, broadcast, [product.id]) });
    expect(await codeOf(create("self"))).toBe("not_yours");
    const draft = await create("shop");
    feedRoom({ hub, live }, draft.room_id);
    const params = { session_id: draft.id };
    // Let go before it began: it does not begin.
    await dismiss(seller, host);
    expect(await codeOf(callRoute(parts, "startSession", { caller: host, params }))).toBe("not_yours");
    await hire(seller, host);
    expect(await callRoute(parts, "startSession", { caller: host, params })).toMatchObject({
      state: "on_air",
      broadcast: "shop",
      shop: { id: seller.shop_id },
      host: { id: host.account_id },
    });
    expect(await callRoute(parts, "endSession", { caller: host, params })).toMatchObject({ state: "ended" });
  });

  it("wants a verified host even of staff", async () => {
    const seller = await t.seller();
    const plain = await hire(seller, await t.people.person());
    const host = { ...plain, roles: new Set([...plain.roles, "host" as const]) };
    const create = callRoute(parts, "createSession", { caller: host, body: fieldsOf(seller.shop_id, "shop") });
    expect(await codeOf(create)).toBe("verification_required");
  });
});

describe("the studio", () => {
  it("and its rehearsal, chat and run-down are for who may help on air, not for everybody of the shop", async () => {
    const seller = await t.seller();
    const host = await hire(seller, await newHost());
    const helper = await hire(seller, await t.people.person());
    const product = await t.product({ caller: host, shop_id: seller.shop_id });
    await t.sell({ caller: host, shop_id: seller.shop_id }, product.id);
    const body = fieldsOf(seller.shop_id, "shop", [product.id]);
    const draft = await callRoute(parts, "createSession", { caller: host, body });
    const params = { session_id: draft.id };
    feedRoom({ hub, live }, draft.room_id);
    await callRoute(parts, "startRehearsal", { caller: host, params });
    const asked = async () => [
      await live.mayEnterStudio(draft.room_id, helper.account_id),
      await live.mayWatchStream(draft.room_id, helper.account_id),
      await codeOf(callRoute(parts, "getStudioSession", { caller: helper, params })),
      await codeOf(callRoute(parts, "sayToTeam", { caller: helper, params, body: { text: "hello" } })),
    ];
    const allow = (permissions: ("live" | "orders")[]) =>
      callRoute(parts, "setStaffPermissions", {
        caller: seller.caller,
        params: { shop_id: seller.shop_id, account_id: helper.account_id },
        body: { permissions },
      });
    await allow(["orders"]);
    expect(await asked()).toEqual([false, false, "not_found", "not_found"]);
    await allow(["live"]);
    expect(await asked()).toEqual([true, true, "accepted", "accepted"]);
  });

  it("is open to its host, and to the shop of the session that is open now, and nobody else", async () => {
    const [first, second] = [await t.seller(), await t.seller()];
    let host = await newHost();
    host = await hire(first, host);
    host = await hire(second, host);
    const helper = await hire(first, await t.people.person());
    const stranger = await t.people.person();
    const begin = (shop_id: string) =>
      callRoute(parts, "createSession", { caller: host, body: fieldsOf(shop_id, "shop") });
    const session = await begin(first.shop_id);
    const everybody = { host, first: first.caller, helper, second: second.caller, stranger };
    const admitted = async (): Promise<string[]> => {
      const names: string[] = [];
      for (const [name, { account_id }] of Object.entries(everybody))
        if (await live.mayEnterStudio(session.room_id, account_id)) names.push(name);
      return names;
    };
    expect(await admitted()).toEqual(["host", "first", "helper"]);
    await dismiss(first, helper);
    expect(await admitted()).toEqual(["host", "first"]);
    await callRoute(parts, "endSession", { caller: host, params: { session_id: session.id } });
    expect(await admitted()).toEqual(["host"]);
    expect((await begin(second.shop_id)).room_id).toBe(session.room_id);
    expect(await admitted()).toEqual(["host", "second"]);
    expect(await live.mayEnterStudio("room_01kas0000000000000000000zz", host.account_id)).toBe(false);
  });
});
