import { desk } from "./zh-cn/desk.ts";
import { operator } from "./zh-cn/operator.ts";

export const words = { desk, operator };
