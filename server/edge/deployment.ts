import type { Context } from "../kernel/context.ts";
import { devInboxOpen } from "../modules/accounts/index.ts";

/** What this deployment is, as anybody may know. */
export function deploymentOf(ctx: Context, version: string) {
  return {
    object: "deployment" as const,
    name: "Laotie",
    version,
    demo: ctx.config.demo,
    dev_inbox: devInboxOpen(ctx.config),
    currency: ctx.config.currency,
    time_zone: ctx.config.time_zone,
    locales: ["zh-CN" as const, "en" as const],
    rtmp_url: ctx.rtmp_url,
    analytics: ctx.config.analytics,
    operator: {
      name: ctx.config.operator_name,
      address: ctx.config.operator_address,
      contact: ctx.config.operator_contact,
    },
  };
}
