import { describe, expect, it } from "vitest";
import type { Order } from "../../../contract/orders.ts";
import { returnUntil } from "./return-window.ts";

const received_at = "2026-11-23T01:00:00.000Z";
const until = "2026-11-30T01:00:00.000Z";
const order = (received: string | null, ...policies: string[]) =>
  ({
    shipment: { received_at: received },
    item_pages: policies.map((return_policy) => ({ return_policy })),
  }) as unknown as Order;

describe("goods may go back without a reason", () => {
  it.each([
    ["within seven days of receipt", order(received_at, "seven_days"), "2026-11-24T00:00:00Z", until],
    ["to the last moment", order(received_at, "seven_days"), "2026-11-30T00:59:59Z", until],
    ["not after it", order(received_at, "seven_days"), until, null],
    ["not before receipt", order(null, "seven_days"), "2026-11-24T00:00:00Z", null],
    ["not where they are exempt", order(received_at, "exempt_perishable"), "2026-11-24T00:00:00Z", null],
    [
      "beside some that are exempt",
      order(received_at, "exempt_perishable", "seven_days"),
      "2026-11-24T00:00:00Z",
      until,
    ],
  ])("%s", (_name, one, now, expected) => {
    expect(returnUntil(one, Date.parse(now))).toBe(expected);
  });
});
