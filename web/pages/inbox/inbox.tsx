import { getRouteApi, Link } from "@tanstack/react-router";
import { Inbox } from "lucide-react";
import { useTranslations } from "use-intl";
import { useCall } from "../../api/hooks.ts";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";

const route = getRouteApi("/dev/inbox");
const look_ms = 3_000;

/** What the sandbox sender would have sent. */
export function InboxPage() {
  const t = useTranslations("inbox");
  const { to } = route.useSearch() as { readonly to?: string };
  const messages = useCall("readDevInbox", to === undefined ? {} : { query: { to } }, { refetchInterval: look_ms });
  return (
    <PageBody>
      <PageHeader title={t("title")} lead={t("lead")} />
      {to !== undefined && (
        <p className="mb-4 flex flex-wrap gap-x-3 text-sm text-muted">
          {t("onlyTo", { to })}
          <Link to="/dev/inbox" search={{}} className="text-ink underline underline-offset-4">
            {t("showAll")}
          </Link>
        </p>
      )}
      {messages.data === undefined &&
        (messages.error === null ? (
          <Skeleton className="h-24 rounded-m" />
        ) : (
          <ErrorState error={messages.error} onRetry={() => void messages.refetch()} />
        ))}
      {messages.data?.data.length === 0 && (
        <EmptyState icon={<Inbox size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")} />
      )}
      <ul className="grid gap-3">
        {messages.data?.data.map((message) => (
          <li key={message.id} className="card p-4">
            <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
              <StateBadge tone="quiet">{t(message.channel)}</StateBadge>
              <span className="num">{t("to", { to: message.to })}</span>
              <span className="ml-auto">
                <Time at={message.created_at} />
              </span>
            </p>
            {message.subject !== "" && <h2 className="mt-2 font-semibold">{message.subject}</h2>}
            <p className="num mt-1 whitespace-pre-line select-all">{message.text}</p>
          </li>
        ))}
      </ul>
    </PageBody>
  );
}
