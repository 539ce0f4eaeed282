import type { z } from "zod";
import { aftersaleCodes, aftersaleReasons, type AftersaleSide } from "../../../contract/aftersale-words.ts";
import type { Aftersale, ReturnAddress } from "../../../contract/aftersales.ts";
import type { Picture } from "../../../contract/media.ts";
import type { Currency } from "../../../contract/money.ts";
import type { ShopCard } from "../../../contract/shops.ts";
import { present } from "../../kernel/assert.ts";
import { limits } from "../../kernel/limits.ts";
import { wireMoney } from "../../kernel/money.ts";
import { maskName, type LineWithPage } from "../orders/index.ts";
import { actionsOf, defaultOf, transitions } from "./aftersale.ts";
import type { AftersaleLineRow, AftersaleRow, EntryRow, RefundRow } from "./tables.ts";

/** Everything an after-sale's wire object is made from. */
export interface AftersaleFacts {
  readonly row: AftersaleRow;
  readonly lines: readonly AftersaleLineRow[];
  readonly entries: readonly EntryRow[];
  readonly refunds: readonly RefundRow[];
  readonly pages: ReadonlyMap<string, LineWithPage>;
  readonly pictures: ReadonlyMap<string, Picture>;
  readonly shop: ShopCard;
  readonly buyer_name: string;
}
export interface Opener {
  readonly currency: Currency;
  readonly at: Date;
  note(sealed: string | null): string;
  description(sealed: string): string;
  address(sealed: string | null): z.output<typeof ReturnAddress> | null;
}

const instant = (at: Date | null): string | null => at?.toISOString() ?? null;

/** The after-sale as `side` may see it, with what they may do now. */
export function viewAftersale(facts: AftersaleFacts, side: AftersaleSide, opener: Opener): Aftersale {
  const { row } = facts;
  const money = (amount: bigint) => wireMoney(amount, opener.currency);
  const pictures = (ids: readonly string[]) => ids.flatMap((id) => facts.pictures.get(id) ?? []);
  const { fault } = aftersaleReasons[row.reason];
  return {
    id: row.aftersale_id,
    object: "aftersale",
    order_id: row.order_id,
    shop: facts.shop,
    buyer_name: side === "seller" ? maskName(facts.buyer_name) : facts.buyer_name,
    state: row.state,
    code: aftersaleCodes[row.state],
    way: row.way,
    reason: row.reason,
    fault,
    opened_by: row.opened_by,
    before_shipping: row.before_shipping,
    lines: facts.lines.map((line) => {
      const bought = present(facts.pages.get(line.line_id), "an after-sale is about lines of its order");
      return {
        line_id: line.line_id,
        variant_id: line.variant_id,
        product_id: bought.product_id,
        title: bought.page.title,
        variant_title: bought.page.variant_title,
        unit: bought.page.unit,
        picture: bought.page.picture,
        quantity: line.quantity,
        most: money(line.most),
        restocked: line.restocked,
      };
    }),
    amount: money(row.goods + row.shipping),
    goods: money(row.goods),
    shipping: money(row.shipping),
    most: money(row.goods_most + row.shipping_most),
    proposal:
      row.proposal_way === null || row.proposal_amount === null
        ? null
        : { way: row.proposal_way, amount: money(row.proposal_amount) },
    turn: transitions[row.state].turn,
    deadline: deadlineOf(row),
    evidence_until: instant(row.evidence_until),
    goods_due: row.goods_due,
    return_address: opener.address(row.return_address_sealed),
    return_parcel: parcelOf(row.return_carrier, row.return_tracking, row.return_sent_at),
    exchange_parcel: parcelOf(row.exchange_carrier, row.exchange_tracking, row.exchange_sent_at),
    freight: {
      payer: fault,
      means: row.freight_means,
      claimed: money(row.freight),
      state: freightState(facts),
      proof: pictures(row.freight_picture_ids),
    },
    ruling:
      row.ruling_outcome === null || row.ruling_at === null
        ? null
        : {
            outcome: row.ruling_outcome,
            amount: money(row.ruling_amount ?? 0n),
            goods_back: row.ruling_goods_back === true,
            note: opener.note(row.ruling_note_sealed),
            at: row.ruling_at.toISOString(),
          },
    payment: paymentOf(facts),
    description: opener.description(row.description_sealed),
    pictures: pictures(row.picture_ids),
    actions: actionsOf(row, side, limits.aftersale_rounds_max, opener.at),
    timeline: facts.entries.map((entry) => ({
      version: entry.version,
      action: entry.action,
      by: entry.by_whom,
      state: entry.state,
      at: entry.at.toISOString(),
      amount: entry.amount === null ? null : money(entry.amount),
      note: opener.note(entry.note_sealed),
      pictures: pictures(entry.picture_ids),
    })),
    version: row.version,
    created_at: row.created_at.toISOString(),
    ended_at: instant(row.ended_at),
  };
}

function deadlineOf(row: AftersaleRow): Aftersale["deadline"] {
  const due = defaultOf(row.state, row.goods_due);
  return row.deadline_at === null || due === null ? null : { at: row.deadline_at.toISOString(), ...due };
}

function parcelOf(carrier: string | null, tracking_number: string | null, sent_at: Date | null) {
  return carrier === null || tracking_number === null || sent_at === null
    ? null
    : { carrier, tracking_number, sent_at: sent_at.toISOString() };
}

function freightState({ row, refunds }: AftersaleFacts): Aftersale["freight"]["state"] {
  const paid = refunds.findLast((refund) => refund.kind === "freight");
  if (paid !== undefined) return paid.state;
  return row.freight_means === "claim" && row.freight > 0n ? "claimed" : "none";
}

function paymentOf({ refunds }: AftersaleFacts): Aftersale["payment"] {
  const paid = refunds.findLast((refund) => refund.kind === "goods");
  return paid === undefined ? null : { state: paid.state, at: (paid.succeeded_at ?? paid.created_at).toISOString() };
}
