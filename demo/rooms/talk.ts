import type { Locale } from "../../contract/errors.ts";
import type { Chance } from "../chance.ts";
import { placeNames } from "../people/cast.ts";
import type { Line, ShopScript } from "../script.ts";

/** A line is not heard again before this many others were. */
const apart_max = 40;

/**
 * What is said in one shop's room: its own lines and some that every buyer asks, each with the answer that is true here.
 * Nothing repeats while it could still be on somebody's screen.
 */
export class Talk {
  readonly #lines: readonly Line[];
  readonly #chance: Chance;
  readonly #recent: string[] = [];

  constructor(script: ShopScript, chance: Chance) {
    this.#chance = chance;
    this.#lines = [...script.lines, ...usual(script, chance)];
  }

  /** Something for this speaker to say while that product is being shown; null when everything was just said. */
  next(locale: Locale, pinned: string | null): Line | null {
    const fresh = this.#lines.filter((line) => line.locale === locale && !this.#recent.includes(line.text));
    // Most talk about what they see, some about the shop, few about something else in the bag.
    const about = fresh.filter((line) => line.product === pinned && pinned !== null);
    const anything = fresh.filter((line) => line.product === null);
    const die = this.#chance.next();
    const lists = die < 0.5 ? [about, anything, fresh] : die < 0.9 ? [anything, about, fresh] : [fresh];
    const list = lists.find((one) => one.length > 0);
    if (list === undefined) return null;
    const line = this.#chance.pick(list);
    this.#recent.push(line.text);
    if (this.#recent.length > Math.min(apart_max, this.#lines.length - 12)) this.#recent.shift();
    return line;
  }

  /** The host's answer to something a visitor wrote, found by what it shares with the questions known here. */
  answer(text: string): string | null {
    const asked = piecesOf(text);
    let best: { reply: string; score: number } | null = null;
    for (const line of this.#lines) {
      if (line.reply === null) continue;
      const pieces = piecesOf(line.text);
      const shared = [...pieces].filter((piece) => asked.has(piece)).length;
      const score = shared / Math.sqrt(pieces.size * asked.size || 1);
      if (score > 0.3 && score > (best?.score ?? 0)) best = { reply: line.reply, score };
    }
    return best?.reply ?? null;
  }
}

const small = new Set("a an the is are do does did can you i it of to in on for and or your my this that".split(" "));

/** English words and Chinese pairs of characters. */
function piecesOf(text: string): Set<string> {
  const lower = text.toLowerCase();
  const words = (lower.match(/[a-z]{2,}/g) ?? []).filter((word) => !small.has(word));
  const pairs = (lower.match(/[\u4e00-\u9fff]+/g) ?? []).flatMap((run) =>
    Array.from({ length: Math.max(0, run.length - 1) }, (_, at) => run.slice(at, at + 2)),
  );
  return new Set([...words, ...pairs]);
}

/** What is asked in every room. */
function usual(script: ShopScript, chance: Chance): Line[] {
  const zh = (text: string, reply: string | null = null, product: string | null = null): Line => ({
    locale: "zh-CN",
    text,
    reply,
    product,
  });
  const en = (text: string, reply: string | null = null, product: string | null = null): Line => ({
    locale: "en",
    text,
    reply,
    product,
  });
  const here = script.host.region.slice(0, 2);
  const days = (city: string): number => (city.startsWith(here) ? 1 : chance.between(2, 4));
  return [
    ...placeNames.flatMap((city) => {
      const count = days(city);
      return [
        zh(`寄${city}要几天？`, `${city}一般${count === 1 ? "第二天就到" : `${count} 天左右到`}，发货后能查单号。`),
        zh(`${city}来的，报个到`),
      ];
    }),
    ...script.products.flatMap((product) => {
      const [first] = product.variants;
      const price = first === undefined ? "" : (first.price / 100).toFixed(2).replace(/\.00$/, "");
      return [
        zh(`${product.title}怎么卖的？`, `${first?.title ?? ""} ${price} 元，点下面的卡片能看到全部规格。`, product.title),
        zh(`刚拍了${product.title}`, null, product.title),
        ...(product.talking_points[0] === undefined
          ? []
          : [zh(`${product.title}能再讲讲吗？`, product.talking_points[0], product.title)]),
        en("How much is this one?", `${first?.title ?? ""}: ¥${price}. All sizes are in the card below.`, product.title),
      ];
    }),
    zh("回购的来了，上次那单很满意"),
    zh("主播讲慢点，我在记"),
    zh("能看看近一点的吗？", "好，我拿近一点，大家看细节。"),
    zh("评论区都是老朋友啊"),
    zh("晚上还播吗？", "播，吃完饭接着播，点个关注能收到提醒。"),
    zh("发什么快递？", "顺丰和中通都有，下单时备注就行。"),
    zh("坏了怎么办？", "拍张照发我，核实了就给您处理，不用来回扯。"),
    zh("可以开发票吗？", "可以，收货后在店里留个言，我给您开。"),
    zh("价格实在，不套路"),
    zh("蹲一个，等讲到再买"),
    en("Do you ship on weekends?", "Yes, Saturdays too. Sunday orders leave on Monday."),
    en("Can I see it a bit closer?", "Sure, one moment, bringing it to the camera."),
    en("Which courier do you use?", "SF or ZTO, tell me in the remark if you prefer one."),
    en("What if it arrives broken?", "Send me a photo and I will make it right."),
    en("Love how honest this is"),
    en("Second time buying here, no complaints"),
    en("Watching from Chengdu, hi all"),
    en("Will you be live tomorrow too?", "Yes, same time. Follow the room and you get a reminder."),
    en("Good evening from Berlin"),
  ];
}
