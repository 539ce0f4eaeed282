import { z } from "zod";
import type { Context } from "../../../kernel/context.ts";
import type { Tx } from "../../../kernel/db.ts";
import type { Job } from "../../../kernel/jobs.ts";
import { limits } from "../../../kernel/limits.ts";
import type { TimerHandler } from "../../../kernel/timers.ts";
import { advanceCheckout, unfinished, type Advancing } from "./advance-checkout.ts";
import { changeCheckout } from "./change-checkout.ts";
import { checkoutById } from "./store.ts";
import type { CheckoutKey } from "./tables.ts";

const resume = "orders.resume_checkout";
const ResumeData = z.object({ account_id: z.string(), checkout_id: z.string() });

/** Has somebody go on with a checkout, once this transaction has committed. */
export async function queueResume(ctx: Context, tx: Tx, key: CheckoutKey): Promise<void> {
  const { account_id, checkout_id } = key;
  await ctx.jobs.add(tx, resume, { account_id, checkout_id }, { key: checkout_id });
}

/** Goes on with what was left unfinished; tried again until nothing is. */
export function checkoutJobs(advancing: Advancing): Job[] {
  return [
    {
      name: resume,
      retry_max: limits.checkout_resumes_max,
      async work(data) {
        const row = await advanceCheckout(advancing, ResumeData.parse(data));
        // One that waits for a payment under way is finished by the order that hears of it.
        if (row.state === "placing") throw new Error(`${row.checkout_id} is not placed yet`);
      },
    },
  ];
}

export function checkoutTimers({ ctx, deps }: Advancing): TimerHandler[] {
  return [
    {
      name: "orders.checkout_resume",
      async fall(tx, timers) {
        for (const { key, subject_id } of timers) {
          const row = await checkoutById(tx, { account_id: key, checkout_id: subject_id });
          if (row !== undefined && unfinished.has(row.state)) await queueResume(ctx, tx, row);
        }
      },
    },
    {
      name: "orders.checkout_choose",
      async fall(tx, timers) {
        for (const { key: account_id, subject_id: checkout_id } of timers) {
          const key = { account_id, checkout_id };
          const row = await changeCheckout(ctx, deps, tx, key, ({ state }) =>
            state === "awaiting_choice" ? { state: "closing", close_reason: "released" } : null,
          );
          if (row.state === "closing") await queueResume(ctx, tx, key);
        }
      },
    },
  ];
}
