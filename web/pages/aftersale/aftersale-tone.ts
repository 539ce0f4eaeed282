import type { AftersaleState } from "../../../contract/aftersale-words.ts";
import type { Tone } from "../../ui/state-badge.tsx";

/** How a state looks: it waits for somebody, went well, went wrong, or is over. */
export const aftersaleTones: Readonly<Record<AftersaleState, Tone>> = {
  applied: "soon",
  proposed: "soon",
  seller_refused: "bad",
  dispute: "bad",
  platform_confirmed: "soon",
  await_return: "soon",
  returned: "soon",
  exchange_sent: "soon",
  paying: "soon",
  success: "good",
  closed: "quiet",
};
