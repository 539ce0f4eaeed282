import { isDatabaseAway } from "../../kernel/db.ts";
import { Intake, type Outcome } from "../../kernel/intake.ts";
import { limits } from "../../kernel/limits.ts";
import { refuse, Refusal } from "../../kernel/refusal.ts";
import { applyFacts, type Applied } from "./apply-facts.ts";
import { applyChargeReport } from "./charges/apply-report.ts";
import { membersOfCharge } from "./charges/store.ts";
import type { Fact } from "./fact.ts";
import type { PaymentParts } from "./parts.ts";
import { isAccount, type Report } from "./report.ts";
import { placesOfRefund } from "./store.ts";

export type TakeReport = (report: Report) => Promise<Applied>;

/** Takes what webhooks say. Those of one shop are written together: its balances are locked once for all of them. */
export function createTakeReport(parts: PaymentParts): TakeReport {
  const { ctx } = parts;
  const intake = new Intake<Fact, Applied>({
    batch_max: limits.webhook_batch_max,
    queue_max: limits.webhook_queue_per_shop_max,
    laneOf: (fact) => fact.shop_id,
    run: async (shop_id, facts) => {
      const outcomes = await ctx.db.transact((tx) => applyFacts(parts, tx, shop_id, facts));
      parts.reach("payments.webhook: applied, not answered");
      return outcomes;
    },
    isShared: isDatabaseAway,
  });
  return async (report) => {
    if (isOfCharge(report)) return valueOf(await ctx.db.transact((tx) => applyChargeReport(parts, tx, report)));
    return intake.submit(await factOf(parts, report));
  };
}

/** The same in a caller's transaction, for what the provider answers to a question of ours. */
export async function applyReport(parts: PaymentParts, report: Report): Promise<Outcome<Applied>> {
  const { ctx } = parts;
  if (isOfCharge(report)) return ctx.db.transact((tx) => applyChargeReport(parts, tx, report));
  const fact = await factOf(parts, report);
  const [outcome] = await ctx.db.transact((tx) => applyFacts(parts, tx, fact.shop_id, [fact]));
  return outcome ?? { ok: false, refusal: new Refusal("webhook_unknown") };
}

function valueOf(outcome: Outcome<Applied>): Applied {
  if (!outcome.ok) throw outcome.refusal;
  return outcome.value;
}

const isOfRefund = (report: Report): boolean => report.type === "refunded" || report.type === "refund_failed";
const isOfCharge = (report: Report): boolean => isAccount(report.owner) && !isOfRefund(report);

/** Which intent of which shop a report is about. Refunds are kept in their intent's shop, whoever's payment they go back to. */
async function factOf(parts: PaymentParts, report: Report): Promise<Fact> {
  const { owner, ...rest } = report;
  if (!isOfRefund(report)) return { ...rest, shop_id: owner, intent_id: report.reference ?? refuse("webhook_unknown") };
  const place = await placeOfRefund(parts, report);
  if (place === undefined) {
    parts.ctx.log.warn(
      { provider: report.provider, event_id: report.event_id, owner, refund_id: report.refund_id },
      "a provider reported a refund that is not ours; nothing was written",
    );
    return refuse("webhook_unknown", { details: { why: "refund_unknown" } });
  }
  return { ...rest, ...place, reference: report.reference };
}

async function placeOfRefund({ ctx }: PaymentParts, { owner, reference, refund_id }: Report) {
  if (refund_id === null) return undefined;
  const { reader } = ctx.db;
  const shop_ids =
    isAccount(owner) && reference !== null
      ? (await membersOfCharge(reader, owner, reference)).map((member) => member.shop_id)
      : [owner];
  const place = shop_ids.length === 0 ? undefined : await placesOfRefund(reader, shop_ids, refund_id);
  return place === undefined ? undefined : { shop_id: place.shop_id, intent_id: place.intent_id };
}
