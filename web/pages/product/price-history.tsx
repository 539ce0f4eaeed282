import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { PriceHistory as History } from "../../../contract/catalog.ts";
import { useCall } from "../../api/hooks.ts";
import { Select } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Proof } from "../../ui/proof.tsx";
import { useNow } from "../../ui/time.tsx";
import { stepsOf, verdictOf } from "./price-steps.ts";

type Variant = History["variants"][number];

/** Every price at which it was for sale, as a small honest chart from zero, and one sentence about it. */
export function PriceHistory({ product_id }: { readonly product_id: string }) {
  const t = useTranslations("viewer.price");
  const history = useCall("getPriceHistory", { params: { product_id } }, { staleTime: 60_000 });
  const [chosen, setChosen] = useState(0);
  const variants = history.data?.variants.filter((variant) => variant.known_since !== null) ?? [];
  const variant = variants[chosen] ?? variants[0];
  if (history.data === undefined || variant === undefined) return null;
  return (
    <Section
      title={t("title")}
      actions={
        <Proof
          trigger="?"
          label={t("title")}
          triggerClass="grid size-9 place-items-center rounded-full bg-wash text-sm"
        >
          {t("proof")}
        </Proof>
      }
    >
      {variants.length > 1 && (
        <Select label={t("variant")} value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
          {variants.map((one, index) => (
            <option key={one.variant_id} value={index}>
              {one.title}
            </option>
          ))}
        </Select>
      )}
      <Verdict variant={variant} />
      <Chart variant={variant} days={history.data.days} />
    </Section>
  );
}

function Verdict({ variant }: { readonly variant: Variant }) {
  const t = useTranslations("viewer.price");
  const format = useFormatter();
  const price = usePriceText();
  const verdict = verdictOf(variant, useNow(60_000));
  const date = (at: string) => format.dateTime(new Date(at), { dateStyle: "medium" });
  if (verdict === null) return null;
  return (
    <p className="mt-2 text-sm">
      {verdict.is === "lowest" && t("lowest")}
      {verdict.is === "lowest_since" && t("lowestSince", { date: date(verdict.since) })}
      {verdict.is === "same" && t("same", { date: date(verdict.since) })}
      {verdict.is === "not_lowest" && t("notLowest", { price: price(verdict.lowest) })}
    </p>
  );
}

const box = { width: 320, height: 72 } as const;

function Chart({ variant, days }: { readonly variant: Variant; readonly days: number }) {
  const t = useTranslations("viewer.price");
  const price = usePriceText();
  const steps = stepsOf(variant, useNow(60_000), days);
  if (steps.length === 0) return null;
  const amounts = steps.map((step) => step.price.amount);
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  const money = (amount: number) => price({ amount, currency: steps[0]?.price.currency ?? "CNY" });
  // From zero, so that a small step looks small.
  const y = (amount: number) => box.height - 4 - (amount / high) * (box.height - 12);
  return (
    <figure className="mt-3">
      <svg
        role="img"
        aria-label={t("chart", { title: variant.title, days, low: money(low), high: money(high) })}
        viewBox={`0 0 ${box.width} ${box.height}`}
        preserveAspectRatio="none"
        className="h-18 w-full overflow-visible"
      >
        <line x1={0} x2={box.width} y1={box.height - 4} y2={box.height - 4} className="stroke-line" />
        {steps.map((step) => (
          <g key={step.from}>
            <rect
              x={step.from * box.width}
              width={(step.to - step.from) * box.width}
              y={y(step.price.amount)}
              height={box.height - 4 - y(step.price.amount)}
              className="fill-wash"
            />
            <line
              x1={step.from * box.width}
              x2={step.to * box.width}
              y1={y(step.price.amount)}
              y2={y(step.price.amount)}
              className="stroke-ink [stroke-width:2] [vector-effect:non-scaling-stroke]"
            />
          </g>
        ))}
      </svg>
      <figcaption className="num mt-1 flex justify-between text-xs text-muted">
        <span>{t("daysAgo", { days })}</span>
        <span>{low === high ? money(low) : `${money(low)} – ${money(high)}`}</span>
        <span>{t("now")}</span>
      </figcaption>
    </figure>
  );
}
