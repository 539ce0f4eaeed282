import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { orderRoutes } from "../../../contract/orders.ts";
import { refuse } from "../../kernel/refusal.ts";
import { testContext, type TestContext } from "../../../tests/kit/context.ts";
import { createPrograms, type Programs } from "./index.ts";

const shop_id = "shop_01kas000000000000000000000";
let ctx: TestContext;
let programs: Programs;
beforeAll(async () => {
  ctx = await testContext();
  programs = createPrograms(ctx, {
    shops: {
      requireStaff: (_reader, _shop, account_id) =>
        account_id === "acct_staff" ? Promise.resolve() : refuse("not_yours"),
    },
  });
});
afterAll(() => ctx.end());

test("the defaults hold, until a later policy begins", async () => {
  const at = ctx.clock.now();
  const standard = {
    take_rate_permille: 50,
    settlement_days: 7,
    unpaid_close_minutes: 15,
    flash_unpaid_close_minutes: 5,
    auto_receive_days: 10,
    policy_id: "policy_standard_1",
    policy: "standard",
  };
  expect(await programs.quote(ctx.db.reader, [shop_id, "shop_other"], at)).toEqual(
    new Map([
      [shop_id, standard],
      ["shop_other", standard],
    ]),
  );
  const begins = new Date(at.getTime() + 60_000);
  await sql`insert into programs.policy values ('policy_x', 'autumn', 20, 1, 5, 3, ${begins}, 5)`.execute(
    ctx.db.reader,
  );
  expect((await programs.quote(ctx.db.reader, [shop_id], new Date(begins.getTime() - 1))).get(shop_id)).toEqual(
    standard,
  );
  expect((await programs.quote(ctx.db.reader, [shop_id], begins)).get(shop_id)).toMatchObject({
    take_rate_permille: 20,
    policy: "autumn",
  });
});

test("staff see their quote in the shape of the contract, others are refused", async () => {
  const ask = (account_id: string) =>
    programs.part.routes?.[0]?.answer({ params: { shop_id }, caller: { account_id } } as never);
  expect(orderRoutes.getFeeQuote.response.strict().parse(await ask("acct_staff"))).toMatchObject({
    shop_id,
    take_rate_permille: 50,
    policy: "standard",
  });
  await expect(ask("acct_other")).rejects.toMatchObject({ code: "not_yours" });
});
