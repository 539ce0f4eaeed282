import { z } from "zod";
import type { Job } from "../../kernel/jobs.ts";
import { limits } from "../../kernel/limits.ts";
import { askProvider } from "./ask-provider.ts";
import type { PaymentParts } from "./parts.ts";
import { paymentProviders } from "../../../contract/payments.ts";
import { planDays, reconcileDay } from "./reconciliation/reconcile-day.ts";
import { runRefund } from "./run-refund.ts";

const RefundData = z.object({ shop_id: z.string(), refund_id: z.string() });

const ReconcileData = z.object({
  provider: z.enum(paymentProviders),
  day: z.iso.date(),
  by: z.string().nullable(),
});

export function paymentJobs(parts: PaymentParts): readonly Job[] {
  return [
    {
      name: "payments.refund",
      retry_max: limits.refund_attempts_max,
      async work(data) {
        const { shop_id, refund_id } = RefundData.parse(data);
        await runRefund(parts, shop_id, refund_id);
      },
    },
    {
      name: "payments.sweep",
      cron: "* * * * *",
      retry_max: 0,
      async work() {
        await askProvider(parts);
      },
    },
    { name: "payments.plan_reconciliations", cron: "*/10 * * * *", retry_max: 0, work: () => planDays(parts) },
    {
      // What a provider does not give is asked for again by the plan, with pauses of its own.
      name: "payments.reconcile",
      retry_max: 2,
      async work(data) {
        const { by, ...key } = ReconcileData.parse(data);
        await reconcileDay(parts, key, by);
      },
    },
  ];
}
