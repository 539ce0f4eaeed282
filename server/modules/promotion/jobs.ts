import type { Job } from "../../kernel/jobs.ts";
import { tellExpiring } from "./coupons/claim-coupon.ts";
import type { PromotionParts } from "./promotion.ts";

export function promotionJobs(parts: PromotionParts): Job[] {
  return [{ name: "promotion.tell_expiring", cron: "23 * * * *", retry_max: 3, work: () => tellExpiring(parts) }];
}
