import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Picture as PictureObject } from "../../../contract/media.ts";
import type { Review } from "../../../contract/reviews.ts";
import { Picture } from "../../ui/picture.tsx";
import { Time, useTimeText } from "../../ui/time.tsx";
import { Stars } from "./stars.tsx";

interface Props {
  readonly review: Review;
  /** Names the product, where reviews of several stand together. */
  readonly titled?: boolean;
  /** Whoever wrote it, sells it or watches over it sees covered words. */
  readonly inside?: boolean;
  readonly actions?: ReactNode;
}

/** A review as anybody reads it: stars, words, pictures, what was added later, and the shop's answers. */
export function ReviewCard({ review, titled = false, inside = false, actions }: Props) {
  const t = useTranslations("reviews");
  const time = useTimeText();
  const { covered } = review;
  const hidden = covered !== null && !inside;
  return (
    <article className="grid gap-2">
      <header className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm">
        <span className="flex items-center gap-2">
          <Stars count={review.stars.goods} />
          <span className="font-semibold">{review.yours ? t("you") : review.author}</span>
        </span>
        <span className="text-xs text-muted">
          <Time at={review.first.at} format="day" />
        </span>
      </header>
      {titled && <p className="font-semibold">{review.product_title}</p>}
      <p className="text-xs text-muted">
        {t("variant", { variant: review.variant_title })} · {t("dimensions.service")} {review.stars.service} ·{" "}
        {t("dimensions.delivery")} {review.stars.delivery}
      </p>
      {covered !== null && (
        <p className="rounded-s bg-wash px-3 py-2 text-sm text-muted">
          {t(inside ? "coveredMine" : "covered", { reason: covered.reason })}
        </p>
      )}
      {!hidden && <Part text={review.first.text} pictures={review.first.pictures} />}
      <Reply reply={review.first.reply} />
      {review.appended !== null && (
        <div className="grid gap-2 border-l-2 border-line pl-3">
          <p className="text-xs text-muted">{t("appended", { when: time(review.appended.at, "day") })}</p>
          {!hidden && <Part text={review.appended.text} pictures={review.appended.pictures} />}
          <Reply reply={review.appended.reply} />
        </div>
      )}
      {actions}
    </article>
  );
}

function Part({ text, pictures }: { readonly text: string; readonly pictures: readonly PictureObject[] }) {
  const t = useTranslations("reviews");
  return (
    <>
      {text === "" && pictures.length === 0 ? (
        <p className="text-sm text-muted">{t("noWords")}</p>
      ) : (
        text !== "" && <p className="leading-relaxed break-words whitespace-pre-line">{text}</p>
      )}
      {pictures.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {pictures.map((picture) => (
            <li key={picture.id}>
              <a href={picture.urls.large} target="_blank" rel="noreferrer" aria-label={t("openPicture")}>
                <Picture picture={picture} alt="" size="medium" className="size-20 rounded-s object-cover" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Reply({ reply }: { readonly reply: Review["first"]["reply"] }) {
  const t = useTranslations("reviews");
  if (reply === null) return null;
  return (
    <div className="rounded-s bg-wash px-3 py-2 text-sm">
      <p className="text-xs text-muted">
        {t("replyOf")} · <Time at={reply.at} format="day" />
      </p>
      <p className="break-words whitespace-pre-line">{reply.text}</p>
    </div>
  );
}
