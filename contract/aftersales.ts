import { z } from "zod";
import {
  aftersaleActions,
  aftersaleReasonNames,
  aftersaleSides,
  aftersaleStates,
  aftersaleWays,
} from "./aftersale-words.ts";
import { idOf } from "./ids.ts";
import { limits } from "./limits.ts";
import { Instant, line, text } from "./lists.ts";
import { Picture } from "./media.ts";
import { Money } from "./money.ts";
import { ShopCard } from "./shops.ts";

export const freightMeans = ["none", "own", "collect", "claim"] as const;

/** Where goods go back to: name, phone and the address in one line. */
export const ReturnAddress = z.object({ name: line(limits.name_chars_max), phone: line(40), text: line(200) });

const Parcel = z.object({ carrier: z.string(), tracking_number: z.string(), sent_at: Instant });

export const AftersaleLine = z.object({
  line_id: idOf("line"),
  variant_id: idOf("var"),
  product_id: idOf("prod"),
  title: z.string(),
  variant_title: z.string(),
  unit: z.string(),
  picture: Picture.nullable(),
  quantity: z.int(),
  /** What the buyer paid for these units, after discounts, and has not had back: the most that can be asked. */
  most: Money,
  /** Units the seller put back on sale. */
  restocked: z.int(),
});

export const Aftersale = z
  .object({
    id: idOf("aft"),
    object: z.literal("aftersale"),
    order_id: idOf("ord"),
    shop: ShopCard,
    /** Whole for the buyer and operators; "小***" for the shop. */
    buyer_name: z.string(),
    state: z.enum(aftersaleStates),
    /** Kuaishou's number of the state. */
    code: z.int(),
    way: z.enum(aftersaleWays),
    reason: z.enum(aftersaleReasonNames),
    fault: z.enum(["seller", "buyer"]),
    opened_by: z.enum(["buyer", "operator"]),
    before_shipping: z.boolean(),
    lines: z.array(AftersaleLine),
    /** What is asked, or agreed: goods and the original shipping. */
    amount: Money,
    goods: Money,
    shipping: Money,
    /** The most it could be. */
    most: Money,
    proposal: z.object({ way: z.enum(aftersaleWays), amount: Money }).nullable(),
    /** Who must act now; null where it is over. */
    turn: z.enum(aftersaleSides).nullable(),
    /** When what happens by itself unless somebody acts. */
    deadline: z.object({ at: Instant, action: z.enum(aftersaleActions), state: z.enum(aftersaleStates) }).nullable(),
    evidence_until: Instant.nullable(),
    /** True while the goods must come back before money goes. */
    goods_due: z.boolean(),
    return_address: ReturnAddress.nullable(),
    return_parcel: Parcel.nullable(),
    exchange_parcel: Parcel.nullable(),
    /** Return freight: who bears it, how it was sent, and what is paid back of it, as an item of its own. */
    freight: z.object({
      payer: z.enum(["seller", "buyer"]),
      means: z.enum(freightMeans),
      claimed: Money,
      state: z.enum(["none", "claimed", "paying", "success", "failed"]),
      proof: z.array(Picture),
    }),
    ruling: z
      .object({
        outcome: z.enum(["for_buyer", "for_seller"]),
        amount: Money,
        goods_back: z.boolean(),
        note: z.string(),
        at: Instant,
      })
      .nullable(),
    /** The money of goods and shipping, once it is on its way. */
    payment: z.object({ state: z.enum(["paying", "success", "failed"]), at: Instant }).nullable(),
    description: z.string(),
    pictures: z.array(Picture),
    /** What the caller may do now. */
    actions: z.array(z.enum(aftersaleActions)),
    timeline: z.array(
      z.object({
        version: z.int(),
        action: z.enum(aftersaleActions),
        by: z.enum(aftersaleSides),
        state: z.enum(aftersaleStates),
        at: Instant,
        amount: Money.nullable(),
        note: z.string(),
        pictures: z.array(Picture),
      }),
    ),
    /** Send it with every action: if somebody acted meanwhile the answer is `version_conflict`. */
    version: z.int(),
    created_at: Instant,
    ended_at: Instant.nullable(),
  })
  .meta({ id: "Aftersale" });
export type Aftersale = z.infer<typeof Aftersale>;

export const AskedLine = z.strictObject({
  line_id: idOf("line"),
  quantity: z.int().min(1).max(limits.quantity_per_line_max),
});
const askedLines = z.array(AskedLine).min(1).max(limits.lines_per_order_max);
const pictures = z.array(idOf("pic")).max(limits.aftersale_pictures_max).default([]);
const note = text(limits.reason_chars_max);
const version = z.int().min(1);
const amount = z.int().min(0).max(limits.price_minor_max);

export const QuoteFields = z.strictObject({
  way: z.enum(aftersaleWays),
  reason: z.enum(aftersaleReasonNames),
  /** None: everything that is left of the order. */
  lines: askedLines.optional(),
});

