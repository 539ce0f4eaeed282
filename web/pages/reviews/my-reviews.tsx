import { Link } from "@tanstack/react-router";
import { MessageSquareQuote } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Review, ReviewDue } from "../../../contract/reviews.ts";
import { useCall, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { RowsSkeleton, SignedIn } from "../work/guard.tsx";
import { ReviewCard } from "./review-card.tsx";
import { ReviewSheet } from "./review-sheet.tsx";

/** What I received and may review, and what I wrote. */
export function MyReviewsPage() {
  const t = useTranslations("reviews");
  return (
    <PageBody>
      <PageHeader title={t("mine")} back="/me" lead={t("mineLead")} />
      <SignedIn title={t("guestTitle")} text={t("guestText")}>
        <Mine />
      </SignedIn>
    </PageBody>
  );
}

function Mine() {
  const t = useTranslations("reviews");
  const [tab, setTab] = useState<"due" | "written">("due");
  const [about, setAbout] = useState<ReviewDue | Review | null>(null);
  return (
    <>
      <Tabs
        label={t("parts")}
        current={tab}
        onChange={setTab}
        tabs={[
          { id: "due", label: t("due") },
          { id: "written", label: t("written") },
        ]}
      >
        {tab === "due" ? <Due onWrite={setAbout} /> : <Written onAppend={setAbout} />}
      </Tabs>
      {about !== null && <ReviewSheet about={about} onClose={() => setAbout(null)} />}
    </>
  );
}

function Due({ onWrite }: { readonly onWrite: (due: ReviewDue) => void }) {
  const t = useTranslations("reviews");
  const time = useTimeText();
  const due = useCall("listReviewsDue");
  if (due.data === undefined)
    return due.error === null ? <RowsSkeleton /> : <ErrorState error={due.error} onRetry={() => void due.refetch()} />;
  if (due.data.data.length === 0)
    return (
      <EmptyState icon={<MessageSquareQuote size={24} aria-hidden />} title={t("dueNone")} text={t("dueNoneText")} />
    );
  return (
    <ul className="grid gap-2">
      {due.data.data.map((one) => (
        <li key={one.line_id} className="card flex items-center gap-3 p-3">
          <Picture picture={one.picture} alt="" size="small" className="size-16 shrink-0 rounded-s" />
          <div className="min-w-0 flex-1">
            <Link
              to="/orders/$order_id"
              params={{ order_id: one.order_id }}
              className="line-clamp-2 font-semibold hover:underline"
            >
              {one.title}
            </Link>
            <p className="truncate text-sm text-muted">{one.shop_name}</p>
            <p className="num text-xs text-muted">{t("until", { date: time(one.until, "day") })}</p>
          </div>
          <Button kind="solid" size="s" aria-label={`${t("write")}: ${one.title}`} onClick={() => onWrite(one)}>
            {t("write")}
          </Button>
        </li>
      ))}
    </ul>
  );
}

function Written({ onAppend }: { readonly onAppend: (review: Review) => void }) {
  const t = useTranslations("reviews");
  const time = useTimeText();
  const pages = usePages("listMyReviews");
  if (pages.items === undefined)
    return pages.error === null ? <RowsSkeleton /> : <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items.length === 0)
    return (
      <EmptyState
        icon={<MessageSquareQuote size={24} aria-hidden />}
        title={t("writtenNone")}
        text={t("writtenNoneText")}
      />
    );
  return (
    <>
      <ul className="grid gap-3">
        {pages.items.map((review) => (
          <li key={review.id} className="card p-4">
            <ReviewCard
              review={review}
              titled
              inside
              actions={
                review.append_until !== null && (
                  <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line pt-3">
                    <span className="num text-xs text-muted">
                      {t("appendUntil", { date: time(review.append_until, "day") })}
                    </span>
                    <Button size="s" onClick={() => onAppend(review)}>
                      {t("append")}
                    </Button>
                  </div>
                )
              }
            />
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}
