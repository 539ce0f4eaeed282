import { leaveFor } from "../../ui/use-back.ts";
import type { DepositPayment } from "../../../contract/payouts.ts";

/** Leaves for where `id` (an order or a checkout) is paid: the provider's page, or ours with the code to scan. */
export function goToPay(id: string, begun: { readonly pay_url: string | null }): void {
  void leaveFor(begun.pay_url ?? `/pay/${id}`);
}

/** Leaves for where a deposit is paid. Where there is a choice it is made on our page: no other page leads there. */
export function goToPayDeposit(begun: DepositPayment, ways: number): void {
  const ours = `/pay/${begun.id}?shop=${begun.shop_id}`;
  void leaveFor(ways > 1 ? ours : (begun.pay_url ?? ours));
}
