import { useId, useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { Picture as PictureObject } from "../../../contract/media.ts";
import { reviewDimensions, type Review, type ReviewDimension, type ReviewDue } from "../../../contract/reviews.ts";
import type { RouteId } from "../../../contract/routes.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { StarsField } from "./stars.tsx";

const refreshes: readonly RouteId[] = [
  "listReviewsDue",
  "listMyReviews",
  "listOrderReviews",
  "listProductReviews",
  "getProductReviewSummary",
];

interface Props {
  /** What is reviewed for the first time, or the review that is added to. */
  readonly about: ReviewDue | Review;
  readonly onClose: () => void;
}

/** Stars, words and pictures about something received; or words and pictures some time later. */
export function ReviewSheet({ about, onClose }: Props) {
  return about.object === "review_due" ? (
    <First due={about} onClose={onClose} />
  ) : (
    <Appended review={about} onClose={onClose} />
  );
}

const noStars: Readonly<Record<ReviewDimension, number>> = { goods: 0, service: 0, delivery: 0 };

function First({ due, onClose }: { readonly due: ReviewDue; readonly onClose: () => void }) {
  const t = useTranslations("reviews");
  const form = useId();
  const [stars, setStars] = useState(noStars);
  const [text, setText] = useState("");
  const [pictures, setPictures] = useState<readonly PictureObject[]>([]);
  const [tried, setTried] = useState(false);
  const act = useAct("writeReview", {
    refreshes,
    onDone: () => {
      toast(t("sent"));
      onClose();
    },
  });
  const missing = reviewDimensions.filter((name) => stars[name] === 0);
  const send = () => {
    setTried(true);
    if (missing.length > 0) return;
    act.run({
      params: { order_id: due.order_id, line_id: due.line_id },
      body: { stars, text, picture_ids: pictures.map(({ id }) => id) },
    });
  };
  return (
    <Sheet open onClose={onClose} title={t("writeTitle")} footer={<Send form={form} busy={act.busy} />}>
      <div className="mb-4 flex items-center gap-3">
        <Picture picture={due.picture} alt="" size="small" className="size-12 shrink-0 rounded-s" />
        <p className="min-w-0">
          <span className="block truncate font-semibold">{due.title}</span>
          <span className="block truncate text-sm text-muted">{due.variant_title}</span>
        </p>
      </div>
      <Form id={form} onSubmit={send} error={act.error} className="grid gap-4">
        <div>
          {reviewDimensions.map((name) => (
            <StarsField
              key={name}
              label={t(`dimensions.${name}`)}
              value={stars[name]}
              fault={tried && stars[name] === 0}
              onChange={(next) => setStars({ ...stars, [name]: next })}
            />
          ))}
          {tried && missing.length > 0 && (
            <p role="alert" className="text-sm text-ember-text">
              {t("chooseStars")}
            </p>
          )}
        </div>
        <Words text={text} onText={setText} pictures={pictures} onPictures={setPictures} optional />
        <p className="text-xs text-muted">{t("once")}</p>
        <ErrorLine error={act.error} />
      </Form>
    </Sheet>
  );
}

function Appended({ review, onClose }: { readonly review: Review; readonly onClose: () => void }) {
  const t = useTranslations("reviews");
  const form = useId();
  const [text, setText] = useState("");
  const [pictures, setPictures] = useState<readonly PictureObject[]>([]);
  const [tried, setTried] = useState(false);
  const act = useAct("appendReview", {
    refreshes,
    onDone: () => {
      toast(t("appendSent"));
      onClose();
    },
  });
  const send = () => {
    setTried(true);
    if (text.trim() === "") return;
    act.run({ params: { review_id: review.id }, body: { text, picture_ids: pictures.map(({ id }) => id) } });
  };
  return (
    <Sheet open onClose={onClose} title={t("appendTitle")} footer={<Send form={form} busy={act.busy} />}>
      <p className="mb-3 text-sm text-muted">{t("appendHint")}</p>
      <Form id={form} onSubmit={send} error={act.error} className="grid gap-4">
        <Words
          text={text}
          onText={setText}
          pictures={pictures}
          onPictures={setPictures}
          {...(tried && text.trim() === "" ? { error: t("textShort") } : {})}
        />
        <ErrorLine error={act.error} />
      </Form>
    </Sheet>
  );
}

function Words(props: {
  readonly text: string;
  readonly onText: (next: string) => void;
  readonly pictures: readonly PictureObject[];
  readonly onPictures: (next: readonly PictureObject[]) => void;
  readonly optional?: boolean;
  readonly error?: string;
}) {
  const t = useTranslations("reviews");
  return (
    <>
      <TextArea
        label={t("text")}
        hint={t("textHint")}
        value={props.text}
        maxLength={limits.review_chars_max}
        onChange={(event) => props.onText(event.target.value)}
        {...(props.optional === undefined ? {} : { optional: props.optional })}
        {...(props.error === undefined ? {} : { error: props.error })}
      />
      <ImageUpload
        label={t("pictures")}
        pictures={props.pictures}
        onChange={props.onPictures}
        max={limits.pictures_per_review_max}
      />
    </>
  );
}

function Send({ form, busy }: { readonly form: string; readonly busy: boolean }) {
  const t = useTranslations("reviews");
  return (
    <Button type="submit" form={form} kind="solid" size="l" wide busy={busy}>
      {t("send")}
    </Button>
  );
}
