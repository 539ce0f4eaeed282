import { words as aftersale } from "./en-aftersale.ts";
import { words as care } from "./en-care.ts";
import { words as desk } from "./en-desk.ts";
import { words as docs } from "./en-docs.ts";
import { words as own } from "./en-own.ts";
import { words as viewer } from "./en-viewer.ts";
import { words as work } from "./en-work.ts";

/**
 * Every English text, by page. English is the shape that the other languages must fill. Only types and tests take it
 * whole; a page downloads the parts of `words.ts` it shows.
 */
export const en = { ...viewer, ...own, ...work, ...desk, ...docs, ...care, ...aftersale } as const;

/** The same keys with any text. */
type Filled<T> = { readonly [K in keyof T]: T[K] extends string ? string : Filled<T[K]> };
export type Messages = Filled<typeof en>;
