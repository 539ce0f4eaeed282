import type { FlashSaleFields } from "../../contract/flash-sales.ts";
import type { CouponFields } from "../../contract/promotion.ts";
import type { z } from "zod";
import { present } from "../../server/kernel/assert.ts";
import type { Goods } from "./market.ts";
import type { Process } from "./process.ts";
import { ask, at, callAs, said, type Stage } from "./stage.ts";
import type { Op } from "./steps.ts";

/** So long a coupon is good. */
const coupon_ms = 5 * 24 * 3600_000;
/** What the goods cost at the least, in minor units: no sale is dearer. */
const price_below = 2900;

/**
 * A host announces a flash sale, going on air first where they are not. Their encoder is stood in for (`Stage.onAir`): pictures are
 * not what is tried here, and a server that starts again waits for it, gives it up and ends the broadcast, as it should.
 */
export async function announce(stage: Stage, process: Process, act: Extract<Op, { do: "announce" }>): Promise<string> {
  const goods = present(at(stage.market.goods, act.goods), "a market has goods");
  const session_id = await sessionOf(stage, process, goods);
  if (session_id === null) return "not on air";
  const body: z.input<typeof FlashSaleFields> & { opening: { opens_in_s: number } } = {
    variant_id: goods.variant_id,
    price: 1 + (act.price % price_below),
    quantity: act.quantity,
    per_buyer_max: act.per_buyer_max,
    duration_s: act.duration_s,
    opening: { opens_in_s: act.ahead_s },
  };
  const answer = await ask(stage, `a flash sale of ${goods.variant_id}`, (signal) =>
    callAs(process, goods.merchant)("createFlashSale", { params: { session_id }, body, signal }),
  );
  if (answer.kind === "answer") stage.model.sales.push({ id: answer.value.id, goods });
  // "Three, two, one": mostly nothing else happens until it opens.
  if (act.wait) stage.hand.turn(act.ahead_s * 1_000);
  return answer.kind === "answer" ? answer.value.id : said(answer);
}

async function sessionOf(stage: Stage, process: Process, goods: Goods): Promise<string | null> {
  const { merchant, shop_id } = goods;
  const answer = await ask(stage, `going on air for ${shop_id}`, async (signal) => {
    const call = callAs(process, merchant);
    const { session } = await call("getStudio", { signal });
    const product_ids = [
      ...new Set(stage.market.goods.filter((one) => one.shop_id === shop_id).map((one) => one.product_id)),
    ];
    const body = { title: "今天摘的桃", broadcast: "self" as const, shop_id, product_ids };
    return session ?? (await call("createSession", { body, signal }));
  });
  if (answer.kind !== "answer") return null;
  const { id, state } = answer.value;
  if (state === "draft") await stage.onAir(id);
  stage.model.sessions.set(id, goods);
  return id;
}

export async function endSale(stage: Stage, process: Process, act: Extract<Op, { do: "end_sale" }>): Promise<string> {
  const sale = at(stage.model.sales, act.sale);
  if (sale === undefined) return "no sale";
  const answer = await ask(stage, `the end of ${sale.id}`, (signal) =>
    callAs(process, sale.goods.merchant)("endFlashSale", { params: { flash_sale_id: sale.id }, signal }),
  );
  return `${sale.id} ${answer.kind === "answer" ? answer.value.state : said(answer)}`;
}

/** At the end hosts look at what they began, also at what nobody told them of, and end it. */
export async function endAllSales(stage: Stage, process: Process): Promise<void> {
  for (const [session_id, { merchant }] of stage.model.sessions) {
    const call = callAs(process, merchant);
    const sales = await ask(stage, `sales of ${session_id}`, (signal) =>
      call("listSessionFlashSales", { params: { session_id }, signal }),
    );
    if (sales.kind !== "answer") continue;
    for (const { id, state } of sales.value.data)
      if (state !== "ended" && state !== "cancelled")
        await ask(stage, `the end of ${id}`, (signal) =>
          call("endFlashSale", { params: { flash_sale_id: id }, signal }),
        );
  }
}

/** A shop, or the platform, offers a coupon. */
export async function offer(stage: Stage, process: Process, act: Extract<Op, { do: "offer" }>): Promise<string> {
  const { goods: shelves, operator } = stage.market;
  const { merchant, shop_id } = present(at(shelves, act.shop), "a market has goods");
  const nowMs = stage.hand.nowMs();
  const body: z.input<typeof CouponFields> = {
    title: "Autumn",
    discount:
      act.value % 2 === 0
        ? { kind: "amount", amount: 1 + (act.value % 4_000) }
        : { kind: "percent", percent_off: 1 + (act.value % 60), amount_max: act.value % 3 === 0 ? 700 : null },
    minimum_spend: act.value % 5 === 0 ? 5_000 : 0,
    goes_with_flash: act.value % 3 !== 0,
    total_count: act.count,
    per_person_max: act.per_person_max,
    starts_at: new Date(nowMs).toISOString(),
    ends_at: new Date(nowMs + coupon_ms).toISOString(),
  };
  const answer = await ask(stage, "a coupon", (signal) =>
    act.platform
      ? callAs(process, operator)("createPlatformCoupon", { body, signal })
      : callAs(process, merchant)("createShopCoupon", { params: { shop_id }, body, signal }),
  );
  if (answer.kind === "answer") stage.model.coupons.push({ id: answer.value.id });
  return answer.kind === "answer" ? answer.value.id : said(answer);
}

/** Somebody claims a coupon; `twice`: at both servers at once under one key, and it is one claim. */
export async function claim(stage: Stage, process: Process, act: Extract<Op, { do: "claim" }>): Promise<string> {
  const coupon = at(stage.model.coupons, act.coupon);
  if (coupon === undefined) return "no coupon";
  const buyer = present(at(stage.market.buyers, act.buyer), "a market has buyers");
  const idempotencyKey = `claim-${String((stage.model.claims += 1)).padStart(5, "0")}`;
  const servers = act.twice ? stage.processes.filter((one) => one.alive) : [process];
  const answers = await Promise.all(
    servers.map((server) =>
      ask(stage, `a claim of ${coupon.id}`, (signal) =>
        callAs(server, buyer)("claimCoupon", { params: { coupon_id: coupon.id }, idempotencyKey, signal }),
      ),
    ),
  );
  const ids = new Set(answers.flatMap((answer) => (answer.kind === "answer" ? [answer.value.id] : [])));
  if (ids.size > 1) stage.wrong.push(`${idempotencyKey} was answered ${[...ids].join(" and ")}`);
  for (const id of ids) stage.model.held.set(id, { id, buyer });
  return answers.map((answer) => (answer.kind === "answer" ? answer.value.id : said(answer))).join(", ");
}
