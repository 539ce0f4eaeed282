import type { z } from "zod";
import type { BuyerAct, OperatorAct, ReturnAddress, SellerAct } from "../../../contract/aftersales.ts";
import { aftersaleReasons, reasonsFor, type AftersaleSide } from "../../../contract/aftersale-words.ts";
import { present } from "../../kernel/assert.ts";
import type { Tx } from "../../kernel/db.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse } from "../../kernel/refusal.ts";
import { normalizeTracking } from "../fulfillment/index.ts";
import { decide } from "./aftersale.ts";
import { requirePictures } from "./apply-aftersale.ts";
import type { AftersaleParts } from "./deps.ts";
import { lockAftersale, type Locked } from "./lock-aftersale.ts";
import { move, type Step } from "./move-aftersale.ts";
import { payItems, refundsOf, roomOf, startPaying } from "./pay-aftersale.ts";
import { purposes } from "./purposes.ts";
import { exchangeUnits, restockUnits } from "./restock-units.ts";
import { requireAmount, splitAmount } from "./share.ts";
import { shopRules } from "./store.ts";
import type { AftersaleKey, AftersaleRow } from "./tables.ts";

export type Act = z.output<typeof BuyerAct> | z.output<typeof SellerAct> | z.output<typeof OperatorAct>;
/** What falls due by itself. */
type Due = {
  readonly action: "agree" | "lapse" | "receive" | "decline" | "rule_for_buyer" | "execute" | "confirm_exchange";
};
type Doing = (Act | (Due & { readonly version: number; readonly note: string; readonly picture_ids: readonly [] })) & {
  readonly action: string;
};

export interface Actor {
  readonly by: AftersaleSide;
  readonly account_id: string | null;
}

/** Somebody acts on an after-sale, or its deadline does: the rules decide (`decide`), then everything it means is written at once. */
export async function actOnAftersale(
  parts: AftersaleParts,
  tx: Tx,
  key: AftersaleKey,
  actor: Actor,
  act: Act,
): Promise<void> {
  const locked = await lockAftersale(parts, tx, key);
  if (actor.account_id !== null) await requirePictures(parts, tx, actor.account_id, act.picture_ids);
  await take(parts, tx, locked, actor, act);
}

/** The deadline of the state fell: its default outcome. The caller has checked that it is this state's. */
export async function actByDefault(
  parts: AftersaleParts,
  tx: Tx,
  locked: Locked,
  action: Due["action"],
): Promise<void> {
  const due = { action, version: locked.row.version, note: "", picture_ids: [] as const };
  await take(parts, tx, locked, { by: "system", account_id: null }, due);
}

async function take(parts: AftersaleParts, tx: Tx, given: Locked, actor: Actor, act: Doing): Promise<void> {
  const { row } = given;
  const at = parts.ctx.clock.now();
  const goods_due = goodsDue(row, act);
  const state = decide(
    row,
    { action: act.action, by: actor.by, version: act.version },
    { at, rounds_max: limits.aftersale_rounds_max },
    goods_due,
  );
  const changes = { ...(await changesOf(parts, tx, given, act)), goods_due };
  const step: Step = {
    action: act.action,
    ...actor,
    state,
    note: act.note,
    picture_ids: act.picture_ids,
    amount: amountSaid(row, act, changes),
    changes: state === "await_return" ? { ...changes, ...(await whereTo(parts, tx, row, actor, act)) } : changes,
  };
  const locked = "restock" in act ? await restockUnits(parts, tx, given, actor, act.restock) : given;
  if (act.action === "send_exchange") await exchangeUnits(parts, tx, locked, actor);
  if (act.action === "pay_again") {
    const failed = (await refundsOf(tx, row)).filter((refund) => refund.state === "failed");
    const moved = await move(parts, tx, locked, { ...step, changes: { ...changes, pay_failed: false } });
    // Each kind is paid once: what was paid meanwhile is not paid again.
    const paid = new Set((await refundsOf(tx, row)).filter((one) => one.state !== "failed").map((one) => one.kind));
    const again = new Map(failed.filter((one) => !paid.has(one.kind)).map((one) => [one.kind, one.amount]));
    await payItems(
      parts,
      tx,
      moved,
      step,
      [...again].map(([kind, amount]) => ({ kind, amount })),
    );
    return;
  }
  if (state === "paying" && row.state !== "paying") await startPaying(parts, tx, locked, step);
  else await move(parts, tx, locked, step);
}

/** Whether the goods have still to come back, after this action's own terms. */
function goodsDue(row: AftersaleRow, act: Doing): boolean {
  if (row.before_shipping) return false;
  switch (act.action) {
    case "accept":
      return (row.proposal_way ?? row.way) !== "refund_only";
    case "rule_for_buyer":
      return row.return_sent_at === null && ("goods_back" in act ? act.goods_back : row.way !== "refund_only");
    case "send_back":
    case "waive_return":
      return false;
    default:
      return row.goods_due;
  }
}

/** What the action says about money, for the timeline. */
function amountSaid(row: AftersaleRow, act: Doing, changes: Partial<AftersaleRow>): bigint | null {
  if (act.action === "propose") return BigInt(act.amount);
  const said = ["accept", "reapply", "rule_for_buyer"].includes(act.action);
  return said ? (changes.goods ?? row.goods) + (changes.shipping ?? row.shipping) : null;
}

