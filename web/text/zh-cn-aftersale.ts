import { aftersale } from "./zh-cn/aftersale.ts";

export const words = { aftersale };
