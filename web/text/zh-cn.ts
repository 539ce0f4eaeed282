import type { Messages } from "./en.ts";
import { common } from "./zh-cn/common.ts";
import { frame } from "./zh-cn/frame.ts";
import { signIn } from "./zh-cn/sign-in.ts";

/** Every Chinese text, written for Chinese readers; only the keys and arguments follow the English file. */
export const zhCN = { common, frame, signIn } as const satisfies Messages;
