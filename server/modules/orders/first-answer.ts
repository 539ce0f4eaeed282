import type { Currency } from "../../../contract/money.ts";
import type { Order } from "../../../contract/orders.ts";
import { present } from "../../kernel/assert.ts";
import { jsonTemplate, WireText, type Filled, type WireTextOf } from "../../kernel/wire-text.ts";
import { addressText } from "./delivery.ts";
import type { ReadFacts } from "./read-batch-facts.ts";
import { asPlaced, noLife, viewOrder } from "./view.ts";
import type { Placed } from "./write-orders.ts";

/** What the orders of a batch are answered with. */
export interface FirstAnswers {
  of(placed: Placed): WireTextOf<Order>;
}

/**
 * The orders of a batch as their buyers see them the moment they are placed, from what was written: nothing is read again.
 * In a flash sale a thousand of them differ in ids, name and address only, so their JSON is made once and filled in.
 */
export function firstAnswers(currency: Currency, facts: ReadFacts, nonce: string): FirstAnswers {
  const templates = new Map<string, Filled>();
  const nameOf = (placed: Placed): string => facts.names.get(placed.order.buyer_id) ?? "";
  const whole = ({ order, lines, draft, payment }: Placed, buyer_name: string): Order =>
    viewOrder(
      asPlaced({
        order,
        lines: lines.map((line, index) => ({
          ...line,
          page: present(draft.lines[index], "a draft of each line").page,
        })),
        entries: [],
        delivery: draft.delivery,
        delivery_placed: draft.delivery,
        shop: facts.card,
        buyer_name,
        payment,
        life: noLife,
        shop_remark: null,
        invoice: null,
        refund: null,
      }),
      "buyer",
      currency,
    );
  const filledOf = (placed: Placed): Filled => {
    const kind = kindOf(placed);
    const known = templates.get(kind);
    if (known !== undefined) return known;
    const made = jsonTemplate(nonce, (slot) => {
      const order = whole(placed, slot("buyer_name"));
      return {
        ...order,
        id: slot("id"),
        lines: order.lines.map((line, index) => ({ ...line, id: slot(`line ${index}`) })),
        address: { name: slot("name"), phone: slot("phone"), text: slot("text") },
        remark: slot("remark"),
        payment: order.payment === null ? null : { ...order.payment, id: slot("payment") },
      };
    });
    templates.set(kind, made);
    return made;
  };
  class Answer extends WireText {
    readonly #placed: Placed;
    constructor(placed: Placed) {
      super();
      this.#placed = placed;
    }
    toJSON(): Order {
      return whole(this.#placed, nameOf(this.#placed));
    }
    text(): string {
      const { order, lines, draft, payment } = this.#placed;
      const values: Record<string, string> = {
        id: order.order_id,
        buyer_name: nameOf(this.#placed),
        name: draft.delivery.name,
        phone: draft.delivery.phone,
        text: addressText(draft.delivery),
        remark: draft.delivery.remark,
        payment: payment.id,
      };
      for (const [index, line] of lines.entries()) values[`line ${index}`] = line.line_id;
      return filledOf(this.#placed)(values);
    }
  }
  return { of: (placed) => new Answer(placed) };
}

/** What two orders of a batch must share for their answers to be alike. */
function kindOf({ order, lines }: Placed): string {
  return JSON.stringify([
    String(order.goods),
    String(order.shipping),
    String(order.shop_discount),
    String(order.subsidy),
    String(order.total),
    order.pay_by,
    order.flash_sale_id,
    order.checkout_id,
    order.shipping_basis,
    order.moment,
    ...lines.map((line) => [line.variant_id, line.quantity, String(line.unit_price), line.page_hash]),
  ]);
}

/** The answer to who came again with a key, or an order that was read. */
export class ReadAnswer extends WireText {
  readonly #order: Order;
  constructor(order: Order) {
    super();
    this.#order = order;
  }
  toJSON(): Order {
    return this.#order;
  }
  text(): string {
    return JSON.stringify(this.#order);
  }
}
