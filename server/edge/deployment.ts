import type { Context } from "../kernel/context.ts";
import { devInboxOpen } from "../modules/accounts/index.ts";
import packageJson from "../../package.json" with { type: "json" };

/** What this deployment is, as anybody may know. */
export function deploymentOf(ctx: Context) {
  return {
    object: "deployment" as const,
    name: "Laotie",
    version: packageJson.version,
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
