import type { z } from "zod";
import type { Verification, VerificationFields } from "../../../contract/accounts.ts";
import { limits } from "../../kernel/limits.ts";
import type { StoredVerificationState } from "./tables.ts";

export type VerificationContent = Omit<z.infer<typeof VerificationFields>, "kind">;

/** From which state a verification may go where. `expired` is an approved one whose time has run out. */
export const verificationTransitions = {
  pending: ["approved", "rejected"],
  approved: ["expired"],
  rejected: [],
  expired: [],
} as const satisfies Record<Verification["state"], readonly Verification["state"][]>;

/** The state as of `at`: nothing has to run for an approval to end. */
export function stateAt(
  row: { state: StoredVerificationState; valid_until: Date | null },
  at: Date,
): Verification["state"] {
  return row.state === "approved" && row.valid_until !== null && row.valid_until <= at ? "expired" : row.state;
}

/** So many calendar months later (DOMAIN §5 rule 1: six at most); the 31st becomes the last day of a shorter month. */
export function validUntil(at: Date, months_valid: number = limits.verification_valid_months): Date {
  const months = at.getUTCMonth() + months_valid;
  const lastDay = new Date(Date.UTC(at.getUTCFullYear(), months + 1, 0)).getUTCDate();
  return new Date(
    Date.UTC(
      at.getUTCFullYear(),
      months,
      Math.min(at.getUTCDate(), lastDay),
      at.getUTCHours(),
      at.getUTCMinutes(),
      at.getUTCSeconds(),
      at.getUTCMilliseconds(),
    ),
  );
}

/** Whole years lived at `at`, by the calendar of the market's time zone. Negative for a day that is still to come. */
export function ageAt(birthDate: string, at: Date, timeZone: string): number {
  const today = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(at);
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Its ends stay readable, so that the owner can tell which document it was. */
export function maskDocument(number: string): string {
  const shown = number.length >= 12 ? 3 : 1;
  return `${number.slice(0, shown)}${"*".repeat(number.length - 2 * shown)}${number.slice(-shown)}`;
}

/**
 * Since when somebody has been approved without a gap, seen at `at`; null where they are not approved then. `approvals` in
 * the order of their decisions.
 */
export function verifiedSince(
  approvals: readonly { readonly decided_at: Date; readonly valid_until: Date }[],
  at: Date,
): Date | null {
  let since: Date | null = null;
  let until: Date | null = null;
  for (const one of approvals) {
    if (one.decided_at > at) continue;
    if (since === null || until === null || one.decided_at > until) since = one.decided_at;
    if (until === null || one.valid_until > until) until = one.valid_until;
  }
  return until !== null && until > at ? since : null;
}
