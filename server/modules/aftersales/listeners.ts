import type { Tx } from "../../kernel/db.ts";
import { listener, type Listener } from "../../kernel/outbox.ts";
import type { AftersaleParts } from "./deps.ts";
import { lockAftersale } from "./lock-aftersale.ts";
import { move } from "./move-aftersale.ts";
import { refundsOf, succeed } from "./pay-aftersale.ts";
import { endRefunds, refundsById } from "./store.ts";

/** The provider paid a refund of ours back, or finally will not. Refunds for other causes (late payments, compensations) are not ours. */
export function aftersalesListeners(parts: AftersaleParts): Listener[] {
  return [
    listener("aftersales.finish_refund", ["payment.refunded"], async (tx, events) => {
      for (const [shop_id, mine] of Map.groupBy(events, (event) => event.shop_id))
        await finish(
          parts,
          tx,
          shop_id,
          mine.map((event) => event.refund_id),
        );
    }),
    listener("aftersales.note_failed_refund", ["payment.refund_failed"], async (tx, events) => {
      for (const { shop_id, refund_id, reason } of events) await fail(parts, tx, shop_id, refund_id, reason);
    }),
  ];
}

async function finish(parts: AftersaleParts, tx: Tx, shop_id: string, refund_ids: readonly string[]): Promise<void> {
  const { ctx, deps } = parts;
  const ours = await refundsById(tx, shop_id, refund_ids);
  const old = ours.filter((refund) => refund.aftersale_id === null);
  const ended = await endRefunds(
    tx,
    shop_id,
    old.map((refund) => refund.refund_id),
    "success",
    ctx.clock.now(),
  );
  if (ended.length > 0)
    await deps.orders.closeRefunded(
      tx,
      shop_id,
      ended.map((refund) => refund.order_id),
    );
  const aftersale_ids = new Set(ours.flatMap((refund) => refund.aftersale_id ?? []));
  for (const aftersale_id of [...aftersale_ids].toSorted()) {
    const locked = await lockAftersale(parts, tx, { shop_id, aftersale_id });
    await endRefunds(
      tx,
      shop_id,
      ours.filter((refund) => refund.aftersale_id === aftersale_id).map((refund) => refund.refund_id),
      "success",
      ctx.clock.now(),
    );
    const kinds = Map.groupBy(await refundsOf(tx, locked.row), (refund) => refund.kind);
    const whole = [...kinds.values()].every((tries) => tries.some((one) => one.state === "success"));
    if (locked.row.state === "paying" && whole) await succeed(parts, tx, locked);
  }
}

async function fail(parts: AftersaleParts, tx: Tx, shop_id: string, refund_id: string, reason: string): Promise<void> {
  const [refund] = await refundsById(tx, shop_id, [refund_id]);
  if (refund === undefined || refund.aftersale_id === null) return;
  const locked = await lockAftersale(parts, tx, { shop_id, aftersale_id: refund.aftersale_id });
  const ended = await endRefunds(tx, shop_id, [refund_id], "failed", parts.ctx.clock.now());
  if (ended.length === 0 || locked.row.state !== "paying") return;
  await move(parts, tx, locked, {
    action: "pay_failed",
    by: "system",
    account_id: null,
    state: "paying",
    amount: refund.amount,
    note: reason,
    changes: { pay_failed: true },
  });
}
