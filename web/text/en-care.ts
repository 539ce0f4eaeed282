import { reviews } from "./en/reviews.ts";
import { talk } from "./en/talk.ts";

/** What people say of what they bought, and to whom. */
export const words = { reviews, talk } as const;
