import type { Subject } from "./pictures.ts";

/** A product the demo puts on a shelf. Prices in fen. */
export interface DemoProduct {
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  readonly subject: Subject;
  readonly shipping_fee: number;
  readonly return_policy: "seven_days" | "exempt_perishable";
  readonly variants: readonly {
    readonly title: string;
    readonly price: number;
    readonly compare_at_price: number | null;
    readonly compare_at_basis: string | null;
    readonly initial_stock: number;
  }[];
}

const plain = { compare_at_price: null, compare_at_basis: null };

/** The shop that is on air. */
export const orchard = {
  host: "秦岭老周",
  shop: { name: "秦岭老周果园", intro: "三代人守着秦岭北麓的四十亩果园。现摘现发，坏果包赔。" },
  session_title: "秦岭现摘猕猴桃，坏果包赔",
  products: [
    {
      title: "眉县徐香猕猴桃",
      description:
        "海拔 600 米，自然成熟后采摘，硬度 6 到 8，到家放三五天软了吃。\n\nXuxiang kiwifruit from Mei county, picked ripe and firm. Keep three to five days, eat when soft.",
      unit: "箱 / box",
      subject: "kiwi",
      shipping_fee: 0,
      return_policy: "exempt_perishable",
      variants: [
        { title: "3 斤（8–10 个）", price: 2690, ...plain, initial_stock: 320 },
        {
          title: "5 斤（14–16 个）",
          price: 3990,
          compare_at_price: 4990,
          compare_at_basis: "2026-10-01 至 10-31 本店成交价",
          initial_stock: 186,
        },
        { title: "8 斤（22–26 个）", price: 5990, ...plain, initial_stock: 74 },
      ],
    },
    {
      title: "秦岭土蜂蜜",
      description:
        "中蜂一年一取，波美度 42。冬天会结晶，是正常的。\n\nRaw honey of native bees, taken once a year. It crystallizes in winter, as honey does.",
      unit: "瓶 / jar",
      subject: "honey",
      shipping_fee: 600,
      return_policy: "seven_days",
      variants: [{ title: "500 g", price: 6800, ...plain, initial_stock: 92 }],
    },
    {
      title: "薄皮核桃",
      description:
        "手一捏就开，当年新货，不漂白。\n\nThin-shelled walnuts of this year, unbleached; they open between two fingers.",
      unit: "袋 / bag",
      subject: "walnut",
      shipping_fee: 600,
      return_policy: "seven_days",
      variants: [{ title: "2 斤", price: 3580, ...plain, initial_stock: 12 }],
    },
  ] satisfies DemoProduct[],
};

/** The shop of the one-click host: ready to go live, not on air. */
export const hillside = {
  host: "小满",
  shop: { name: "小满的茶与器", intro: "一座山头的茶，一口窑的碗。" },
  products: [
    {
      title: "安吉白茶 明前",
      description: "清明前手采，一芽一叶。\n\nAnji white tea, picked by hand before Qingming.",
      unit: "罐 / tin",
      subject: "tea",
      shipping_fee: 0,
      return_policy: "seven_days",
      variants: [
        { title: "50 g", price: 8800, ...plain, initial_stock: 60 },
        { title: "125 g", price: 19800, ...plain, initial_stock: 40 },
      ],
    },
    {
      title: "青釉饭碗",
      description: "直径 12 cm，可进洗碗机和微波炉。\n\nCeladon rice bowl, 12 cm; dishwasher and microwave safe.",
      unit: "只 / piece",
      subject: "bowl",
      shipping_fee: 800,
      return_policy: "seven_days",
      variants: [{ title: "单只", price: 5600, ...plain, initial_stock: 24 }],
    },
  ] satisfies DemoProduct[],
};
