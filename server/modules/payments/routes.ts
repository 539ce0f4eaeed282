import { paymentRoutes } from "../../../contract/payments.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import type { PaymentParts } from "./parts.ts";
import { createTakeReport } from "./take-report.ts";

export function bindPaymentRoutes(parts: PaymentParts): readonly BoundRoute[] {
  const { ctx, providers } = parts;
  const take = createTakeReport(parts);
  const receive = async (name: string, headers: Headers, body: Uint8Array, owner: string | null) => {
    const provider = providers.get(name) ?? refuse("webhook_unknown");
    const report = provider.parseWebhook(headers, body, ctx.clock.now(), owner);
    // About nothing of interest: received, and nothing to tell.
    const { duplicate } = report === null ? { duplicate: false } : await take(report);
    return { object: "webhook_received" as const, duplicate };
  };
  return [
    handle(paymentRoutes.receiveWebhook, ({ params, body, request }) =>
      receive(params.provider, request.headers, body, null),
    ),
  ];
}
