import { limits } from "../../../kernel/limits.ts";
import type { PersonalData } from "../../../kernel/module.ts";
import { wireFound } from "../search/found-payment.ts";
import { findPayments } from "../search/store.ts";
import { chargesOfAccount } from "./store.ts";

/** Payments and refunds are records of trade and stay for three years (DOMAIN §5 rule 2), so nothing is erased here. */
export const personalPayments: PersonalData = {
  name: "payments",
  async exportOf(reader, account_id) {
    const limit = limits.export_rows_per_list_max;
    const [payments, charges] = await Promise.all([
      findPayments(reader, { by: "buyer", id: account_id }, { state: null, before: null, limit }),
      chargesOfAccount(reader, account_id, limit),
    ]);
    return { payments: payments.map(wireFound), charges };
  },
};
