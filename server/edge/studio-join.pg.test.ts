import { afterAll, expect, it } from "vitest";
import { callRoute } from "../../tests/kit/call-route.ts";
import { testGoods } from "../../tests/kit/goods.ts";
import { studioChannel } from "../kernel/channel.ts";
import { newId } from "../kernel/ids.ts";
import type { Caller } from "../kernel/routing.ts";
import { createChat } from "../modules/chat/index.ts";
import { createLive } from "../modules/live/index.ts";
import { FlvHub } from "../modules/media/index.ts";
import { entranceOf, joinedFrame } from "./socket-join.ts";

const t = await testGoods();
const { accounts } = t.people;
const live = createLive(t.ctx, {
  accounts,
  media: t.media,
  shops: t.shops,
  catalog: t.catalog,
  hub: new FlvHub({ clock: t.ctx.clock }),
  disconnectEncoder: () => undefined,
});
const deps = { channel: t.ctx.channel, live, chat: createChat(t.ctx, { accounts, live }) };
const parts = [...t.parts, live.part];
afterAll(() => t.ctx.end());

it("who enters a studio for a shop is not told what another shop sold there", async () => {
  const [first, second] = [await t.seller(), await t.seller()];
  const host = await t.people.verify(await t.people.person(), "host");
  const begin = async ({ caller, shop_id }: { caller: Caller; shop_id: string }) => {
    const body = { identifier: t.people.identifierOf(host) };
    await callRoute(parts, "addStaff", { caller, params: { shop_id }, body });
    const fields = { title: "Apples tonight", broadcast: "shop" as const, shop_id, product_ids: [] };
    return callRoute(parts, "createSession", { caller: host, body: fields });
  };
  const session = await begin(first);
  const start = t.ctx.channel.position(studioChannel(session.room_id));
  const sell = (): void => {
    const item = { t: "studio_order", order_id: newId(t.ctx, "ord"), at: t.ctx.clock.now().toISOString() };
    t.ctx.channel.publish(studioChannel(session.room_id), item);
    t.ctx.clock.turn(1000);
  };
  const told = async (caller: Caller, since?: typeof start): Promise<number> => {
    const wire = `studio:${session.room_id}`;
    const entrance = await entranceOf(deps, { caller, key: caller.account_id, headers: new Headers() }, wire);
    const frame = joinedFrame(deps, entrance, wire, since);
    return frame.t === "joined" ? frame.items.filter((item) => item.t === "studio_order").length : -1;
  };
  sell();
  expect([await told(first.caller), await told(host)]).toEqual([1, 1]);
  await callRoute(parts, "endSession", { caller: host, params: { session_id: session.id } });
  await begin(second);
  expect([await told(second.caller), await told(second.caller, start)]).toEqual([0, 0]);
  sell();
  expect([await told(second.caller), await told(second.caller, start), await told(host)]).toEqual([1, 1, 2]);
});
