import type { ErrorCode } from "../../../contract/errors.ts";
import { limits } from "../../kernel/limits.ts";

export type Role = "viewer" | "host" | "staff";
export type CleanText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly code: Extract<ErrorCode, "chat_empty" | "chat_too_long"> };

/** Characters that show nothing or turn the reading direction: controls, zero-width, bidi marks, overrides and isolates, tags. */
const unseen =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\u{e0000}-\u{e007f}]/gu;
/** More marks on one letter than any language needs: they would hang over other people's lines. */
const stackedMarks = /(\p{M}{4})\p{M}+/gu;
/** Joiners hold emoji and some scripts together; alone they are nothing. */
const onlyJoiners = /^(?:\u200c|\u200d|\ufe0e|\ufe0f|\s)*$/u;

/**
 * What is kept of what somebody typed: one line in NFC, blanks collapsed, nothing unseen. Markup is text like any
 * other. The length counts code points.
 */
export function cleanText(given: string): CleanText {
  const seen = given
    .toWellFormed()
    .replaceAll(unseen, "")
    .normalize("NFC")
    .replaceAll(stackedMarks, "$1")
    .replaceAll(/\s+/gu, " ")
    .trim();
  if (onlyJoiners.test(seen)) return { ok: false, code: "chat_empty" };
  if (seen.length > limits.chat_line_chars_max * 2 || [...seen].length > limits.chat_line_chars_max)
    return { ok: false, code: "chat_too_long" };
  return { ok: true, text: seen };
}

/** The author's part in the room; the host is the host even where they also work for the shop. */
export function roleIn(
  room: { readonly host_id: string; readonly staff: ReadonlySet<string> },
  accountId: string,
): Role {
  if (accountId === room.host_id) return "host";
  return room.staff.has(accountId) ? "staff" : "viewer";
}
