import type { Locale } from "../../../contract/errors.ts";
import type { Context } from "../../kernel/context.ts";
import type { Message } from "../accounts/index.ts";
import { isUnsubscribable, linkOf } from "./item.ts";
import type { ItemRow } from "./tables.ts";
import { unsubscribeToken } from "./unsubscribe.ts";
import { mailWords, type Words } from "./words.ts";

/**
 * A mail about an item. One press in the mail program switches this kind off (RFC 8058), where it can be; the page behind
 * the link asks first, since programs open links by themselves. The same item always has the same Message-ID.
 */
export function mailOf(ctx: Context, row: ItemRow, words: Words, to: { locale: Locale; email: string }): Message {
  const around = mailWords(to.locale);
  const { public_url } = ctx;
  const lines = [words.body, "", `${around.open}: ${public_url}${linkOf(row.kind, row.params)}`, ""];
  const headers: Record<string, string> = { "Message-ID": `<${row.id}@${new URL(public_url).hostname}>` };
  if (isUnsubscribable(row.kind)) {
    const token = encodeURIComponent(unsubscribeToken(ctx.seal, row.account_id, row.kind));
    lines.push(`${around.unsubscribe}: ${public_url}/unsubscribe?token=${token}`);
    headers["List-Unsubscribe"] = `<${public_url}/v1/notifications/unsubscribe?token=${token}>`;
    headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click";
  }
  lines.push(`${around.settings}: ${public_url}/me/notifications`);
  return { to: to.email, subject: words.title, text: lines.join("\n"), headers };
}
