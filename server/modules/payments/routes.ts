import { paymentRoutes, type PaymentOption } from "../../../contract/payments.ts";
import { refuse } from "../../kernel/refusal.ts";
import { handle, type BoundRoute } from "../../kernel/routing.ts";
import type { PaymentParts } from "./parts.ts";
import type { PaymentProvider } from "./provider.ts";
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
    handle(paymentRoutes.listPaymentOptions, () =>
      Promise.resolve({ object: "payment_options" as const, data: optionsOf([...providers.values()]) }),
    ),
    handle(paymentRoutes.receiveOwnedWebhook, ({ params, body, request }) =>
      receive("wechat", request.headers, body, params.owner),
    ),
    handle(paymentRoutes.receiveAlipayNotice, async ({ params, body, request }) => {
      await receive("alipay", request.headers, body, params.owner);
      return "success" as const;
    }),
  ];
}

/** What a buyer is offered. `jsapi` needs to know who the buyer is inside WeChat, so it is for programs that do. */
function optionsOf(providers: readonly PaymentProvider[]): PaymentOption[] {
  return providers.flatMap(({ name, methods }) =>
    methods.flatMap((method) => (method === "jsapi" ? [] : [{ provider: name, method }])),
  );
}
