import { Link } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useTranslations } from "use-intl";
import { isOpen } from "./open-state.ts";
import type { Order } from "../../../contract/orders.ts";
import { useCall } from "../../api/hooks.ts";
import { buttonClass } from "../../ui/button.tsx";
import { Section } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { aftersaleTones } from "./aftersale-tone.ts";

/** An order's after-sales, and the way to ask for one, on the buyer's page of the order. */
export function OrderAftersales({ order }: { readonly order: Order }) {
  const t = useTranslations("order.aftersale");
  const price = usePriceText();
  const read = useCall("listOrderAftersales", { params: { order_id: order.id } }, { refetchInterval: 30_000 });
  const mine = read.data?.data ?? [];
  const may = order.state !== "unpaid" && order.state !== "closed";
  // What one runs for cannot be asked for a second time: with nothing else in the order, the way leads to that one.
  const running = new Set(
    mine.filter((one) => isOpen(one.state)).flatMap((one) => one.lines.map((line) => line.line_id)),
  );
  const taken = order.lines.every((line) => running.has(line.id));
  if (!may && mine.length === 0) return null;
  return (
    <Section title={t("title")}>
      {mine.length > 0 && (
        <ul className="mb-3 divide-y divide-line">
          {mine.map((one) => (
            <li key={one.id}>
              <Link
                to="/aftersales/$aftersale_id"
                params={{ aftersale_id: one.id }}
                className="flex min-h-12 items-center gap-3"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{t(`ways.${one.way}`)}</span>
                  <span className="num block text-sm text-muted">{price(one.amount)}</span>
                </span>
                <StateBadge tone={aftersaleTones[one.state]}>
                  {isOpen(one.state) ? t("running") : t(one.state === "success" ? "done" : "closed")}
                </StateBadge>
                <ChevronRight size={18} aria-hidden className="text-muted" />
              </Link>
            </li>
          ))}
        </ul>
      )}
      {may && taken && <p className="text-sm text-muted">{t("taken")}</p>}
      {may && !taken && (
        <>
          <p className="mb-3 text-sm text-muted">{t(order.state === "to_ship" ? "textUnshipped" : "text")}</p>
          <Link
            to="/orders/$order_id/aftersale"
            params={{ order_id: order.id }}
            className={buttonClass("quiet", "m", true)}
          >
            {t(order.state === "to_ship" ? "applyUnshipped" : "apply")}
          </Link>
        </>
      )}
    </Section>
  );
}
