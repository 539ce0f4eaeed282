import { useTranslations } from "use-intl";
import type { Coupon } from "../../../contract/promotion.ts";
import { useAct, useCall, useRefresh } from "../../api/hooks.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.tsx";
import { Ticket } from "./ticket.tsx";

interface Props {
  /** Coupons of this shop, or those that fit this product; the platform's stand with them. */
  readonly of: { readonly shop_id: string } | { readonly product_id: string };
}

/** Coupons to claim. Nothing at all where there are none. */
export function CouponShelf({ of }: Props) {
  const t = useTranslations("coupons");
  const offered = useCall("listCoupons", { query: of }, { staleTime: 30_000 });
  const coupons = offered.data?.data ?? [];
  if (coupons.length === 0) return null;
  return (
    <section aria-label={t("title")} className="grid gap-2">
      <h2 className="text-sm font-semibold">{t("title")}</h2>
      <ul className="grid gap-2">
        {coupons.map((coupon) => (
          <li key={coupon.id}>
            <Ticket coupon={coupon} until={coupon.ends_at}>
              <Claim coupon={coupon} />
            </Ticket>
          </li>
        ))}
      </ul>
      <p className="text-xs text-muted">{t("stacking")}</p>
    </section>
  );
}

function Claim({ coupon }: { readonly coupon: Coupon }) {
  const t = useTranslations("coupons");
  const errorText = useErrorText();
  const refresh = useRefresh();
  const claim = useAct("claimCoupon", {
    refreshes: ["listCoupons", "listHeldCoupons", "quoteOrder", "quoteCheckout"],
    onDone: () => toast(t("claimed")),
    onFail: (error) => {
      toast(errorText(error), "bad");
      refresh("listCoupons");
    },
  });
  const mine = coupon.claimed_by_you ?? 0;
  if (mine >= coupon.per_person_max) return <span className="text-muted">{t("yours")}</span>;
  return (
    <Button
      size="s"
      busy={claim.busy}
      aria-label={t("claimNamed", { title: coupon.title })}
      onClick={() =>
        void requireSignIn("buy").then((account) => account !== null && claim.run({ params: { coupon_id: coupon.id } }))
      }
    >
      {t("claim")}
    </Button>
  );
}
