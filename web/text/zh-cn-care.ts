import { reviews } from "./zh-cn/reviews.ts";
import { talk } from "./zh-cn/talk.ts";

export const words = { reviews, talk };
