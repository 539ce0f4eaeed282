import { Link } from "@tanstack/react-router";
import { TicketPercent } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { heldStates, type HeldCoupon, type HeldState } from "../../../contract/promotion.ts";
import { usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { SignedIn } from "../work/guard.tsx";
import { Ticket } from "./ticket.tsx";

/** My coupons: those that can be used, used ones with their order, expired ones. */
export function WalletPage() {
  const t = useTranslations("coupons");
  return (
    <SignedIn title={t("walletGuest")} text={t("walletGuestText")}>
      <Wallet />
    </SignedIn>
  );
}

function Wallet() {
  const t = useTranslations("coupons");
  const [state, setState] = useState<HeldState>("held");
  const pages = usePages("listHeldCoupons", { query: { state, limit: 50 } });
  return (
    <PageBody>
      <PageHeader title={t("wallet")} back="/me" lead={t("stacking")} />
      <div className="grid gap-4">
        <Segmented
          label={t("which")}
          current={state}
          onChange={setState}
          options={heldStates.map((id) => ({ id, label: t(`states.${id}`) }))}
          wide
        />
        {pages.items === undefined ? (
          pages.error === null ? (
            <Skeleton className="h-24" />
          ) : (
            <ErrorState error={pages.error} onRetry={pages.retry} />
          )
        ) : pages.items.length === 0 ? (
          <EmptyState
            icon={<TicketPercent size={22} aria-hidden />}
            title={t(`empty.${state}`)}
            text={t(state === "held" ? "emptyText" : "emptyPastText")}
          />
        ) : (
          <ul className="grid gap-2">
            {pages.items.map((held) => (
              <li key={held.id}>
                <Ticket coupon={held.coupon} until={held.expires_at} faded={held.state === "expired"}>
                  <Fate held={held} />
                </Ticket>
              </li>
            ))}
          </ul>
        )}
        <More pages={pages} />
      </div>
    </PageBody>
  );
}

/** Where it can be used, or what it was used for. */
function Fate({ held }: { readonly held: HeldCoupon }) {
  const t = useTranslations("coupons");
  const price = usePriceText();
  const link = "inline-flex min-h-11 items-center underline decoration-line-strong underline-offset-4";
  if (held.used !== null)
    return (
      <Link to="/orders/$order_id" params={{ order_id: held.used.order_id }} className={link}>
        {t("savedOn", { amount: price(held.used.saved) })}
      </Link>
    );
  if (held.state === "expired") return <span className="text-muted">{t("states.expired")}</span>;
  return held.coupon.shop === null ? (
    <Link to="/" className={link}>
      {t("use")}
    </Link>
  ) : (
    <Link to="/shops/$shop_id" params={{ shop_id: held.coupon.shop.id }} className={link}>
      {t("use")}
    </Link>
  );
}
