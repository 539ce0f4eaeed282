import type { ChargeMemberRow, ChargeRow, IntentRow } from "../tables.ts";
import { openStates } from "../intent.ts";
import type { Report } from "../report.ts";

export type KnownCharge = Pick<ChargeRow, "id" | "state" | "amount" | "currency" | "provider" | "payment_id">;
export type ChargeVerdict =
  | { readonly kind: "refused"; readonly why: "charge_unknown" | "payment_differs" | "amount_differs" }
  | { readonly kind: "repeated" }
  | { readonly kind: "captured"; readonly payment_id: string }
  | { readonly kind: "failed" };

/** Decides what a report changes about a charge whose lock is held. Pure. */
export function decideCharge(
  report: Report,
  charge: KnownCharge | undefined,
  event_ids: ReadonlySet<string>,
): ChargeVerdict {
  if (charge === undefined || charge.provider !== report.provider) return { kind: "refused", why: "charge_unknown" };
  if (charge.payment_id !== null && report.payment_id !== null && charge.payment_id !== report.payment_id)
    return { kind: "refused", why: "payment_differs" };
  if (charge.currency !== report.currency || charge.amount !== report.amount)
    return { kind: "refused", why: "amount_differs" };
  if (charge.state === "captured" || (report.event_id !== null && event_ids.has(report.event_id)))
    return { kind: "repeated" };
  if (report.type === "failed") return charge.state === "open" ? { kind: "failed" } : { kind: "repeated" };
  return report.payment_id === null
    ? { kind: "refused", why: "payment_differs" }
    : { kind: "captured", payment_id: report.payment_id };
}

/** True while a buyer may pay this intent. */
export function isPayable(intent: Pick<IntentRow, "state" | "expires_at">, at: Date): boolean {
  return openStates.includes(intent.state) && intent.expires_at > at;
}

/** The charge a buyer may go on with: of exactly these intents, by whom and how they chose or by nobody yet. */
export function chargeToGoOnWith(
  found: readonly { readonly charge: ChargeRow; readonly members: readonly ChargeMemberRow[] }[],
  intent_ids: readonly string[],
  choice: Pick<ChargeRow, "provider" | "method">,
): ChargeRow | undefined {
  const wanted = intent_ids.toSorted().join();
  return found.find(
    ({ charge, members }) =>
      charge.state === "open" &&
      (charge.provider === null || (charge.provider === choice.provider && charge.method === choice.method)) &&
      members
        .map((member) => member.intent_id)
        .toSorted()
        .join() === wanted,
  )?.charge;
}
