import type { Messages } from "./en.ts";
import { words as aftersale } from "./zh-cn-aftersale.ts";
import { words as care } from "./zh-cn-care.ts";
import { words as desk } from "./zh-cn-desk.ts";
import { words as docs } from "./zh-cn-docs.ts";
import { words as own } from "./zh-cn-own.ts";
import { words as viewer } from "./zh-cn-viewer.ts";
import { words as work } from "./zh-cn-work.ts";

/** Every Chinese text, written for Chinese readers; only the keys and arguments follow the English file. */
export const zhCN = { ...viewer, ...own, ...work, ...desk, ...docs, ...care, ...aftersale } as const satisfies Messages;
