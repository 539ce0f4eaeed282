import type { LiveSession } from "../../contract/live.ts";
import type { Order } from "../../contract/orders.ts";
import { clock } from "../clock.ts";
import type { Person } from "../people/person.ts";

/** How far behind the encoder a viewer's picture is, about. */
const behind_ms = 2_000;

interface Wish {
  readonly variant_id: string;
  readonly quantity: number;
  readonly address_id: string;
  /** The broadcast they are watching; null for a purchase from the shelf. */
  readonly session: LiveSession | null;
  readonly remark?: string;
  /** Bought at this flash sale's price. */
  readonly flash_sale_id?: string;
}

/** Places an order as the buy sheet would: with the best coupons, the total they were shown and the moment they saw. Throws `ApiError`. */
export async function placeOrder(buyer: Person, wish: Wish): Promise<Order> {
  const lines = [{ variant_id: wish.variant_id, quantity: wish.quantity }];
  const flash_sale_id = wish.flash_sale_id ?? null;
  const quote = await buyer.call("quoteOrder", {
    body: { lines, address_id: wish.address_id, flash_sale_id, coupon_ids: "best" },
  });
  return buyer.call("placeOrder", {
    body: {
      lines,
      address_id: wish.address_id,
      moment: momentOf(wish.session),
      expected_total: quote.total.amount,
      remark: wish.remark ?? "",
      flash_sale_id,
      coupon_ids: quote.coupon_ids,
    },
  });
}

export function momentOf(session: LiveSession | null): { session_id: string; stream_offset_ms: number } | null {
  if (session?.state !== "on_air" || session.started_at === null) return null;
  const onScreenMs = clock.nowMs() - Date.parse(session.started_at) - behind_ms;
  return { session_id: session.id, stream_offset_ms: Math.max(0, Math.round(onScreenMs)) };
}

/** Pays on the provider's own page, as a browser would: opens it and sends its form. Throws when the page cannot be used. */
export async function payOrder(buyer: Person, order: Order): Promise<void> {
  const intent = await buyer.call("payOrder", {
    params: { order_id: order.id },
    body: { return_path: `/orders/${order.id}` },
  });
  await payAt(buyer, intent.pay_url);
}

/** The provider's page for one order or for several. */
export async function payAt(buyer: Person, pay_url: string | null): Promise<void> {
  if (pay_url === null) throw new Error("the payment has no page");
  const page = await fetch(pay_url, { headers: { "accept-language": buyer.locale } });
  const action = /<form[^>]*action="([^"]+)"/.exec(await page.text())?.[1];
  if (action === undefined) throw new Error("the payment page has no form");
  const answer = await fetch(new URL(action.replaceAll("&amp;", "&"), pay_url), {
    method: "POST",
    body: new URLSearchParams({ decision: "pay" }),
    redirect: "manual",
  });
  await answer.arrayBuffer();
  if (answer.status >= 400) throw new Error(`the payment page answered ${answer.status}`);
}
