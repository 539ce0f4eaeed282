import { afterAll, beforeAll, expect, it } from "vitest";
import { callRoute } from "../../../tests/kit/call-route.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { testPeople, type People } from "../../../tests/kit/people.ts";
import { present } from "../../kernel/assert.ts";
import { newId } from "../../kernel/ids.ts";
import type { Caller } from "../../kernel/routing.ts";
import { createNotifications, type NotificationPorts, type Notifications } from "./index.ts";

let ctx: TestContext;
let people: People;
let notifications: Notifications;
const ports: NotificationPorts = {};

beforeAll(async () => {
  ctx = await testContext();
  people = testPeople(ctx);
  notifications = createNotifications(ctx, { accounts: people.accounts }, ports);
  ports.orderTitles = async (_reader, keys) => new Map(keys.map(({ order_id }) => [order_id, "水蜜桃"]));
  await ctx.begin([
    { ...people.accounts.part, jobs: [] },
    { ...notifications.part, jobs: idle() },
  ]);
});
afterAll(() => ctx.end());

const idle = () =>
  (notifications.part.jobs ?? []).map(({ name, retry_max }) => ({ name, retry_max, work: async () => undefined }));
const inbox = async (caller: Caller, locale: "en" | "zh-CN" = "en") =>
  (await callRoute([notifications.part], "listNotifications", { caller, locale })).data;

it("tells a buyer once why a payment did not go through, of however many orders it was", async () => {
  const buyer = await people.person();
  const reference = newId(ctx, "pi");
  const failed = (shop_id: string, reason: string) => ({
    type: "payment.failed" as const,
    shop_id,
    intent_id: newId(ctx, "pi"),
    order_id: newId(ctx, "ord"),
    buyer_id: buyer.account_id,
    reference,
    reason,
  });
  const shops = [newId(ctx, "shop"), newId(ctx, "shop")];
  await ctx.db.transact((tx) =>
    ctx.outbox.emit(
      tx,
      shops.map((shop_id) => failed(shop_id, "insufficient_funds")),
    ),
  );
  await ctx.settle();
  const told = await inbox(buyer);
  expect(told).toMatchObject([{ kind: "payment_failed", title: "Your payment did not go through" }]);
  expect(told[0]?.body).toContain("not enough money");
  await ctx.db.transact((tx) => ctx.outbox.emit(tx, [failed(shops[0] ?? "", "declined")]));
  await ctx.settle();
  const [newest] = await inbox(buyer, "zh-CN");
  expect(newest?.body).toContain("银行未予通过");
  expect(await inbox(buyer)).toHaveLength(2);
});

it("leads who pays a deposit in to the shop's money", async () => {
  const owner = await people.person();
  const shop_id = newId(ctx, "shop");
  const [intent_id, order_id] = [newId(ctx, "pi"), newId(ctx, "dep")];
  const event = { shop_id, intent_id, order_id, buyer_id: owner.account_id, reference: intent_id, reason: "declined" };
  await ctx.db.transact((tx) => ctx.outbox.emit(tx, [{ type: "payment.failed", ...event }]));
  await ctx.settle();
  expect(await inbox(owner)).toMatchObject([{ link: `/sell/money?shop=${shop_id}` }]);
});

it("tells buyer, shop and operators of a refund the provider refused, each in their own words", async () => {
  const [buyer, seller] = [await people.person(), await people.person()];
  const { token } = await callRoute([people.accounts.part], "demoSignIn", { body: { role: "operator" } });
  const operator = present(
    await people.accounts.authenticate(new Headers({ authorization: `Bearer ${token}` })),
    "whoever signed in is known",
  );
  const [shop_id, order_id, refund_id] = [newId(ctx, "shop"), newId(ctx, "ord"), newId(ctx, "re")];
  ports.staffOf = async () => new Map([[shop_id, new Set([seller.account_id])]]);
  const event = {
    type: "payment.refund_failed",
    shop_id,
    intent_id: newId(ctx, "pi"),
    order_id,
    refund_id,
    amount: "5980",
    cause: "aftersale",
    buyer_id: buyer.account_id,
    reason: "method_unusable",
    again_at: null,
  } as const;
  // Said twice it is one piece of news.
  await ctx.db.transact((tx) => ctx.outbox.emit(tx, [event, event]));
  await ctx.settle();
  expect(await inbox(buyer)).toMatchObject([{ kind: "order_refund_failed", link: `/orders/${order_id}` }]);
  expect(await inbox(seller)).toMatchObject([
    { kind: "shop_refund_failed", link: `/sell/orders/${order_id}?shop=${shop_id}` },
  ]);
  const told = await inbox(operator);
  expect(told).toMatchObject([
    { kind: "refund_failed", title: "A payment provider refused a refund", link: `/desk/orders?open=${order_id}` },
  ]);
  expect(told[0]?.body).toContain("59.80 for 水蜜桃: the card or account can no longer be used");
});

