import { afterAll, beforeAll, expect, test } from "vitest";
import {
  newBuyer,
  newKey,
  openTrade,
  outcome,
  pay,
  place,
  putOnSale,
  ship,
  turn,
  type Trade,
} from "../../../tests/kit/trade.ts";
import { present } from "../../kernel/assert.ts";

const day_ms = 24 * 3600_000;
let trade: Trade;

/** A market whose payouts people carry to the bank, and a shop with money enough for payouts that an operator must see. */
beforeAll(async () => {
  trade = await openTrade({ PAYOUT_PROVIDER: "file" });
  const buyer = await newBuyer(trade);
  const goods = await putOnSale(trade, { stock: 1, price: 5_000_000 });
  const order = await place(trade, buyer, goods.variant_id);
  await pay(trade, buyer, order);
  await ship(trade, order);
  await trade.api.call("receiveOrder", { token: buyer.token, key: newKey(), params: { order_id: order.id } });
  await turn(trade, 7 * day_ms + 1000);
  const { token } = trade.merchant;
  await trade.api.call("sendProofCode", { token });
  const inbox = await trade.api.call("readDevInbox", { query: { to: "merchant@demo.laotie.invalid" } });
  const code = present(/\b(\d{6})\b/.exec(inbox.data[0]?.text ?? "")?.[1], "a code was sent");
  await trade.api.call("proveSelf", { token, body: { code } });
  await trade.api.call("putBankAccount", {
    ...owner(),
    body: { holder: "王小明", bank: "工商银行", number: "6222 0200 0000 1234" },
  });
});
afterAll(() => trade.end());

const owner = () => ({ token: trade.merchant.token, params: { shop_id: trade.shop_id } });
const money = () => trade.api.call("getShopMoney", owner());
const askFor = (amount: number) => trade.api.call("createPayout", { ...owner(), key: newKey(), body: { amount } });
const byOperator = (payout: { id: string }, body: object = {}) => ({
  token: trade.operator.token,
  key: newKey(),
  params: { payout_id: payout.id },
  body: { reason: "核对无误", ...body },
});
const makeFile = (key = newKey()) =>
  trade.api.call("createPayoutFile", { token: trade.operator.token, key, body: { reason: "每日出款" } });
const audited = async (action: string): Promise<number> =>
  (await trade.api.call("listAudit", { token: trade.operator.token, query: { action } })).data.length;
const sound = async () => expect((await trade.ledger.check(trade.ctx.db.reader)).problems).toEqual([]);

test("a large payout waits for an operator; two who decide at once decide once; what is refused is the shop's again", async () => {
  const before = await money();
  const large = await askFor(3_000_000);
  expect(large.state).toBe("requested");
  expect((await money()).payable.amount).toBe(before.payable.amount - 3_000_000);
  const tried = await Promise.all([
    outcome(trade.api.call("approvePayout", byOperator(large))),
    outcome(trade.api.call("refusePayout", byOperator(large))),
    outcome(
      trade.api.call("cancelPayout", { ...owner(), key: newKey(), params: { ...owner().params, payout_id: large.id } }),
    ),
  ]);
  expect(tried.filter((one) => one === "placed").length).toBeGreaterThan(0);
  const { data } = await trade.api.call("listAllPayouts", { token: trade.operator.token });
  const after = present(
    data.find((one) => one.id === large.id),
    "it is listed",
  );
  if (after.state === "approved") await trade.api.call("refusePayout", byOperator(large));
  await trade.api.refused("payout_state", "approvePayout", byOperator(large));
  expect(await money()).toMatchObject({ payable: before.payable, balance: before.balance });
  await sound();
});

test("what is approved goes into one file, once; a file shows whole numbers and each reading is written down", async () => {
  await trade.api.refused("payouts_none", "createPayoutFile", {
    token: trade.operator.token,
    key: newKey(),
    body: { reason: "每日出款" },
  });
  const first = await askFor(2_000_000);
  await trade.api.call("approvePayout", byOperator(first));
  const key = newKey();
  const made = await Promise.all([makeFile(key), makeFile(key)]);
  expect(made[0]).toEqual(made[1]);
  expect(made[0]).toMatchObject({ payouts: 1 });
  expect(await outcome(makeFile())).toBe("payouts_none");
  const file = { token: trade.operator.token, params: { file_id: made[0].id } };
  const reads = await audited("payouts.file_read");
  expect(await trade.api.call("getPayoutFile", file)).toMatchObject({
    lines: [{ number: "6222020000001234", payout: { id: first.id, state: "sending", amount: { amount: 2_000_000 } } }],
  });
  expect(await audited("payouts.file_read")).toBe(reads + 1);
  // On its way nobody takes it back, and a shop's owner reads no file.
  await trade.api.refused("payout_state", "refusePayout", byOperator(first));
  await trade.api.refused("role_required", "getPayoutFile", { ...file, token: trade.merchant.token });
  await sound();
});

test("marked as the bank did: paid moves the money once, returned and failed give it back", async () => {
  const { data } = await trade.api.call("listAllPayouts", { token: trade.operator.token, query: { state: "sending" } });
  const sending = present(data[0], "one is on its way");
  const before = await money();
  const marks = await Promise.all([
    outcome(trade.api.call("markPayout", byOperator(sending, { outcome: "paid" }))),
    outcome(trade.api.call("markPayout", byOperator(sending, { outcome: "failed" }))),
  ]);
  expect(marks.toSorted()).toEqual(["payout_state", "placed"]);
  const now = present(
    (await trade.api.call("listAllPayouts", { token: trade.operator.token })).data.find((one) => one.id === sending.id),
    "it is listed",
  );
  if (now.state === "paid") await trade.api.call("markPayout", byOperator(sending, { outcome: "returned" }));
  expect((await money()).balance.available.amount).toBe(before.balance.available.amount + 2_000_000);
  await trade.api.refused("payout_state", "markPayout", byOperator(sending, { outcome: "returned" }));
  // Approved and not in a file yet: there is nothing a bank could have done with it.
  const next = await askFor(1_500_000);
  await trade.api.call("approvePayout", byOperator(next));
  await trade.api.refused("payout_state", "markPayout", byOperator(next, { outcome: "paid" }));
  await sound();
});
