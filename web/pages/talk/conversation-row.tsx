import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Conversation } from "../../../contract/support.ts";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";

/** A conversation in a list: with whom, the last words, what is unread. */
export function ConversationRow({
  conversation,
  side,
  to,
}: {
  readonly conversation: Conversation;
  readonly side: "buyer" | "shop";
  readonly to: string;
}) {
  const t = useTranslations("talk");
  const time = useTimeText();
  const { last, unread, shop } = conversation;
  const name = side === "buyer" ? shop.name : conversation.buyer_name;
  const words = last.text === "" ? t("pictureOnly") : last.text;
  const said =
    last.from !== side ? words : side === "buyer" ? t("you", { text: words }) : t("answered", { text: words });
  return (
    <Link to={to} className="card flex items-center gap-3 p-3.5 hover:border-line-strong">
      {side === "buyer" && shop.logo !== null ? (
        <Picture picture={shop.logo} alt="" size="small" className="size-12 shrink-0 rounded-s" />
      ) : (
        <span
          aria-hidden
          className="grid size-12 shrink-0 place-items-center rounded-s bg-wash text-md font-bold text-muted"
        >
          {[...name][0]}
        </span>
      )}
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline justify-between gap-2">
          <span className={classNames("truncate", unread > 0 && "font-bold")}>{name}</span>
          <span className="shrink-0 text-xs text-muted">
            <Time at={last.at} />
          </span>
        </span>
        <span className="block truncate text-sm text-muted">{said}</span>
        {side === "shop" && conversation.waiting_since !== null && (
          <span className="block text-xs text-amber-text">
            {t("waits", { when: time(conversation.waiting_since) })}
          </span>
        )}
      </span>
      {unread > 0 && (
        <span
          role="img"
          aria-label={t("unread", { count: unread })}
          className="num grid min-h-5 min-w-5 place-items-center rounded-full bg-ink px-1.5 text-xs font-bold text-paper"
        >
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </Link>
  );
}
