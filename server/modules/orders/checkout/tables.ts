import type {
  CheckoutCloseReason,
  CheckoutPartState,
  CheckoutState,
  RefusalNote,
} from "../../../../contract/checkout.ts";
import type { Picture } from "../../../../contract/media.ts";
import type { MomentOf } from "../tables.ts";

export interface CheckoutKey {
  readonly account_id: string;
  readonly checkout_id: string;
}

/** orders.checkout */
export interface CheckoutRow extends CheckoutKey {
  readonly idempotency_key: string;
  readonly fingerprint: string;
  readonly state: CheckoutState;
  readonly close_reason: CheckoutCloseReason | null;
  /** The delivery address as it was, ciphertext: what is resumed goes where the buyer said. */
  readonly address_sealed: string;
  /** What the key repeats, ciphertext; null until every shop has answered. */
  readonly answer_sealed: string | null;
  readonly created_at: Date;
  /** After this nothing more is placed: what did not answer by then is not had. */
  readonly place_by: Date;
  readonly choose_by: Date | null;
  readonly pay_by: Date | null;
}

/** A line as it is shown; amounts in minor units as text, because it is JSON. */
export interface KeptLine {
  readonly variant_id: string;
  readonly product_id: string;
  readonly title: string;
  readonly variant_title: string;
  readonly unit: string;
  readonly picture: Picture | null;
  readonly quantity: number;
  readonly unit_price: string;
  readonly problem: "sold_out" | "short" | "off_sale" | null;
  readonly available: number | null;
  /** What it was in the cart, so that it can go back there. */
  readonly price_seen: string;
  readonly put_in_at: string;
  readonly moment: MomentOf | null;
}

/** orders.checkout_part: what one shop gets of it. */
export interface PartRow extends CheckoutKey {
  readonly shop_id: string;
  readonly position: number;
  readonly state: CheckoutPartState;
  readonly order_id: string | null;
  /** What the shop is asked for with what the buyer wrote to it, ciphertext. */
  readonly wish_sealed: string;
  readonly lines: readonly KeptLine[];
  readonly goods: bigint;
  readonly shipping: bigint;
  readonly total: bigint;
  readonly refusal: RefusalNote | null;
}
