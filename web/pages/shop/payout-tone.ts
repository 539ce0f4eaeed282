import type { PayoutState } from "../../../contract/payouts.ts";
import type { Tone } from "../../ui/state-badge.tsx";

export const payoutTone: Readonly<Record<PayoutState, Tone>> = {
  requested: "soon",
  approved: "soon",
  sending: "soon",
  paid: "good",
  refused: "bad",
  cancelled: "quiet",
  failed: "bad",
  returned: "bad",
};
