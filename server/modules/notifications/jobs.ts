import type { Job } from "../../kernel/jobs.ts";
import { limits } from "../../kernel/limits.ts";
import type { NotificationParts } from "./parts.ts";
import { sendDeliveries } from "./send-deliveries.ts";
import { forgetOld } from "./store.ts";
import { fanOutJob, FanOutJob, resumeFanOuts, tellFollowers } from "./tell-followers.ts";
import { deliverJob } from "./write-items.ts";

export function notificationJobs(parts: NotificationParts): Job[] {
  const { ctx } = parts;
  return [
    { name: deliverJob, retry_max: limits.job_retries_max, work: () => sendDeliveries(parts) },
    {
      // What waits for another try, and what a killed process left behind.
      name: "notifications.sweep",
      cron: "* * * * *",
      retry_max: 0,
      async work() {
        await resumeFanOuts(parts);
        await sendDeliveries(parts);
      },
    },
    {
      name: fanOutJob,
      retry_max: limits.job_retries_max,
      work: (data) => tellFollowers(parts, FanOutJob.parse(data)),
    },
    {
      name: "notifications.forget",
      cron: "41 3 * * *",
      retry_max: 3,
      work: () => ctx.db.transact((tx) => forgetOld(tx, new Date(ctx.clock.nowMs() - limits.notifications_kept_ms))),
    },
  ];
}
