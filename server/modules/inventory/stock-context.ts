import type { Context } from "../../kernel/context.ts";
import type { SoldOut } from "./sold-out.ts";

/** What changing stock needs: whoever changes it also says where nothing is left. */
export interface StockContext extends Context {
  readonly soldOut: SoldOut;
}
