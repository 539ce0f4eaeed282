import { aftersale } from "./en/aftersale.ts";

/** After-sales of buyers, shops and the platform. */
export const words = { aftersale } as const;
