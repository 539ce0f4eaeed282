/** The shops of the demo market, as its process seeds them. Their drawings: index.ts; their films: loops/. */
import { stove, workbench } from "./shops/bench-stove.ts";
import { kiln, trail } from "./shops/clay-trail.ts";
import { flowers, study } from "./shops/desk-garden.ts";
import { hillside, orchard } from "./shops/farm-tea.ts";
import { loom, snacks } from "./shops/loom-snacks.ts";
import { pets, soapery } from "./shops/pets-soap.ts";
import { ask, askEnglish, remark, type ArtChatLine, type ArtProduct, type ArtShop } from "./shops/shape.ts";

export type { ArtChatLine, ArtShop, Said, ShopCategory } from "./shops/shape.ts";
export { shopCategories } from "./shops/shape.ts";

/** Twelve shops, those on air first. */
export const shops: readonly ArtShop[] = [
  orchard,
  kiln,
  trail,
  workbench,
  stove,
  loom,
  hillside,
  snacks,
  study,
  flowers,
  pets,
  soapery,
];

/** What viewers say in this shop's room: its own lines, and those that fit every room and are true of this shop. */
export function chatOf(shop: ArtShop): readonly ArtChatLine[] {
  const { zh: place, en: placeEnglish } = shop.host.region;
  return [
    ...shop.chat,
    ask(null, "什么时候发货？", `付款后 ${shop.dispatch_hours} 小时内发出，物流单号在订单里看。`),
    ask(null, "从哪里发货？", `从${place.replace(" · ", "")}发。`),
    askEnglish(null, "Where do you ship from?", `From ${placeEnglish}.`),
    askEnglish(null, "How soon do you send it?", `Within ${shop.dispatch_hours} hours of payment.`),
    ...shop.products.slice(0, 3).map((product) => ask(product.slug, `${product.title.zh}包邮吗？`, feeAnswer(product))),
    ask(shop.products[0]?.slug ?? null, "支持七天无理由吗？", returnAnswer(shop.products[0])),
    remark("主播晚上好"),
    remark("老铁来了"),
    remark("先关注，慢慢看"),
    remark("讲得清楚，下单了"),
    remark("Just ordered one", "en"),
    remark("First time here, hello everyone", "en"),
  ];
}

function feeAnswer(product: ArtProduct): string {
  const fee = product.shipping_fee;
  return fee === 0 ? "包邮，页面上写的就是到手价。" : `运费 ${fee / 100} 元，结算前会写清楚。`;
}

function returnAnswer(product: ArtProduct | undefined): string {
  if (product?.return_policy === "exempt_perishable") return "生鲜不支持无理由退，坏的包赔，拍照给我就行。";
  if (product?.return_policy === "exempt_made_to_order") return "定做的不支持无理由退，有质量问题照样退。";
  return "支持，签收七天内不影响二次销售就能退。";
}
