import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import type { Message, MessageSubject } from "../../../contract/support.ts";
import { usePages, useRefresh } from "../../api/hooks.ts";
import { itemsOf, useChannel } from "../../api/live.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Picture } from "../../ui/picture.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";

interface Props {
  readonly conversation_id: string;
  readonly side: "buyer" | "shop";
  /** Up to when the other side has read. */
  readonly read_at: string | null;
}

/** What was said, oldest first, the newest in sight. */
export function Messages({ conversation_id, side, read_at }: Props) {
  const t = useTranslations("talk");
  const refresh = useRefresh();
  const pages = usePages("listMessages", { params: { conversation_id }, query: { limit: 30 } });
  const end = useRef<HTMLDivElement>(null);
  useChannel("account", (delivery) => {
    if (delivery.fresh || itemsOf(delivery, "message").some((item) => item.conversation_id === conversation_id))
      refresh("listMessages", "getConversation", "getShopConversation");
  });
  const newest = pages.items?.[0]?.id;
  useEffect(() => {
    if (newest !== undefined) end.current?.scrollIntoView({ block: "nearest" });
  }, [newest]);
  if (pages.items === undefined)
    return pages.error === null ? (
      <div className="grid gap-3 py-4">
        <Skeleton className="h-12 w-3/5 rounded-m" />
        <Skeleton className="ml-auto h-12 w-1/2 rounded-m" />
        <Skeleton className="h-12 w-2/5 rounded-m" />
      </div>
    ) : (
      <ErrorState error={pages.error} onRetry={pages.retry} />
    );
  const shown = pages.items.toReversed();
  const lastOwn = shown.findLast((message) => message.from === side);
  return (
    <div className="grid gap-3 py-4">
      {pages.hasMore && (
        <Button size="s" className="mx-auto" busy={pages.loadingMore} onClick={pages.more}>
          {t("older")}
        </Button>
      )}
      <ol className="grid gap-3" aria-live="polite">
        {shown.map((message) => (
          <li
            key={message.id}
            className={classNames("grid gap-1", message.from === side ? "justify-items-end" : "justify-items-start")}
          >
            <Bubble message={message} own={message.from === side} side={side} />
            {message === lastOwn && read_at !== null && read_at >= message.at && (
              <span className="text-xs text-muted">{t("read")}</span>
            )}
          </li>
        ))}
      </ol>
      <div ref={end} className="scroll-mb-28" />
    </div>
  );
}

function Bubble({
  message,
  own,
  side,
}: {
  readonly message: Message;
  readonly own: boolean;
  readonly side: "buyer" | "shop";
}) {
  const t = useTranslations("talk");
  return (
    <div className={classNames("grid max-w-[85%] gap-1", own ? "justify-items-end" : "justify-items-start")}>
      {message.about !== null && <About about={message.about} side={side} />}
      {message.text !== "" && (
        <p
          className={classNames(
            "rounded-m px-3.5 py-2.5 break-words whitespace-pre-line",
            own ? "bg-ink text-paper" : "bg-wash",
          )}
        >
          {message.text}
        </p>
      )}
      {message.pictures.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {message.pictures.map((picture) => (
            <li key={picture.id}>
              <a href={picture.urls.large} target="_blank" rel="noreferrer" aria-label={t("picture")}>
                <Picture picture={picture} alt="" size="medium" className="max-h-56 max-w-40 rounded-m" />
              </a>
            </li>
          ))}
        </ul>
      )}
      <span className="text-xs text-muted">
        <Time at={message.at} />
        {message.staff_name !== null && message.staff_name !== "" && ` · ${t("by", { name: message.staff_name })}`}
      </span>
    </div>
  );
}

/** The card of what a message is about; a tap leads there. */
export function About({ about, side }: { readonly about: MessageSubject; readonly side: "buyer" | "shop" }) {
  const t = useTranslations("talk");
  const to =
    about.kind === "product"
      ? `/products/${about.product_id}`
      : side === "buyer"
        ? `/orders/${about.order_id}`
        : `/sell/orders/${about.order_id}`;
  return (
    <Link to={to} className="card flex max-w-full items-center gap-3 p-2.5 hover:border-line-strong">
      <Picture picture={about.picture} alt="" size="small" className="size-11 shrink-0 rounded-s" />
      <span className="min-w-0">
        <span className="block text-xs text-muted">{t(`about.${about.kind}`)}</span>
        <span className="block truncate font-semibold">{about.title}</span>
      </span>
    </Link>
  );
}