it("tells of a refund that is made anew by itself once, and operators when the tries end", async () => {
  const [buyer, seller] = [await people.person(), await people.person()];
  const { token } = await callRoute([people.accounts.part], "demoSignIn", { body: { role: "operator" } });
  const operator = present(
    await people.accounts.authenticate(new Headers({ authorization: `Bearer ${token}` })),
    "whoever signed in is known",
  );
  const shop_id = newId(ctx, "shop");
  ports.staffOf = async () => new Map([[shop_id, new Set([seller.account_id])]]);
  const before = (await inbox(operator)).length;
  const refused = async (order_id: string, cause: string, again_at: string | null) => {
    await ctx.db.transact((tx) =>
      ctx.outbox.emit(tx, [
        {
          type: "payment.refund_failed",
          shop_id,
          intent_id: newId(ctx, "pi"),
          order_id,
          refund_id: newId(ctx, "re"),
          amount: "149",
          cause,
          buyer_id: buyer.account_id,
          reason: "provider_refused",
          again_at,
        },
      ]),
    );
    await ctx.settle();
  };
  const [late, returned] = [newId(ctx, "ord"), newId(ctx, "ord")];
  const soon = ctx.clock.now().toISOString();
  await refused(late, "late_dispatch", soon);
  await refused(late, "late_dispatch", soon);
  expect(await inbox(operator)).toHaveLength(before);
  await refused(late, "late_dispatch", null);
  const [toBuyer, ...more] = await inbox(buyer);
  expect(more).toEqual([]);
  expect(toBuyer?.body).toContain("the compensation for the late dispatch of 水蜜桃");
  expect(toBuyer?.body).toContain("We try again by ourselves");
  expect((await inbox(buyer, "zh-CN"))[0]?.body).toContain("延迟发货补偿");
  const toShop = await inbox(seller);
  expect(toShop).toHaveLength(1);
  expect(toShop[0]?.body).toContain("tried again by itself");
  expect(toShop[0]?.body).not.toContain("fault");
  const toOperator = await inbox(operator);
  expect(toOperator).toHaveLength(before + 1);
  // Told in one instant, in whatever order.
  expect(toOperator.map((item) => item.body).join("\n")).toContain("tries over several days are used up");
  // What came too late never was the shop's.
  await refused(returned, "late_payment", soon);
  expect(await inbox(seller)).toHaveLength(1);
  expect(await inbox(buyer)).toHaveLength(2);
  expect(await inbox(operator)).toHaveLength(before + 1);
});

it("hears events of an older version, which do not say who the buyer is: the others are told, and what comes after", async () => {
  const [buyer, seller] = [await people.person(), await people.person()];
  const shop_id = newId(ctx, "shop");
  ports.staffOf = async () => new Map([[shop_id, new Set([seller.account_id])]]);
  const ids = () => ({ shop_id, intent_id: newId(ctx, "pi"), order_id: newId(ctx, "ord"), reason: "declined" });
  const refused = { ...ids(), refund_id: newId(ctx, "re"), amount: "100", cause: "aftersale" };
  await ctx.db.transact((tx) =>
    ctx.outbox.emit(tx, [
      { type: "payment.failed", ...ids(), reference: newId(ctx, "pi") },
      { type: "payment.refund_failed", ...refused },
      { type: "payment.failed", ...ids(), reference: newId(ctx, "pi"), buyer_id: buyer.account_id },
    ]),
  );
  await ctx.settle();
  expect(await inbox(seller)).toMatchObject([{ kind: "shop_refund_failed" }]);
  expect(await inbox(buyer)).toMatchObject([{ kind: "payment_failed" }]);
});
