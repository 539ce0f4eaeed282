import type { Checkout } from "../../contract/checkout.ts";
import { present } from "../../server/kernel/assert.ts";
import { ask, at, callAs, said, type Stage } from "./stage.ts";
import { acknowledgeBasket, type Basket } from "./model.ts";
import type { Process } from "./process.ts";
import type { Op } from "./steps.ts";

/** One purchase at both shops, or an earlier one once more under its key. */
export async function buyAtTwo(stage: Stage, process: Process, act: Extract<Op, { do: "checkout" }>): Promise<string> {
  const { market, model } = stage;
  const before = at(model.baskets, act.goods);
  if (act.again && before !== undefined) return sendBasket(stage, process, before);
  const shops = [...Map.groupBy(market.goods, (one) => one.shop_id).values()];
  const basket: Basket = {
    key: `basket-${String(model.baskets.length).padStart(4, "0")}`,
    buyer: present(at(market.buyers, act.buyer), "a market has buyers"),
    goods: shops.map((shelf) => present(at(shelf, act.goods), "a shop has goods")),
    quantity: act.quantity,
    id: null,
    in_doubt: false,
  };
  model.baskets.push(basket);
  return (await fillCart(stage, process, basket)) ?? sendBasket(stage, process, basket);
}

/** A checkout is of what lies in the cart, line by line. Null where it is filled. */
async function fillCart(
  stage: Stage,
  process: Process,
  { buyer, goods, quantity, key }: Basket,
): Promise<string | null> {
  const call = callAs(process, buyer);
  for (const { variant_id } of goods) {
    const filled = await ask(stage, `the cart of ${key}`, async (signal) => {
      await call("takeOutOfCart", { body: { variant_ids: [variant_id] }, signal });
      return call("putInCart", { body: { variant_id, quantity }, signal });
    });
    if (filled.kind !== "answer") return `cart: ${said(filled)}`;
  }
  return null;
}

export async function sendBasket(stage: Stage, process: Process, basket: Basket): Promise<string> {
  const answer = await ask(stage, basket.key, (signal) =>
    callAs(process, basket.buyer)("createCheckout", {
      body: {
        address_id: basket.buyer.address_id,
        parts: basket.goods.map(({ shop_id, variant_id }) => ({
          shop_id,
          lines: [{ variant_id, quantity: basket.quantity }],
        })),
      },
      idempotencyKey: basket.key,
      signal,
    }),
  );
  if (answer.kind === "answer") return heard(stage, basket, answer.value);
  if (answer.kind === "nothing") basket.in_doubt ||= basket.id === null;
  else if (basket.id !== null && !["rate_limited", "queue_full"].includes(answer.code))
    stage.wrong.push(`${basket.key} was answered ${basket.id} and is now refused with ${answer.code}`);
  // Refused: nothing stands under the key. That it is so is an invariant.
  else if (!["rate_limited", "queue_full"].includes(answer.code)) basket.in_doubt = false;
  return said(answer);
}

function heard(stage: Stage, basket: Basket, checkout: Checkout): string {
  const broken = acknowledgeBasket(stage.model, basket, checkout);
  if (broken !== null) stage.wrong.push(broken);
  return `${checkout.id} ${checkout.state}`;
}

/** The buyer looks again, takes what is left, asks where to pay, or lets go. */
export async function goOn(stage: Stage, process: Process, act: Extract<Op, { do: "basket" }>): Promise<string> {
  const basket = at(
    stage.model.baskets.filter((one) => one.id !== null),
    act.which,
  );
  if (basket === undefined) return "no basket";
  const params = { checkout_id: basket.id ?? "" };
  const call = callAs(process, basket.buyer);
  const looked = await ask(stage, `${act.deed} of ${basket.key}`, async (signal) => {
    if (act.deed === "take_rest") return call("takeRest", { params, signal });
    if (act.deed === "cancel") return call("cancelCheckout", { params, signal });
    if (act.deed === "pay") {
      const { pay_url } = await call("payCheckout", { params, body: { return_path: "/orders" }, signal });
      stage.provider.show(pay_url);
    }
    return call("getCheckout", { params, signal });
  });
  return looked.kind === "answer" ? heard(stage, basket, looked.value) : said(looked);
}
