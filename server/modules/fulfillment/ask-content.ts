import type { Seal } from "../../kernel/seal.ts";
import type { Delivery } from "../orders/index.ts";
import type { AskRow } from "./tables.ts";

/** What is asked, as it is kept under seal: another address, or a later date (ISO 8601), and why. */
export interface AskContent {
  readonly delivery: Delivery | null;
  readonly ship_by: string | null;
  readonly reason: string;
}

const content_purpose = "fulfillment.ask";
const answer_purpose = "fulfillment.ask_answer";

export const sealContent = (seal: Seal, content: AskContent): string =>
  seal.seal(JSON.stringify(content), content_purpose);
export const contentOf = (seal: Seal, row: Pick<AskRow, "content_sealed">): AskContent =>
  JSON.parse(seal.open(row.content_sealed, content_purpose)) as AskContent;

export const sealAnswer = (seal: Seal, reason: string): string | null =>
  reason === "" ? null : seal.seal(reason, answer_purpose);
export const answerOf = (seal: Seal, row: Pick<AskRow, "answer_sealed">): string =>
  row.answer_sealed === null ? "" : seal.open(row.answer_sealed, answer_purpose);
