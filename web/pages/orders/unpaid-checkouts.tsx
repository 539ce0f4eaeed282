import { Link } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import type { Checkout } from "../../../contract/checkout.ts";
import { useCall, useRefresh } from "../../api/hooks.ts";
import { itemsOf, useChannel } from "../../api/live.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price } from "../../ui/price.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { useCountdown } from "../../ui/time.tsx";

/** Checkouts over several shops that wait for the buyer. */
export function useUnpaidCheckouts(): readonly Checkout[] {
  const refresh = useRefresh();
  const known = useCall("listCheckouts", { query: { state: "unpaid" } });
  useChannel("account", (delivery) => {
    if (delivery.fresh || itemsOf(delivery, "checkout").length > 0) refresh("listCheckouts");
  });
  return known.data?.data.filter((checkout) => checkout.state !== "placing") ?? [];
}

/** Several orders and one payment: one thing to pay, not several. */
export function CheckoutCard({ checkout }: { readonly checkout: Checkout }) {
  const t = useTranslations("orders");
  const parts = checkout.parts.filter((part) => part.state === "placed" || part.state === "paid");
  const lines = parts.flatMap((part) => part.lines);
  const choosing = checkout.state === "awaiting_choice";
  const until = choosing ? checkout.choose_by : checkout.pay_by;
  return (
    <Link
      to="/checkouts/$checkout_id"
      params={{ checkout_id: checkout.id }}
      className="card block p-4 hover:border-line-strong"
    >
      <div className="mb-3 flex items-center justify-between gap-3">
        <span className="truncate text-sm text-muted">{parts.map((part) => part.shop.name).join(" · ")}</span>
        <StateBadge tone="soon">{choosing ? t("toChoose") : t("togetherToPay", { count: parts.length })}</StateBadge>
      </div>
      <div className="flex items-center gap-2">
        <ul className="flex min-w-0 flex-1 gap-2 overflow-hidden">
          {lines.slice(0, 4).map((line) => (
            <li key={line.variant_id} className="shrink-0">
              <Picture picture={line.picture} alt={line.title} size="small" className="size-18 rounded-s" />
            </li>
          ))}
        </ul>
        <Price money={checkout.total} className="text-md" />
      </div>
      {until !== null && (
        <div className="mt-3 flex items-center justify-between gap-3 border-t border-line pt-3">
          <span className="num text-sm text-amber-text">
            <Until at={until} choosing={choosing} />
          </span>
          <span className={buttonClass("buy", "s")}>{choosing ? t("choose") : t("payNow")}</span>
        </div>
      )}
    </Link>
  );
}

function Until({ at, choosing }: { readonly at: string; readonly choosing: boolean }) {
  const t = useTranslations("orders");
  const time = useCountdown(at);
  return choosing ? t("chooseBy", { time }) : t("payBy", { time });
}
