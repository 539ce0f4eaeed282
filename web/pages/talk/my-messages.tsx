import { MessagesSquare } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCall, useRefresh } from "../../api/hooks.ts";
import { useChannel } from "../../api/live.ts";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { RowsSkeleton, SignedIn } from "../work/guard.tsx";
import { ConversationRow } from "./conversation-row.tsx";

/** My conversations with shops. */
export function MyMessagesPage() {
  const t = useTranslations("talk");
  return (
    <PageBody>
      <PageHeader title={t("title")} back="/me" lead={t("lead")} />
      <SignedIn title={t("guestTitle")} text={t("guestText")}>
        <Mine />
      </SignedIn>
    </PageBody>
  );
}

function Mine() {
  const t = useTranslations("talk");
  const refresh = useRefresh();
  const list = useCall("listConversations");
  useChannel("account", () => refresh("listConversations"));
  if (list.data === undefined)
    return list.error === null ? (
      <RowsSkeleton />
    ) : (
      <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    );
  if (list.data.data.length === 0)
    return <EmptyState icon={<MessagesSquare size={24} aria-hidden />} title={t("none")} text={t("noneText")} />;
  return (
    <ul className="grid gap-2">
      {list.data.data.map((one) => (
        <li key={one.id}>
          <ConversationRow conversation={one} side="buyer" to={`/messages/${one.shop.id}`} />
        </li>
      ))}
    </ul>
  );
}
