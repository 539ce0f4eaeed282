import { Link } from "@tanstack/react-router";
import { useLocale, useTranslations } from "use-intl";
import type { Checkout } from "../../../contract/checkout.ts";
import { errorMessage } from "../../../contract/errors.ts";
import { Picture } from "../../ui/picture.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { savedOf } from "../checkout/saved.ts";

type Part = Checkout["parts"][number];

const tones: Readonly<Record<Part["state"], Tone>> = {
  waiting: "soon",
  placed: "soon",
  refused: "bad",
  paid: "good",
  closed: "quiet",
};

/** One shop's order of a checkout; the way to it, or why there is none. */
export function PartCard({ part }: { readonly part: Part }) {
  const t = useTranslations("checkout");
  const locale = useLocale() === "en" ? "en" : "zh-CN";
  const price = usePriceText();
  const saved = savedOf(part);
  return (
    <section aria-label={part.shop.name} className="card p-4">
      <div className="mb-3 flex items-center justify-between gap-3">
        <span className="truncate text-sm text-muted">{part.shop.name}</span>
        <StateBadge tone={tones[part.state]}>{t(`part.${part.state}`)}</StateBadge>
      </div>
      <ul className="grid gap-3">
        {part.lines.map((line) => (
          <PartLine key={line.variant_id} line={line} />
        ))}
      </ul>
      {part.refusal !== null && part.lines.every((line) => line.problem === null) && (
        <p className="mt-3 text-sm text-ember-text">{errorMessage(part.refusal.code, locale, part.refusal.details)}</p>
      )}
      {part.order_id !== null && (
        <p className="num mt-3 flex justify-between text-sm">
          <span className="text-muted">{t("shipping")}</span>
          <span>{part.shipping.amount === 0 ? t("freeShipping") : price(part.shipping)}</span>
        </p>
      )}
      {part.order_id !== null && saved.amount > 0 && (
        <p className="num mt-3 flex justify-between text-sm">
          <span className="text-muted">{t("coupons")}</span>
          <span className="text-ember-text">−{price(saved)}</span>
        </p>
      )}
      {part.order_id !== null && (
        <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-3">
          <Link
            to="/orders/$order_id"
            params={{ order_id: part.order_id }}
            className="min-h-9 content-center underline underline-offset-4"
          >
            {t("toOrder")}
          </Link>
          <Price money={part.total} className="text-md" />
        </div>
      )}
    </section>
  );
}

/** A line, and what was wrong with it where it could not be had. */
export function PartLine({ line }: { readonly line: Part["lines"][number] }) {
  const t = useTranslations("checkout");
  return (
    <li className="flex gap-3">
      <Picture picture={line.picture} alt="" size="small" className="size-16 shrink-0 rounded-s" />
      <div className="min-w-0 flex-1">
        <p className="line-clamp-2 leading-snug font-semibold">{line.title}</p>
        <p className="num text-sm text-muted">
          {line.variant_title} × {line.quantity}
        </p>
        {line.problem !== null && (
          <p className="num text-sm text-ember-text">{t(`problem.${line.problem}`, { count: line.available ?? 0 })}</p>
        )}
      </div>
      <Price money={line.total} />
    </li>
  );
}
