import { MessageSquareQuote } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import { reviewRatings, type Review } from "../../../contract/reviews.ts";
import type { RouteId } from "../../../contract/routes.ts";
import { usePages } from "../../api/hooks.ts";
import { useTitle } from "../../ui/page.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { EmptyState } from "../../ui/states.tsx";
import { ReviewCard } from "../reviews/review-card.tsx";
import { Chips } from "../work/chips.tsx";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { ReasonButton } from "./reason-button.tsx";
import { Rows } from "./rows.tsx";
import { ShopTag } from "./shop-tag.tsx";

const filters = ["all", ...reviewRatings, "covered"] as const;
const refreshes: readonly RouteId[] = ["listAllReviews", "listAudit"];

/** Reviews of the whole market, and the way to take unlawful words out of sight. */
export function DeskReviewsPage() {
  const t = useTranslations("reviews");
  const [search, setSearch] = useDeskSearch();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(t("title"));
  const filter = oneOf(filters, search.state) ?? "all";
  const pages = usePages("listAllReviews", {
    query: {
      ...(search.shop === undefined ? {} : { shop_id: search.shop }),
      ...(filter === "covered" ? { covered: "1" as const } : filter === "all" ? {} : { rating: filter }),
    },
  });
  return (
    <div ref={list}>
      <div className="mb-3 flex flex-wrap items-center gap-2">
        <Chips
          label={t("filter")}
          current={filter}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={filters.map((id) => ({ id, label: id === "covered" ? t("coveredOnly") : t(`filters.${id}`) }))}
        />
        {search.shop !== undefined && <ShopTag id={search.shop} onClear={() => setSearch({ shop: undefined })} />}
      </div>
      <Rows
        pages={pages}
        keyOf={(one) => one.id}
        empty={<EmptyState icon={<MessageSquareQuote size={22} aria-hidden />} title={t("deskNone")} />}
      >
        {(one) => <Row review={one} />}
      </Rows>
    </div>
  );
}

function Row({ review }: { readonly review: Review }) {
  const t = useTranslations("reviews");
  const isCovered = review.covered !== null;
  return (
    <div className="px-4 py-3">
      <ReviewCard
        review={review}
        titled
        inside
        actions={
          <div>
            <ReasonButton
              key={isCovered ? "uncover" : "cover"}
              route={isCovered ? "uncoverReview" : "coverReview"}
              options={(reason) => ({ params: { review_id: review.id }, body: { reason } })}
              refreshes={refreshes}
              label={t(isCovered ? "uncover" : "cover")}
              about={review.product_title}
              title={t(isCovered ? "uncoverTitle" : "coverTitle")}
              text={t(isCovered ? "uncoverText" : "coverText")}
              action={t(isCovered ? "uncover" : "cover")}
              kind={isCovered ? "quiet" : "danger"}
            />
          </div>
        }
      />
    </div>
  );
}
