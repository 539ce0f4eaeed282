import { legalVersions } from "../contract/law.ts";
import type { Variant } from "../contract/catalog.ts";
import type { Order } from "../contract/orders.ts";
import type { Chance } from "./chance.ts";
import { clock, rest } from "./clock.ts";
import { applicants, addressOf } from "./people/cast.ts";
import { emailOf, type People, type Person } from "./people/person.ts";
import type { Stall } from "./stall.ts";
import { payOrder, placeOrder } from "./trade/buying.ts";
import { shipOrder } from "./trade/shipping.ts";
import { fileVerification } from "./trade/verify.ts";

/** What each of the four one-click roles finds waiting. */

/** A busy machine takes its time; whoever waits in vain leaves the viewer without an order in that state. */
const paid_ms_max = 60_000;

/** Whoever comes in with one click has agreed to the terms already. */
export async function agree(person: Person): Promise<void> {
  for (const document of (await person.call("getAccount")).consents_due)
    await person.call("giveConsent", { body: { document, version: legalVersions[document] } });
}

/** Waits for the provider's word to come through. */
async function untilPaid(buyer: Person, order: Order): Promise<boolean> {
  const endMs = clock.nowMs() + paid_ms_max;
  while (clock.nowMs() < endMs) {
    if ((await buyer.call("getOrder", { params: { order_id: order.id } })).state === "to_ship") return true;
    await clock.sleep(200);
  }
  return false;
}

const firstVariant = (stall: Stall | undefined): Variant | null =>
  stall?.products.flatMap((product) => product.variants).find((variant) => variant.available > 0) ?? null;

/**
 * The viewer: a name, two addresses, an order in every state, and after-sales: one that waits for its seller, a dispute that takes evidence,
 * and one that the operator may rule.
 */
export async function prepareViewer(
  viewer: Person,
  stalls: readonly Stall[],
  operator: Person,
  chance: Chance,
): Promise<void> {
  await viewer.call("updateAccount", { body: { name: "林小禾" } });
  const { data: addresses } = await viewer.call("listAddresses");
  if (addresses.length === 0) {
    await viewer.call("createAddress", { body: addressOf("林小禾", 900, chance) });
    await viewer.call("createAddress", {
      body: { ...addressOf("林建国", 901, chance), is_default: false },
    });
  }
  const [address] = (await viewer.call("listAddresses")).data;
  if (address === undefined) return;
  const { data: orders } = await viewer.call("listMyOrders", { query: { limit: 100 } });
  const order = async (stall: Stall | undefined): Promise<Order | null> => {
    const variant = firstVariant(stall);
    return variant === null
      ? null
      : placeOrder(viewer, { variant_id: variant.id, quantity: 1, address_id: address.id, session: null });
  };
  const [first, second, third, fourth] = stalls;
  for (const stall of [first, second, third])
    if (stall !== undefined) await viewer.call("followHost", { params: { host_id: stall.owner.account_id } });
  if (orders.length === 0) {
    for (const [stall, steps, asks] of [
      // Nothing is asked of this one: it is settled, and done.
      [third, 3, null],
      [second, 3, "ruling"],
      [third, 3, "dispute"],
      [first, 3, "answer"],
      [second, 2, null],
      [first, 1, null],
    ] as const) {
      const placed = await order(stall);
      if (placed === null || stall === undefined) continue;
      await payOrder(viewer, placed);
      if (!(await untilPaid(viewer, placed)) || steps === 1) continue;
      await shipOrder(stall.owner, stall.shop.id, placed.id, chance);
      if (steps === 3) await viewer.call("receiveOrder", { params: { order_id: placed.id } });
      if (asks === "ruling") await withoutEvidence(operator, () => askBack(viewer, stall, placed, "dispute"));
      else if (asks !== null) await askBack(viewer, stall, placed, asks);
    }
    const second_thoughts = await order(fourth);
    if (second_thoughts !== null) await viewer.call("cancelOrder", { params: { order_id: second_thoughts.id } });
  }
  // An unpaid one closes by itself after a quarter of an hour, so each start brings a fresh one.
  if (!orders.some((one) => one.state === "unpaid")) await order(second);
}

