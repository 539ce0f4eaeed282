import { z } from "zod";
import type { Job } from "../../kernel/jobs.ts";
import { limits } from "../../kernel/limits.ts";
import { askProvider } from "./ask-provider.ts";
import type { PaymentParts } from "./parts.ts";
import { runRefund } from "./run-refund.ts";

const RefundData = z.object({ shop_id: z.string(), refund_id: z.string() });

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
  ];
}
