import type { AftersaleState } from "../../../contract/aftersale-words.ts";

/** True while an after-sale is not over. */
export const isOpen = (state: AftersaleState): boolean => state !== "success" && state !== "closed";
