import type { AftersaleState } from "../../../contract/aftersale-words.ts";
import type { Aftersale } from "../../../contract/aftersales.ts";

/** True while an after-sale is not over. */
export const isOpen = (state: AftersaleState): boolean => state !== "success" && state !== "closed";

/** True while both sides of a dispute may still show what they have, and nobody decides yet; told by what the reader may do. */
export function takesEvidence(
  { state, evidence_until, actions }: Pick<Aftersale, "state" | "evidence_until" | "actions">,
  viewer: "buyer" | "seller" | "operator",
): boolean {
  if (state !== "dispute" || evidence_until === null) return false;
  return viewer === "operator" ? !actions.includes("rule_for_buyer") : actions.includes("give_evidence");
}

/** True where the provider refused to pay it back, and nobody has had it paid again. */
export const isRefused = ({ state, payment }: Pick<Aftersale, "state" | "payment">): boolean =>
  state === "paying" && payment?.state === "failed";
