import { TicketPercent } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { DeskCoupon } from "../../../contract/promotion.ts";
import { useAct, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { More } from "../../ui/more.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState, ErrorLine, Skeleton } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { CouponForm } from "./coupon-form.tsx";
import { Ticket } from "./ticket.tsx";

const tones: Readonly<Record<DeskCoupon["state"], Tone>> = {
  scheduled: "quiet",
  active: "good",
  used_up: "quiet",
  stopped: "bad",
  ended: "quiet",
};

/** What a shop, or the platform (`shop_id` null), offers: how often each was claimed and used, and the way to stop it. */
export function CouponDesk({ shop_id }: { readonly shop_id: string | null }) {
  const t = useTranslations("couponDesk");
  const [making, setMaking] = useState(false);
  const ofShop = usePages(
    "listShopCoupons",
    { params: { shop_id: shop_id ?? "" }, query: { limit: 50 } },
    { enabled: shop_id !== null },
  );
  const ofPlatform = usePages("listPlatformCoupons", { query: { limit: 50 } }, { enabled: shop_id === null });
  const pages = shop_id === null ? ofPlatform : ofShop;
  return (
    <div className="grid gap-4">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-sm text-muted">{t(shop_id === null ? "leadPlatform" : "leadShop")}</p>
        <Button kind="solid" onClick={() => setMaking(true)}>
          {t("make")}
        </Button>
      </header>
      {pages.items === undefined ? (
        pages.error === null ? (
          <Skeleton className="h-24" />
        ) : (
          <ErrorState error={pages.error} onRetry={pages.retry} />
        )
      ) : pages.items.length === 0 ? (
        <EmptyState icon={<TicketPercent size={22} aria-hidden />} title={t("none")} text={t("noneText")} />
      ) : (
        <ul className="grid gap-2">
          {pages.items.map((coupon) => (
            <li key={coupon.id}>
              <Ticket coupon={coupon} until={coupon.ends_at} faded={coupon.state === "ended"}>
                <Uses coupon={coupon} shop_id={shop_id} />
              </Ticket>
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} />
      <Sheet open={making} onClose={() => setMaking(false)} title={t("make")}>
        {making && <CouponForm shop_id={shop_id} onDone={() => setMaking(false)} />}
      </Sheet>
    </div>
  );
}

function Uses({ coupon, shop_id }: { readonly coupon: DeskCoupon; readonly shop_id: string | null }) {
  const t = useTranslations("couponDesk");
  const price = usePriceText();
  const [asking, setAsking] = useState(false);
  const done = () => {
    setAsking(false);
    toast(t("stopped"));
  };
  const ofShop = useAct("stopShopCoupon", { refreshes: ["listShopCoupons", "listCoupons"], onDone: done });
  const ofPlatform = useAct("stopPlatformCoupon", { refreshes: ["listPlatformCoupons", "listCoupons"], onDone: done });
  const stop = () =>
    shop_id === null
      ? ofPlatform.run({ params: { coupon_id: coupon.id } })
      : ofShop.run({ params: { shop_id, coupon_id: coupon.id } });
  return (
    <div className="grid justify-items-end gap-1">
      <StateBadge tone={tones[coupon.state]}>{t(`states.${coupon.state}`)}</StateBadge>
      <span className="num text-xs text-muted">
        {t("uses", { claimed: coupon.claimed_count, total: coupon.total_count, used: coupon.used_count })}
      </span>
      <span className="num text-xs text-muted">{t("cost", { amount: price(coupon.saved) })}</span>
      {(coupon.state === "active" || coupon.state === "scheduled") && (
        <Button size="s" aria-label={t("stopNamed", { title: coupon.title })} onClick={() => setAsking(true)}>
          {t("stop")}
        </Button>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("stopTitle", { title: coupon.title })}
        text={t("stopText")}
        action={t("stop")}
        kind="danger"
        busy={ofShop.busy || ofPlatform.busy}
        onConfirm={stop}
      >
        <ErrorLine error={ofShop.error ?? ofPlatform.error} />
      </Confirm>
    </div>
  );
}
