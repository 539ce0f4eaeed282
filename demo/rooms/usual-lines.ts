import type { Locale } from "../../contract/errors.ts";
import type { Chance } from "../chance.ts";
import { placeNames } from "../people/cast.ts";
import type { Line, ShopScript } from "../script.ts";

const line = (locale: Locale, text: string, reply: string | null, product: string | null = null): Line => ({
  locale,
  text,
  reply,
  product,
});
const zh = (text: string, reply: string | null = null, product: string | null = null): Line =>
  line("zh-CN", text, reply, product);
const en = (text: string, reply: string | null = null, product: string | null = null): Line =>
  line("en", text, reply, product);

/** A name before a Chinese word: one that ends in a letter or a number wants a space between. */
const before = (name: string): string => (/[\w)]$/.test(name) ? `${name} ` : name);

/** What is asked and said in every room, with the answer that is true in this one. */
export function usualLines(script: ShopScript, chance: Chance): Line[] {
  return [...fromAfar(script, chance), ...aboutProducts(script), ...anywhere];
}

function fromAfar(script: ShopScript, chance: Chance): Line[] {
  const [first, second, third, ...others] = chance.shuffled(placeNames);
  const days = chance.between(2, 3);
  return [
    zh(`寄${first}要几天？`, `${first}一般 ${days} 天左右到，发货后能查单号。`),
    zh(`${second}几天能收到？`, `${days + 1} 天左右，今天付款今天排单。`),
    zh(`${third}的，周末在家能收到吗？`, "快递周末也派送，放心。"),
    zh(`${others[0]}来的，报个到`),
    zh(`${others[1]}今天降温了，大家多穿点`),
    zh(`在${others[2]}开店的，来学习`),
    zh(`${before(script.host.name)}今天精神不错`),
    zh(`第一次看${before(script.host.name)}，讲得挺细`),
    en(
      `Does it ship to ${first === undefined ? "the coast" : "anywhere in China"}?`,
      `Yes, ${days} to ${days + 2} days.`,
    ),
  ];
}

function aboutProducts(script: ShopScript): Line[] {
  return script.products.flatMap(({ title, variants, talking_points }) => {
    const [first] = variants;
    if (first === undefined) return [];
    const english = script.locale === "en";
    const [point] = talking_points;
    // What is said in the other language leaves out the words of this shop's shelf.
    const price = (first.price / 100).toFixed(2).replace(/\.00$/, "");
    return [
      zh(
        english ? "这款怎么卖的？" : `${before(title)}怎么卖的？`,
        `${english ? "" : `${first.title} `}${price} 元，点下面的卡片能看到全部规格。`,
        title,
      ),
      zh("这个链接是几号？", "就是下面那张卡片，点开能选规格。", title),
      ...(point === undefined || english ? [] : [zh("刚进来，这款能再讲讲吗？", `${point}。`, title)]),
      ...(point === undefined || !english
        ? []
        : [en("Just came in, what is special about this one?", `${point}.`, title)]),
      en(
        "How much is this one?",
        `${english ? `${first.title}: ` : ""}¥${price}. All sizes are in the card below.`,
        title,
      ),
      ...(english ? [en(`Which link is the ${title}?`, "The card below. Open it to choose.", title)] : []),
    ];
  });
}

const anywhere: readonly Line[] = [
  zh("能看看近一点的吗？", "好，我拿近一点，大家看细节。"),
  zh("晚上还播吗？", "播，吃完饭接着播，点个关注能收到提醒。"),
  zh("发什么快递？", "顺丰和中通都有，下单时备注就行。"),
  zh("坏了怎么办？", "拍张照发我，核实了就给您处理，不用来回扯。"),
  zh("可以开发票吗？", "可以，收货后跟我说一声，我给您开。"),
  zh("送人合适吗？", "合适，备注写一声，价签我给您撕掉。"),
  zh("回购的来了，上次那单很满意"),
  zh("主播讲慢点，我在记"),
  zh("评论区都是老朋友啊"),
  zh("价格实在，不套路"),
  zh("蹲一个，等讲到再买"),
  zh("不催单的直播间，舒服"),
  zh("边做饭边看"),
  zh("下班路上进来看一眼"),
  zh("昨天收到了，包得很严实"),
  zh("我妈让我来看看的"),
  zh("比我们楼下便宜"),
  zh("库存写的是真的，我喜欢"),
  zh("缺点也讲，这点难得"),
  zh("光线刚好，看得清楚"),
  zh("孩子睡了，终于能安静看会儿"),
  zh("买过三次了，没失望过"),
  zh("不急，慢慢讲"),
  zh("听着就靠谱"),
  zh("给主播点个赞"),
  en("Do you ship on weekends?", "Yes, Saturdays too. Sunday orders leave on Monday."),
  en("Can I see it a bit closer?", "Sure, one moment, bringing it to the camera."),
  en("Which courier do you use?", "SF or ZTO. Tell me in the remark if you prefer one."),
  en("What if it arrives broken?", "Send me a photo and I will make it right."),
  en("Will you be live tomorrow too?", "Yes, same time. Follow the room and you get a reminder."),
  en("Is it a good gift?", "It is. Leave a remark and I take the price tag off."),
  en("Love how honest this is"),
  en("Second time buying here, no complaints"),
  en("Watching while my pasta boils"),
  en("Good evening from Berlin"),
  en("This is oddly relaxing"),
  en("Mine came yesterday, packed like treasure"),
  en("No shouting, no countdowns. Thank you"),
  en("My Chinese is slow but I follow"),
  en("Could you go a little slower? I am taking notes"),
  en("Can I get an invoice?", "Yes, write to me once it has arrived and I send one."),
  en("Following first, deciding later"),
  en("You mention the flaws too, I like that"),
  en("Waiting for the next item before I order"),
  en("On the train home, sound off, still enjoying it"),
  en("The stock count is real, finally"),
  en("My sister told me to have a look"),
];
