import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { reasonsFor, type AftersaleReason, type AftersaleWay } from "../../../contract/aftersale-words.ts";
import type { AftersaleQuote } from "../../../contract/aftersales.ts";
import { limits } from "../../../contract/limits.ts";
import type { Picture as PictureObject } from "../../../contract/media.ts";
import type { Order } from "../../../contract/orders.ts";
import { ApiError } from "../../api/client.ts";
import { useAct, useCall, useRefresh } from "../../api/hooks.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { Field, Select, TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { ImageUpload } from "../../ui/image-upload.tsx";
import { Facts, PageBody, PageHeader, Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { QuantityStepper } from "../../ui/quantity-stepper.tsx";
import { EmptyState, ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { classNames } from "../../ui/class-names.ts";
import { isOpen } from "./open-state.ts";
import { readAmount, typedAmount } from "./amount-typed.ts";

const route = getRouteApi("/orders/$order_id/aftersale");

/** Asks for a refund, a return or an exchange of one's order. */
export function ApplyPage() {
  const t = useTranslations("aftersale.apply");
  const { order_id } = route.useParams() as { readonly order_id: string };
  const order = useCall("getOrder", { params: { order_id } });
  // What the order allows at all: asked with a reason that fits every order of its kind.
  const before = order.data?.state === "to_ship";
  const way: AftersaleWay = "refund_only";
  const reason: AftersaleReason = reasonsFor(way, before)[0] ?? "agreed";
  const options = useCall(
    "quoteAftersale",
    { params: { order_id }, body: { way, reason } },
    { enabled: order.data !== undefined, staleTime: 0 },
  );
  const error = order.error ?? options.error;
  const refresh = useRefresh();
  // What the form was about when it was refused because the order had moved on.
  const [was, setWas] = useState<Order["state"] | null>(null);
  const onMoved = (state: Order["state"]) => {
    setWas(state);
    refresh("getOrder", "quoteAftersale", "listOrderAftersales");
  };
  return (
    <PageBody>
      <PageHeader title={t("title")} back={`/orders/${order_id}`} />
      {was !== null && (
        <p role="alert" className="mb-4 rounded-m border border-amber bg-surface px-3.5 py-3">
          {t(was === "to_ship" && order.data?.state === "shipped" ? "shippedMeanwhile" : "changedMeanwhile")}
        </p>
      )}
      {order.data !== undefined && options.data !== undefined ? (
        options.data.choices.length === 0 || options.data.lines.every((line) => line.left === 0) ? (
          <NothingLeft order_id={order_id} />
        ) : (
          // Begun anew where the order stands elsewhere than it was asked about.
          <ApplyForm
            key={`${order.data.state} ${options.data.before_shipping}`}
            order={order.data}
            options={options.data}
            onMoved={onMoved}
          />
        )
      ) : error === null ? (
        <Skeleton className="h-80 rounded-m" />
      ) : (
        <ErrorState error={error} onRetry={() => (void order.refetch(), void options.refetch())} />
      )}
    </PageBody>
  );
}

/** The way on from where nothing can be asked for: the after-sales that took it, and the order. */
function NothingLeft({ order_id }: { readonly order_id: string }) {
  const t = useTranslations("aftersale.apply");
  const read = useCall("listOrderAftersales", { params: { order_id } });
  const taking = read.data?.data.find((one) => isOpen(one.state)) ?? read.data?.data[0];
  return (
    <EmptyState title={t("title")} text={t(taking !== undefined && isOpen(taking.state) ? "noneRunning" : "none")}>
      {taking === undefined ? (
        <Link to="/orders/$order_id" params={{ order_id }} className={buttonClass("solid")}>
          {t("toOrder")}
        </Link>
      ) : (
        <Link to="/aftersales/$aftersale_id" params={{ aftersale_id: taking.id }} className={buttonClass("solid")}>
          {t("toAftersale")}
        </Link>
      )}
    </EmptyState>
  );
}

interface FormProps {
  readonly order: Order;
  readonly options: AftersaleQuote;
  /** It was refused because the order is not what it was any more. */
  readonly onMoved: (was: Order["state"]) => void;
}

function ApplyForm({ order, options, onMoved }: FormProps) {
  const t = useTranslations("aftersale");
  const navigate = useNavigate();
  const [way, setWay] = useState<AftersaleWay>(options.choices[0]?.way ?? "refund_only");
  const reasons = options.choices.find((choice) => choice.way === way)?.reasons ?? [];
  const [chosenReason, setReason] = useState<AftersaleReason | "">("");
  const reason = reasons.find((one) => one === chosenReason) ?? "";
  const left = new Map(options.lines.map((line) => [line.line_id, line]));
  const [asked, setAsked] = useState<ReadonlyMap<string, number>>(
    new Map(options.lines.filter((line) => line.left > 0).map((line) => [line.line_id, line.left])),
  );
  const lines = [...asked].filter(([, quantity]) => quantity > 0).map(([line_id, quantity]) => ({ line_id, quantity }));
  const quote = useCall(
    "quoteAftersale",
    { params: { order_id: order.id }, body: { way, reason: reason === "" ? (reasons[0] ?? "agreed") : reason, lines } },
    { enabled: lines.length > 0 && reasons.length > 0, staleTime: 0 },
  );
  const [less, setLess] = useState<string | null>(null);
  const [description, setDescription] = useState("");
  const [pictures, setPictures] = useState<readonly PictureObject[]>([]);
  const [tried, setTried] = useState(false);
  const most = quote.data?.most.amount ?? 0;
  const amount = less === null ? null : readAmount(less, most);
  const amountWrong = less !== null && amount === null;
  const apply = useAct("applyAftersale", {
    // Not the quote: this page would ask once more on its way out, and be refused for what was just applied for.
    refreshes: ["listOrderAftersales", "listMyAftersales", "getOrder"],
    onDone: (made) =>
      void navigate({ to: "/aftersales/$aftersale_id", params: { aftersale_id: made.id }, replace: true }),
    onFail: (error) => {
      if (error instanceof ApiError && error.error.type === "conflict") onMoved(order.state);
    },
  });
  const submit = () => {
    setTried(true);
    if (reason === "" || lines.length === 0 || amountWrong) return;
    apply.run({
      params: { order_id: order.id },
      body: {
        way,
        reason,
        lines,
        amount,
        description: description.trim(),
        picture_ids: pictures.map((picture) => picture.id),
      },
    });
  };
  return (
    <Form className="grid gap-4" onSubmit={submit} error={apply.error}>
      <Section title={t("apply.step.way")}>
        <div role="radiogroup" aria-label={t("apply.step.way")} className="grid gap-2">
          {options.choices.map((choice) => (
            <label
              key={choice.way}
              aria-label={t(`ways.${choice.way}`)}
              className={classNames(
                "flex min-h-14 cursor-pointer items-center gap-3 rounded-m border px-3.5 py-2",
                way === choice.way ? "border-ink" : "border-line",
              )}
            >
              <input
                type="radio"
                name="way"
                className="size-5 accent-ink"
                checked={way === choice.way}
                onChange={() => setWay(choice.way)}
              />
              <span>
                <span className="font-semibold">{t(`ways.${choice.way}`)}</span>
                <span className="block text-sm text-muted">{t(`wayTexts.${choice.way}`)}</span>
              </span>
            </label>
          ))}
        </div>
      </Section>
      <Section title={t("apply.step.lines")}>
        <ul className="grid gap-4">
          {order.lines.map((line) => {
            const known = left.get(line.id);
            const most_units = known?.left ?? 0;
            const quantity = asked.get(line.id) ?? 0;
            return (
              <li key={line.id} className="flex items-start gap-3">
                <input
                  type="checkbox"
                  aria-label={line.title}
                  className="mt-5 size-5 shrink-0 accent-ink"
                  disabled={most_units === 0}
                  checked={quantity > 0}
                  onChange={(event) => setAsked(new Map(asked).set(line.id, event.target.checked ? most_units : 0))}
                />
                <Picture picture={line.picture} alt="" size="small" className="size-14 shrink-0 rounded-s" />
                <div className="min-w-0 flex-1">
                  <p className="line-clamp-2 font-semibold">{line.title}</p>
                  <p className="num text-sm text-muted">
                    {line.variant_title} ·{" "}
                    {known?.running === true ? t("apply.running") : t("apply.lineLeft", { count: most_units })}
                  </p>
                  {known?.exempt === true && !options.before_shipping && (
                    <p className="text-xs text-muted">{t("apply.exempt")}</p>
                  )}
                  {quantity > 0 && most_units > 1 && (
                    <QuantityStepper
                      value={quantity}
                      max={most_units}
                      onChange={(next) => setAsked(new Map(asked).set(line.id, next))}
                    />
                  )}
                </div>
              </li>
            );
          })}
        </ul>
        {tried && lines.length === 0 && (
          <p role="alert" className="mt-2 text-sm text-ember-text">
            {t("apply.chooseLines")}
          </p>
        )}
      </Section>
      <Section title={t("apply.step.reason")}>
        <div className="grid gap-4">
          <Select
            label={t("reason")}
            value={reason}
            onChange={(event) => setReason(event.target.value as AftersaleReason)}
            {...(tried && reason === "" ? { error: t("apply.chooseReason") } : {})}
          >
            <option value="">{t("apply.chooseReason")}</option>
            {reasons.map((one) => (
              <option key={one} value={one}>
                {t(`reasons.${one}`)}
              </option>
            ))}
          </Select>
          <TextArea
            label={t("apply.description")}
            optional
            maxLength={limits.reason_chars_max}
            value={description}
            onChange={(event) => setDescription(event.target.value)}
          />
          {!options.before_shipping && (
            <ImageUpload
              label={t("pictures")}
              pictures={pictures}
              onChange={setPictures}
              max={limits.aftersale_pictures_max}
            />
          )}
        </div>
      </Section>
      {quote.data !== undefined && lines.length > 0 && (
        <Counted way={way} quote={quote.data} less={less} onLess={setLess} wrong={tried && amountWrong} />
      )}
      <ErrorLine error={apply.error ?? quote.error} />
      <Button kind="solid" size="l" wide type="submit" busy={apply.busy}>
        {t("apply.submit")}
      </Button>
    </Form>
  );
}

/** How the amount comes about, what it may be, and who pays the way back. */
function Counted({
  way,
  quote,
  less,
  onLess,
  wrong,
}: {
  readonly way: AftersaleWay;
  readonly quote: AftersaleQuote;
  readonly less: string | null;
  readonly onLess: (next: string | null) => void;
  readonly wrong: boolean;
}) {
  const t = useTranslations("aftersale");
  const price = usePriceText();
  const sum = (of: "price" | "discount") => quote.lines.reduce((total, line) => total + line[of].amount, 0);
  const { currency } = quote.most;
  // What was paid back of the order for another cause: a compensation for a late dispatch.
  const elsewhere = sum("price") - sum("discount") + quote.shipping.amount - quote.most.amount;
  return (
    <Section title={t("apply.step.amount")}>
      {way !== "exchange" && (
        <>
          <Facts
            rows={[
              [t("apply.price"), price({ amount: sum("price"), currency })],
              ...(sum("discount") === 0
                ? []
                : [[t("apply.discount"), price({ amount: -sum("discount"), currency })] as const]),
              [t("apply.shipping"), quote.shipping.amount === 0 ? t("apply.shippingNone") : price(quote.shipping)],
              ...(elsewhere === 0 ? [] : [[t("apply.elsewhere"), price({ amount: -elsewhere, currency })] as const]),
              [t("apply.most"), <Price key="most" money={quote.most} className="text-lg" />],
            ]}
          />
          {!quote.before_shipping &&
            (less === null ? (
              <Button
                kind="plain"
                size="s"
                className="mt-2 -ml-3"
                onClick={() => onLess(typedAmount(quote.most.amount))}
              >
                {t("apply.less")}
              </Button>
            ) : (
              <div className="mt-3 grid gap-2">
                <Field
                  label={t("amount")}
                  inputMode="decimal"
                  value={less}
                  onChange={(event) => onLess(event.target.value)}
                  hint={t("amountHint", { amount: price(quote.most) })}
                  {...(wrong ? { error: t("amountWrong", { amount: price(quote.most) }) } : {})}
                />
                <Button kind="plain" size="s" className="justify-self-start" onClick={() => onLess(null)}>
                  {t("apply.full")}
                </Button>
              </div>
            ))}
        </>
      )}
      {way !== "refund_only" && <p className="mt-2 text-sm text-muted">{t(`apply.freight.${quote.freight_payer}`)}</p>}
      <p className="mt-2 text-sm text-muted">
        {quote.agreed_at_once ? t("apply.atOnce") : t("apply.answer", { hours: quote.answer_hours })}
      </p>
    </Section>
  );
}
