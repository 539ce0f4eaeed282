export type { Programs, Quote } from "./policy.ts";
