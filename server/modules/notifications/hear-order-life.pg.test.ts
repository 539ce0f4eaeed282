import { afterAll, beforeAll, expect, it } from "vitest";
import { callRoute } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import type { ParcelState } from "../../../contract/order-life.ts";
import { newId } from "../../kernel/ids.ts";
import { createNotifications, type NotificationPorts, type Notifications } from "./index.ts";

let ctx: TestContext;
let people: People;
let notifications: Notifications;
const ports: NotificationPorts = {};
const arrived = new Set<string>();

beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  notifications = createNotifications(ctx, { accounts: people.accounts }, ports);
  ports.orderTitles = async (_reader, keys) => new Map(keys.map(({ order_id }) => [order_id, "水蜜桃"]));
  ports.ordersArrived = async (_reader, keys) =>
    new Set(keys.map((key) => key.order_id).filter((id) => arrived.has(id)));
  await ctx.begin([
    { ...people.accounts.part, jobs: [] },
    { ...notifications.part, jobs: [] },
  ]);
});
afterAll(() => ctx.end());

const moved = (buyer_id: string, order_id: string, reached: Exclude<ParcelState, "shipped">) => ({
  type: "parcel.moved" as const,
  shop_id: newId(ctx, "shop"),
  order_id,
  buyer_id,
  session_id: null,
  room_id: null,
  parcel_id: newId(ctx, "ship"),
  reached,
});

it("tells nobody that a parcel arrives once its buyer has said that it is there", async () => {
  const buyer = await people.person();
  const [waiting, confirmed] = [newId(ctx, "ord"), newId(ctx, "ord")];
  arrived.add(confirmed);
  const of = (order_id: string) =>
    (["out_for_delivery", "delivered"] as const).map((reached) => moved(buyer.account_id, order_id, reached));
  await ctx.db.transact((tx) =>
    // What went wrong with a parcel concerns also who confirmed the others.
    ctx.outbox.emit(tx, [...of(waiting), ...of(confirmed), moved(buyer.account_id, confirmed, "problem")]),
  );
  await ctx.settle();
  const { data } = await callRoute([notifications.part], "listNotifications", { caller: buyer });
  expect(data.map((item) => [item.kind, item.link?.includes(waiting)])).toEqual(
    expect.arrayContaining([
      ["parcel_moved", true],
      ["parcel_moved", true],
      ["parcel_moved", false],
    ]),
  );
  expect(data).toHaveLength(3);
});
