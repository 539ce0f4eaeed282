import { expect, test } from "vitest";
import type { Answer } from "../../api/hooks.ts";
import { movementsOf } from "./movements.ts";

type Entry = Answer<"listShopEntries">["data"][number];

let made = 0;
/** The entries of one transfer, as the list tells them. */
function transfer(of: Partial<Entry> & Pick<Entry, "kind">, moved: Partial<Record<Entry["account"], number>>): Entry[] {
  made += 1;
  const phase = of.phase ?? "posted";
  const money = (amount: number) => ({ amount, currency: "CNY" as const });
  const at = `2026-03-01T10:00:${String(made).padStart(2, "0")}.000Z`;
  return Object.entries(moved).map(([account, amount]) => ({
    object: "ledger_entry",
    transfer_id: `xfer_${made}`,
    shop_id: "shop_a",
    resolves: null,
    order_id: null,
    deposit_id: null,
    at,
    ...of,
    phase,
    account: account as Entry["account"],
    amount: money(phase === "posted" || phase === "kept" ? amount : 0),
    pending: money(phase === "posted" ? 0 : phase === "pending" ? amount : -amount),
  }));
}

test("a payout is one line with its steps, whether it is on its way, arrived or was called off", () => {
  const asked = transfer({ kind: "payout", phase: "pending" }, { shop: -2000, payout: 2000 });
  const [onItsWay] = movementsOf(asked, "all");
  expect(onItsWay).toMatchObject({ name: "payout", state: "pending", amount: -2000, from: ["shop"], to: ["bank"] });
  const end = (phase: "kept" | "dropped") =>
    transfer({ kind: "payout", phase, resolves: asked[0]?.transfer_id ?? "" }, { shop: -2000, payout: 2000 });
  for (const phase of ["kept", "dropped"] as const) {
    const lines = movementsOf([...end(phase), ...asked], "all");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ name: "payout", state: phase, amount: -2000, inside: false });
    expect(lines[0]?.steps.map((step) => step.phase)).toEqual(["pending", phase]);
    // The same by one account.
    const own = [...end(phase), ...asked].filter((entry) => entry.account === "shop");
    expect(movementsOf(own, "shop")).toMatchObject([{ state: phase, amount: -2000, from: [], to: [] }]);
  }
});

test("a deposit that was paid in is one line, and no buyer's payment", () => {
  const paid = transfer({ kind: "capture", deposit_id: "dep_a" }, { escrow: 50_000 });
  const put = transfer({ kind: "deposit_paid", deposit_id: "dep_a" }, { escrow: -50_000, deposit: 50_000 });
  expect(movementsOf([...put, ...paid], "all")).toMatchObject([
    { name: "deposit_paid", amount: 50_000, from: ["owner"], to: ["deposit"], inside: false },
  ]);
  // It went through what is held and left nothing there.
  expect(
    movementsOf(
      [...put, ...paid].filter((entry) => entry.account === "escrow"),
      "escrow",
    ),
  ).toEqual([]);
});

test("the platform's share leaves the shop, and comes back with a refund", () => {
  const order_id = "ord_a";
  const paid = transfer({ kind: "capture", order_id }, { escrow: 2000 });
  const share = transfer({ kind: "settle_platform", order_id }, { escrow: -100, platform: 100 });
  const settled = transfer({ kind: "settle_shop", order_id }, { escrow: -1900, shop: 1900 });
  const refund = transfer({ kind: "refund", order_id }, { shop: -950, platform: -50 });
  expect(movementsOf([...refund, ...settled, ...share, ...paid], "all")).toMatchObject([
    { name: "refund", amount: -950, from: ["shop", "platform"], to: ["buyer"] },
    { name: "settle_shop", amount: 1900, inside: true, from: ["escrow"], to: ["shop"] },
    { name: "settle_platform", amount: -100, inside: false, from: ["escrow"], to: ["platform"] },
    { name: "capture", amount: 2000, inside: false, from: ["buyer"], to: ["escrow"] },
  ]);
  const platform = [...refund, ...share].filter((entry) => entry.account === "platform");
  expect(movementsOf(platform, "platform").map((line) => line.amount)).toEqual([50, -100]);
});