/** What could be asked for, before it is; writes nothing. */
export const AftersaleQuote = z
  .object({
    object: z.literal("aftersale_quote"),
    before_shipping: z.boolean(),
    /** Ways the order allows as it stands, with the reasons of each. */
    choices: z.array(z.object({ way: z.enum(aftersaleWays), reasons: z.array(z.enum(aftersaleReasonNames)) })),
    lines: z.array(
      z.object({
        line_id: idOf("line"),
        /** Units an after-sale can still be asked for; 0 while one runs. */
        left: z.int(),
        running: z.boolean(),
        /** Sold without the 7-day return, as its page said. */
        exempt: z.boolean(),
        quantity: z.int(),
        /** For the asked quantity: its price, its share of the discounts, and what came back already. */
        price: Money,
        discount: Money,
        most: Money,
      }),
    ),
    goods: Money,
    /** The original shipping: only where the whole order goes back unshipped, or by the seller's fault. */
    shipping: Money,
    most: Money,
    freight_payer: z.enum(["seller", "buyer"]),
    freight_most: Money,
    /** True: the shop agrees at once. */
    agreed_at_once: z.boolean(),
    answer_hours: z.int(),
  })
  .meta({ id: "AftersaleQuote" });
export type AftersaleQuote = z.infer<typeof AftersaleQuote>;

export const ApplyFields = QuoteFields.extend({
  /** Minor units; null: all that can be asked. */
  amount: amount.nullable().default(null),
  description: note.default(""),
  picture_ids: pictures,
});

const said = { version, note: note.default(""), picture_ids: pictures };
const explained = { version, note: text(limits.reason_chars_max, 1), picture_ids: pictures };
const restock = z.array(AskedLine).max(limits.lines_per_order_max).default([]);
const parcel = { carrier: line(40), tracking_number: line(60) };

export const BuyerAct = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("accept"), ...said }),
  z.strictObject({ action: z.literal("decline"), ...said }),
  z.strictObject({ action: z.literal("withdraw"), ...said }),
  z.strictObject({ action: z.literal("reapply"), ...explained, amount: amount.nullable().default(null) }),
  z.strictObject({ action: z.literal("dispute"), ...explained }),
  z.strictObject({ action: z.literal("give_evidence"), ...explained }),
  z.strictObject({
    action: z.literal("send_back"),
    ...said,
    ...parcel,
    /** own: the buyer pays. collect: the seller pays at the door. claim: the seller pays back what the receipt says. */
    freight: z.enum(["own", "collect", "claim"]).default("own"),
    freight_amount: z.int().min(0).max(limits.return_freight_minor_max).default(0),
  }),
  z.strictObject({ action: z.literal("confirm_exchange"), ...said }),
]);

export const SellerAct = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("agree"), ...said, return_address: ReturnAddress.nullable().default(null) }),
  z.strictObject({ action: z.literal("refuse"), ...explained }),
  z.strictObject({ action: z.literal("propose"), ...explained, way: z.enum(aftersaleWays), amount }),
  z.strictObject({ action: z.literal("give_evidence"), ...explained }),
  z.strictObject({ action: z.literal("execute"), ...said }),
  z.strictObject({ action: z.literal("waive_return"), ...said }),
  /** The goods are here and right: units named in `restock` go back on sale. */
  z.strictObject({ action: z.literal("receive"), ...said, restock }),
  z.strictObject({ action: z.literal("reject_goods"), ...explained }),
  z.strictObject({ action: z.literal("send_exchange"), ...said, ...parcel, restock }),
]);

export const OperatorAct = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("rule_for_buyer"),
    ...explained,
    /** Minor units; null: all that was asked. */
    amount: amount.nullable().default(null),
    /** The goods must come back first. */
    goods_back: z.boolean(),
  }),
  z.strictObject({ action: z.literal("rule_for_seller"), ...explained }),
  z.strictObject({ action: z.literal("execute"), ...said }),
  z.strictObject({ action: z.literal("reopen"), ...explained }),
  z.strictObject({ action: z.literal("pay_again"), ...said }),
]);

/** How a shop handles after-sales. */
export const AftersaleRules = z
  .object({
    object: z.literal("aftersale_rules"),
    shop_id: idOf("shop"),
    /** Orders that have not left are given back at once, without being asked. */
    agree_unshipped_at_once: z.boolean(),
    /** Null: the seller's registered address is shown. */
    return_address: ReturnAddress.nullable(),
  })
  .meta({ id: "AftersaleRules" });
export type AftersaleRules = z.infer<typeof AftersaleRules>;

/** How much waits, for the desks' overviews. */
export const AftersaleCounts = z
  .object({
    object: z.literal("aftersale_counts"),
    open: z.int(),
    seller_turn: z.int(),
    /** Of those on the seller: due within 24 hours. */
    seller_near: z.int(),
    buyer_turn: z.int(),
    /** Disputes that can be decided now. */
    disputes: z.int(),
    /** Disputes in which both sides may still give evidence: nobody decides them yet. */
    disputes_gathering: z.int(),
    paying: z.int(),
    failed: z.int(),
  })
  .meta({ id: "AftersaleCounts" });
export type AftersaleCounts = z.infer<typeof AftersaleCounts>;
