import { Link } from "@tanstack/react-router";
import { MessageSquareQuote } from "lucide-react";
import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { reviewRatings, type Review } from "../../../contract/reviews.ts";
import { useAct, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { More } from "../../ui/more.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { EmptyState, ErrorLine, ErrorState } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { ReviewCard } from "../reviews/review-card.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useMyShop } from "./my-shop.ts";

const filters = ["waiting", "all", ...reviewRatings] as const;
type Filter = (typeof filters)[number];
type Part = "first" | "appended";

/** What buyers say of the shop's goods; what can still be answered first. */
export function ShopReviewsPage() {
  const t = useTranslations("reviews");
  const shop = useMyShop();
  const [filter, setFilter] = useState<Filter>("waiting");
  const [answering, setAnswering] = useState<{ readonly review: Review; readonly to: Part } | null>(null);
  const query = filter === "waiting" ? { waiting: "1" } : filter === "all" ? {} : { rating: filter };
  const pages = usePages("listShopReviews", { params: { shop_id: shop.id }, query: query as { waiting?: "1" } });
  const none = filter === "waiting" ? "waitingNone" : filter === "all" ? "shopNone" : "noneHere";
  return (
    <>
      <PageTitle title={t("title")} />
      <p className="mb-3 text-sm text-muted">{t("shopLead")}</p>
      <div className="mb-4">
        <Chips
          label={t("filter")}
          current={filter}
          onChange={setFilter}
          options={filters.map((id) => ({ id, label: id === "waiting" ? t("waiting") : t(`filters.${id}`) }))}
        />
      </div>
      {pages.items === undefined &&
        (pages.error === null ? <RowsSkeleton /> : <ErrorState error={pages.error} onRetry={pages.retry} />)}
      {pages.items?.length === 0 && (
        <EmptyState
          icon={<MessageSquareQuote size={22} aria-hidden />}
          title={t(none)}
          {...(filter === "waiting"
            ? { text: t("waitingNoneText") }
            : filter === "all"
              ? { text: t("shopNoneText") }
              : {})}
        />
      )}
      <ul className="grid gap-3">
        {pages.items?.map((review) => (
          <li key={review.id} className="card p-4">
            <ReviewCard
              review={review}
              titled
              inside
              actions={<Answers review={review} onAnswer={(to) => setAnswering({ review, to })} />}
            />
          </li>
        ))}
      </ul>
      <More pages={pages} />
      {answering !== null && <AnswerSheet {...answering} onClose={() => setAnswering(null)} />}
    </>
  );
}

function Answers({ review, onAnswer }: { readonly review: Review; readonly onAnswer: (to: Part) => void }) {
  const t = useTranslations("reviews");
  const time = useTimeText();
  const open = (["first", "appended"] as const).flatMap((to) => {
    const until = review[to]?.reply_until ?? null;
    return until === null ? [] : [{ to, until }];
  });
  return (
    <div className="grid gap-2 border-t border-line pt-3">
      {open.map(({ to, until }) => (
        <div key={to} className="flex flex-wrap items-center justify-between gap-2">
          <span className="num text-xs text-muted">{t("replyUntil", { date: time(until, "day") })}</span>
          <Button size="s" kind="solid" onClick={() => onAnswer(to)}>
            {to === "first" ? t("reply") : t("replyAppendedTitle")}
          </Button>
        </div>
      ))}
      {review.order_id !== null && (
        <Link
          to="/sell/orders/$orderId"
          params={{ orderId: review.order_id }}
          className="inline-flex min-h-8 items-center text-sm underline underline-offset-4"
        >
          {t("toOrder")}
        </Link>
      )}
    </div>
  );
}

function AnswerSheet({
  review,
  to,
  onClose,
}: {
  readonly review: Review;
  readonly to: Part;
  readonly onClose: () => void;
}) {
  const t = useTranslations("reviews");
  const form = useId();
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const act = useAct("replyReview", {
    refreshes: ["listShopReviews"],
    onDone: () => {
      toast(t("replySent"));
      onClose();
    },
  });
  const send = () => {
    setTried(true);
    if (text.trim() === "") return;
    act.run({ params: { shop_id: review.shop_id, review_id: review.id }, body: { to, text } });
  };
  return (
    <Sheet
      open
      onClose={onClose}
      title={t(to === "first" ? "replyTitle" : "replyAppendedTitle")}
      footer={
        <Button type="submit" form={form} kind="solid" size="l" wide busy={act.busy}>
          {t("send")}
        </Button>
      }
    >
      <Form id={form} onSubmit={send} error={act.error} className="grid gap-4">
        <TextArea
          label={t("text")}
          hint={t("replyHint")}
          value={text}
          maxLength={limits.review_chars_max}
          onChange={(event) => setText(event.target.value)}
          {...(tried && text.trim() === "" ? { error: t("textShort") } : {})}
        />
        <ErrorLine error={act.error} />
      </Form>
    </Sheet>
  );
}