/** What is disputed meanwhile may be ruled at once: days of evidence would outlast every visit. */
async function withoutEvidence(operator: Person, act: () => Promise<void>): Promise<void> {
  const name = "aftersale_evidence_hours";
  const usual = (await operator.call("listSettings")).data.find((one) => one.name === name)?.value ?? 0;
  const set = (from: number, to: number, reason: string) =>
    operator.call("changeSetting", { params: { name }, body: { from, to, reason } });
  if (usual === 0) return act();
  await set(usual, 0, "演示：让一起纠纷可以马上裁决");
  try {
    await act();
  } finally {
    await set(0, usual, "演示：恢复原来的举证期");
  }
}

/** An after-sale that waits for its seller's answer, or, refused, for the operator's ruling. */
async function askBack(viewer: Person, stall: Stall, order: Order, waits_for: "answer" | "dispute"): Promise<void> {
  const made = await viewer.call("applyAftersale", {
    params: { order_id: order.id },
    body:
      waits_for === "answer"
        ? { way: "return_refund", reason: "damaged", description: "外箱压坏了，里面也碎了一半。" }
        : { way: "return_refund", reason: "not_as_described", description: "和直播间看到的不一样。" },
  });
  if (waits_for === "answer") return;
  const refused = await stall.owner.call("actAsSeller", {
    params: { shop_id: stall.shop.id, aftersale_id: made.id },
    body: { action: "refuse", version: made.version, note: "发货前拍照核对过，与商品页一致。" },
  });
  await viewer.call("actAsBuyer", {
    params: { aftersale_id: made.id },
    body: { action: "dispute", version: refused.version, note: "颜色和规格都对不上，请平台核实。" },
  });
}

/** The merchant: orders that wait to be shipped, each from somebody else. */
export async function prepareMerchant(
  stall: Stall,
  buyers: readonly { person: Person; address_id: string | null }[],
  wanted: number,
): Promise<void> {
  const { data } = await stall.owner.call("listShopOrders", {
    params: { shop_id: stall.shop.id },
    query: { state: "to_ship", limit: 20 },
  });
  for (const [number, { person, address_id }] of buyers.slice(0, Math.max(0, wanted - data.length)).entries()) {
    const variants = stall.products.flatMap((product) => product.variants).filter((one) => one.available > 0);
    const variant = variants[number % variants.length];
    if (variant === undefined || address_id === null) continue;
    await payOrder(
      person,
      await placeOrder(person, { variant_id: variant.id, quantity: 1 + (number % 2), address_id, session: null }),
    );
  }
}

/** The operator: today's statement of the sandbox provider so far, compared once; the whole day follows by itself. */
export async function prepareStatement(operator: Person): Promise<void> {
  const { time_zone } = await operator.call("getDeployment");
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: time_zone, dateStyle: "short" }).format(
    new Date(clock.nowMs()),
  );
  const { data } = await operator.call("listReconciliations", { query: { provider: "sandbox", limit: 3 } });
  if (data.some((one) => one.day === day && one.ran_at !== null)) return;
  await operator.call("runReconciliation", { params: { provider: "sandbox", day } });
}

/**
 * Somebody always waits for the operator's decision; when it is made, somebody else does soon. The applicants look
 * themselves: an operator's look would stand in the audit log.
 */
export async function keepApplicants(people: People, signal: AbortSignal): Promise<void> {
  for (const [number, { slug, name, locale, legal_name, place }] of applicants.entries()) {
    if (signal.aborted) return;
    const person = await people.signIn({ email: emailOf(slug), name, locale });
    const [newest] = (await person.call("listMyVerifications")).data;
    if (newest?.state === "pending") return;
    // Whoever has been answered, either way, does not ask again.
    if (newest !== undefined) continue;
    await fileVerification(person, "host", {
      legal_name,
      company: `${name}（演示）`,
      number: 300 + number,
      birth_date: `199${number}-04-12`,
      address: place,
      contact_phone: `+86 130 0000 ${3000 + number}`,
    });
    await rest(1000, signal);
    return;
  }
}
