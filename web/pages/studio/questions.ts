import type { ChatLine } from "../../../contract/chat.ts";
import { openQuestions } from "../../../contract/questions.ts";
import type { ChatEntry } from "../../live/room-state.ts";

export type Question = ChatLine;

const linesOf = (entries: readonly ChatEntry[]): readonly ChatLine[] =>
  entries.flatMap((entry) => (entry.kind === "line" ? [entry.line] : []));

/** Questions that wait, oldest first; `done`: those marked as answered aloud. */
export const questionsOf = (entries: readonly ChatEntry[], done: ReadonlySet<string>): readonly Question[] =>
  openQuestions(linesOf(entries)).filter(({ id }) => !done.has(id));

/** Lines of viewers within the last minute, as far as they are remembered here. */
export const lineRate = (entries: readonly ChatEntry[], now_ms: number): number =>
  linesOf(entries).filter((line) => line.role === "viewer" && Date.parse(line.at) > now_ms - 60_000).length;
