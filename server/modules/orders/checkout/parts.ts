import type { Address } from "../../../../contract/accounts.ts";
import type { Order, OrderFields } from "../../../../contract/orders.ts";
import type { z } from "zod";
import type { MomentOf } from "../tables.ts";

/** Places one shop's order of a checkout: through the shop's lane, as any other. Address and moment were checked before. */
export type CheckoutPlace = (wish: {
  readonly shop_id: string;
  readonly buyer_id: string;
  readonly key: string;
  readonly fields: z.output<typeof OrderFields>;
  readonly address: Address;
  readonly moment: MomentOf | null;
  readonly checkout_id: string;
}) => Promise<Order>;