/** What each action changes besides the state. */
async function changesOf(parts: AftersaleParts, tx: Tx, locked: Locked, act: Doing): Promise<Partial<AftersaleRow>> {
  const { row } = locked;
  const { ctx } = parts;
  const at = ctx.clock.now();
  const most = { goods: row.goods_most, shipping: row.shipping_most };
  const split = (amount: bigint) => {
    requireAmount(amount, most, row.before_shipping);
    return splitAmount(amount, most);
  };
  const noProposal = { proposal_way: null, proposal_amount: null };
  switch (act.action) {
    case "propose":
      if (!reasonsFor(act.way, false).includes(row.reason) && act.way !== row.way && act.way !== "refund_only")
        refuse("aftersale_way", { param: "way" });
      split(BigInt(act.amount));
      return { proposal_way: act.way, proposal_amount: BigInt(act.amount), rounds: row.rounds + 1 };
    case "accept":
      return {
        ...noProposal,
        way: present(row.proposal_way, "what is accepted was proposed"),
        ...split(present(row.proposal_amount, "what is accepted was proposed")),
      };
    case "decline":
    case "dispute":
      return noProposal;
    case "reapply":
      return { ...(act.amount === null ? most : split(BigInt(act.amount))), rounds: row.rounds + 1 };
    case "rule_for_buyer": {
      const amount = "amount" in act && act.amount !== null ? split(BigInt(act.amount)) : most;
      return {
        ...amount,
        ruling_outcome: "for_buyer",
        ruling_amount: amount.goods + amount.shipping,
        ruling_goods_back: goodsDue(row, act),
        ruling_note_sealed: ctx.seal.seal(act.note, purposes.note),
        ruling_at: at,
      };
    }
    case "rule_for_seller":
      return {
        ruling_outcome: "for_seller",
        ruling_amount: 0n,
        ruling_goods_back: false,
        ruling_note_sealed: ctx.seal.seal(act.note, purposes.note),
        ruling_at: at,
      };
    case "reopen":
      return {
        ruling_outcome: null,
        ruling_amount: null,
        ruling_goods_back: null,
        ruling_note_sealed: null,
        ruling_at: null,
      };
    case "send_back":
      return {
        return_carrier: act.carrier,
        return_tracking:
          normalizeTracking(act.tracking_number) ?? refuse("tracking_invalid", { param: "tracking_number" }),
        return_sent_at: at,
        // What the buyer read last, where the shop named it after it was agreed.
        return_address_sealed:
          row.return_address_sealed ??
          (await shopRules(tx, [row.shop_id])).get(row.shop_id)?.return_address_sealed ??
          null,
        ...(await freightOf(parts, tx, locked, act)),
      };
    case "send_exchange":
      return {
        exchange_carrier: act.carrier,
        exchange_tracking:
          normalizeTracking(act.tracking_number) ?? refuse("tracking_invalid", { param: "tracking_number" }),
        exchange_sent_at: at,
      };
    default:
      return {};
  }
}

/** Return freight as its own item: what is claimed, with proof, of what the order's payment has left beyond goods and shipping. */
async function freightOf(
  parts: AftersaleParts,
  tx: Tx,
  locked: Locked,
  act: Extract<Doing, { action: "send_back" }>,
): Promise<Partial<AftersaleRow>> {
  const { row } = locked;
  if (act.freight === "own") return { freight_means: "own", freight: 0n };
  if (aftersaleReasons[row.reason].fault !== "seller")
    refuse("invalid_param", { param: "freight", details: { detail: "own" } });
  if (act.freight === "collect") return { freight_means: "collect", freight: 0n };
  const left = (await roomOf(parts, tx, locked)) - row.goods - row.shipping;
  const claimed = BigInt(act.freight_amount);
  if (claimed > left)
    refuse("freight_too_large", {
      param: "freight_amount",
      details: { amount: (Number(left < 0n ? 0n : left) / 100).toFixed(2) },
    });
  if (claimed === 0n || act.picture_ids.length === 0)
    refuse("invalid_param", { param: claimed === 0n ? "freight_amount" : "picture_ids", details: { detail: "proof" } });
  return { freight_means: "claim", freight: claimed, freight_picture_ids: act.picture_ids };
}

/** Where goods go back to: as the seller says now, as the shop's rules say, or the seller's registered address. */
async function whereTo(
  { ctx, deps }: AftersaleParts,
  tx: Tx,
  row: AftersaleRow,
  actor: Actor,
  act: Doing,
): Promise<Partial<AftersaleRow>> {
  const seal = (address: z.output<typeof ReturnAddress>) => ctx.seal.seal(JSON.stringify(address), purposes.address);
  if (act.action === "agree" && "return_address" in act && act.return_address !== null)
    return { return_address_sealed: seal(act.return_address) };
  const rule = (await shopRules(tx, [row.shop_id])).get(row.shop_id);
  const kept = rule?.return_address_sealed ?? row.return_address_sealed;
  if (kept !== null) return { return_address_sealed: kept };
  const shop = present((await deps.shops.shops(tx, [row.shop_id])).get(row.shop_id), "an after-sale has its shop");
  const seller = await deps.accounts.sellerIdentity(tx, shop.owner_id, ctx.clock.now());
  if (seller !== undefined)
    return {
      return_address_sealed: seal({ name: seller.legal_name, phone: seller.contact_phone, text: seller.address }),
    };
  return actor.by === "seller" ? refuse("return_address_missing", { param: "return_address" }) : {};
}
