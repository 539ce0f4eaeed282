import { desk } from "./en/desk.ts";
import { operator } from "./en/operator.ts";

/** The operator's desk. */
export const words = { desk, operator } as const;
