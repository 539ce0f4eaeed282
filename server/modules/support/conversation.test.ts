import fc from "fast-check";
import { expect, test } from "vitest";
import { afterReading, afterSaying, begun, otherSide, unreadOf } from "./conversation.ts";
import type { Side } from "./tables.ts";

const at = (minute: number): Date => new Date(Date.UTC(2026, 0, 1, 0, minute));
const said = (from: Side, minute: number) => ({ from, sealed: "v1.x", pictures: 0, at: at(minute) });
const step = fc.record({ what: fc.constantFrom("say", "read"), side: fc.constantFrom<Side>("buyer", "shop") });

test("whoever says or reads has nothing unread; the other side has what came since; a buyer waits from their first unanswered word", () => {
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      let row = begun({ shop_id: "shop_1", conversation_id: "conv_1", buyer_id: "acct_1" }, said("buyer", 0));
      const unread: Record<Side, number> = { buyer: 0, shop: 1 };
      let waiting: number | null = 0;
      for (const [index, { what, side }] of steps.entries()) {
        const minute = index + 1;
        unread[side] = 0;
        if (what === "say") {
          unread[otherSide(side)] += 1;
          waiting = side === "shop" ? null : (waiting ?? minute);
        }
        row = what === "say" ? afterSaying(row, said(side, minute)) : afterReading(row, side, at(minute));
        expect({ buyer: unreadOf(row, "buyer"), shop: unreadOf(row, "shop") }).toEqual(unread);
        expect(row.waiting_since).toEqual(waiting === null ? null : at(waiting));
      }
    }),
  );
});

test("a shop begins no conversation", () => {
  expect(() => begun({ shop_id: "shop_1", conversation_id: "conv_1", buyer_id: "acct_1" }, said("shop", 0))).toThrow(
    "a buyer begins",
  );
});
