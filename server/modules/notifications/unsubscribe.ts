import { timingSafeEqual } from "node:crypto";
import { notificationKinds, type NotificationKind } from "../../../contract/notifications.ts";
import type { Seal } from "../../kernel/seal.ts";
import { isUnsubscribable } from "./item.ts";

const purpose = "notifications.unsubscribe";

/** Lets whoever holds the mail switch off this kind of mail, and nothing else. It does not run out: neither do mails. */
export function unsubscribeToken(seal: Seal, account_id: string, kind: NotificationKind): string {
  return `${account_id}.${kind}.${seal.index(`${account_id}.${kind}`, purpose)}`;
}

/** Null for a token that is not ours, or for mails that cannot be switched off. */
export function readUnsubscribeToken(seal: Seal, token: string): { account_id: string; kind: NotificationKind } | null {
  const [account_id = "", kind = "", signature = ""] = token.split(".");
  if (!Object.hasOwn(notificationKinds, kind)) return null;
  const given = Buffer.from(signature);
  const right = Buffer.from(seal.index(`${account_id}.${kind}`, purpose));
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const known = kind as NotificationKind;
  return isUnsubscribable(known) ? { account_id, kind: known } : null;
}
