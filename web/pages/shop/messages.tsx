import { getRouteApi, Link } from "@tanstack/react-router";
import { ChevronLeft, MessagesSquare } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAct, useCall, usePages, useRefresh } from "../../api/hooks.ts";
import { useChannel } from "../../api/live.ts";
import { More } from "../../ui/more.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Composer } from "../talk/composer.tsx";
import { ConversationRow } from "../talk/conversation-row.tsx";
import { Messages } from "../talk/messages.tsx";
import { useRead } from "../talk/talk.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";

const filters = ["waiting", "all"] as const;
const look_ms = 30_000;

/** Buyers who wrote to the shop; those without an answer first. */
export function ShopMessagesPage() {
  const t = useTranslations("talk");
  const shop = useMyShop();
  const refresh = useRefresh();
  const [filter, setFilter] = useState<(typeof filters)[number]>("waiting");
  const pages = usePages(
    "listShopConversations",
    { params: { shop_id: shop.id }, query: filter === "waiting" ? { waiting: "1" } : {} },
    { refetchInterval: look_ms },
  );
  useChannel("account", () => refresh("listShopConversations"));
  return (
    <>
      <PageTitle title={t("title")} />
      <div className="mb-3">
        <Chips
          label={t("filter")}
          current={filter}
          onChange={setFilter}
          options={filters.map((id) => ({ id, label: t(id) }))}
        />
      </div>
      {pages.items === undefined &&
        (pages.error === null ? <RowsSkeleton /> : <ErrorState error={pages.error} onRetry={pages.retry} />)}
      {pages.items?.length === 0 && (
        <EmptyState
          icon={<MessagesSquare size={22} aria-hidden />}
          title={t(filter === "waiting" ? "waitingNone" : "shopNone")}
          text={t(filter === "waiting" ? "waitingNoneText" : "shopNoneText")}
        />
      )}
      <ul className="grid gap-2">
        {pages.items?.map((one) => (
          <li key={one.id}>
            <ConversationRow conversation={one} side="shop" to={`/sell/messages/${one.id}`} />
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}

const route = getRouteApi("/sell/messages/$conversationId");

/** One conversation, for the shop. */
export function ShopConversationPage() {
  const t = useTranslations("talk");
  const common = useTranslations("common");
  const { conversationId: conversation_id } = route.useParams() as { readonly conversationId: string };
  const known = useCall("getConversation", { params: { conversation_id } });
  const [sent, setSent] = useState(0);
  const say = useAct("writeMessage", {
    refreshes: ["getConversation", "listMessages", "listShopConversations"],
    onDone: () => setSent((count) => count + 1),
  });
  useRead(known.data?.id ?? null, known.data?.unread ?? 0);
  if (known.data === undefined)
    return known.error === null ? (
      <Skeleton className="h-60 rounded-m" />
    ) : (
      <ErrorState error={known.error} onRetry={() => void known.refetch()} />
    );
  return (
    <div className="flex min-h-[calc(100dvh-240px)] max-w-3xl flex-col">
      <PageTitle title={t("with", { name: known.data.buyer_name })} />
      <Link to="/sell/messages" className="inline-flex min-h-8 items-center gap-0.5 text-sm text-muted hover:text-ink">
        <ChevronLeft size={16} aria-hidden />
        {common("back")}
      </Link>
      <p className="text-md font-bold">{known.data.buyer_name}</p>
      <div className="flex-1">
        <Messages conversation_id={conversation_id} side="shop" read_at={known.data.read_by_other_at} />
      </div>
      <Composer
        busy={say.busy}
        error={say.error}
        sent={sent}
        onSend={(said) =>
          say.run({ params: { conversation_id }, body: { ...said, picture_ids: [...said.picture_ids], about: null } })
        }
      />
    </div>
  );
}
