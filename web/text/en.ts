import { common } from "./en/common.ts";
import { frame } from "./en/frame.ts";
import { signIn } from "./en/sign-in.ts";

/** Every English text, by page. English is the shape that the other languages must fill. */
export const en = { common, frame, signIn } as const;

/** The same keys with any text. */
type Filled<T> = { readonly [K in keyof T]: T[K] extends string ? string : Filled<T[K]> };
export type Messages = Filled<typeof en>;
