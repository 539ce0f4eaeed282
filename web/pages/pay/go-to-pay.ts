import { leaveFor } from "../../ui/use-back.ts";

/** Leaves for where `id` (an order or a checkout) is paid: the provider's page, or ours with the code to scan. */
export function goToPay(id: string, begun: { readonly pay_url: string | null }): void {
  void leaveFor(begun.pay_url ?? `/pay/${id}`);
}
