import { clock } from "../clock.ts";
import type { Person } from "../people/person.ts";
import type { ShopScript } from "../script.ts";
import type { Stall } from "../stall.ts";

/** What somebody asked the one-click merchant: it waits for the visitor. */
const for_visitor = "这批果子到手是偏硬还是偏软？想周末送人，来得及吗？";
/** How long a buyer waits; a visitor who is the shop has time to say it themselves. */
const wait_ms = 4_000;
const visitor_ms = 60_000;

/** Answers those who wait for a word of the shop. */
export async function answerMessages({ owner, shop, script }: Stall): Promise<void> {
  const { data } = await owner.call("listShopConversations", {
    params: { shop_id: shop.id },
    query: { waiting: "1", limit: 20 },
  });
  for (const { id, last, waiting_since } of data) {
    const waited_ms = waiting_since === null ? 0 : clock.nowMs() - Date.parse(waiting_since);
    if (last.text === for_visitor || waited_ms < (script.role === null ? wait_ms : visitor_ms)) continue;
    const params = { conversation_id: id };
    await owner.call("readConversation", { params });
    await owner.call("writeMessage", { params, body: { text: answerTo(script, last.text) } });
  }
}

/** In the language one was asked in; it says of itself that nobody typed it. */
export function answerTo(script: Pick<ShopScript, "dispatch_hours" | "lines">, asked: string): string {
  const zh = /\p{Script=Han}/u.test(asked) || asked === "";
  const known = script.lines.find((line) => line.reply !== null && line.text === asked.trim());
  const said = known?.reply ?? usualAnswer(script.dispatch_hours, asked, zh);
  return zh ? `${said}（演示自动回复）` : `${said} (an automatic answer of the demo)`;
}

function usualAnswer(hours: number, asked: string, zh: boolean): string {
  if (/发货|几天|快递|多久|到货|ship|deliver|arrive|when/iu.test(asked))
    return zh
      ? `付款后 ${hours} 小时内发货，订单里能查物流。`
      : `We ship within ${hours} hours; the order shows where the parcel is.`;
  if (/退|换|坏|破|少|return|refund|broken|damaged|wrong/iu.test(asked))
    return zh
      ? "您在订单里申请售后，附上照片，我们马上处理。"
      : "Please apply on the order's page with a photo, and we see to it at once.";
  if (/便宜|优惠|券|折|coupon|discount|cheaper/iu.test(asked))
    return zh
      ? "店铺页上能领券，下单时自动抵扣。"
      : "There are coupons on the shop's page; they come off by themselves.";
  return zh
    ? "在的，看到您的消息了，有什么想了解的尽管问。"
    : "Hello, thank you for writing. Ask us anything you would like to know.";
}

/** One question waits for a visitor who is the merchant; another was asked by the viewer, and is answered. */
export async function askShops(
  asker: Person,
  merchant: Stall,
  viewer: Person,
  other: Stall | undefined,
): Promise<void> {
  await askOnce(asker, merchant, for_visitor);
  if (other !== undefined)
    await askOnce(viewer, other, other.script.locale === "en" ? "How soon do you ship?" : "今天下单什么时候发货？");
}

async function askOnce(person: Person, { shop, products }: Stall, text: string): Promise<void> {
  const params = { shop_id: shop.id };
  if ((await person.call("getShopConversation", { params })).conversation !== null) return;
  const [product] = products;
  const about = product === undefined ? null : { kind: "product" as const, product_id: product.id };
  await person.call("writeToShop", { params, body: { text, about } });
}
