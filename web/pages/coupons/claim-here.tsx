import { useTranslations } from "use-intl";
import type { HeldCoupon } from "../../../contract/promotion.ts";
import { useAct, useRefresh } from "../../api/hooks.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { toast } from "../../ui/toast.tsx";
import { Ticket } from "./ticket.tsx";
import type { Claimable } from "./claimable.ts";

interface Props {
  readonly claimable: readonly Claimable[];
  /** Whether it is taken off as soon as it is claimed. */
  readonly fits: (one: Claimable) => boolean;
  readonly disabled: boolean;
  /** It is theirs now, and wanted for this order. */
  readonly onUse: (held: HeldCoupon) => void;
}

/** Coupons that are not the buyer's yet: one tap makes one theirs and takes it off. */
export function ClaimHere({ claimable, fits, disabled, onUse }: Props) {
  const t = useTranslations("coupons");
  if (claimable.length === 0) return null;
  return (
    <section aria-label={t("toClaim")} className="mb-4 grid gap-2">
      <h3 className="text-sm font-semibold">{t("toClaim")}</h3>
      <ul className="grid gap-2">
        {claimable.map((one) => (
          <li key={one.coupon.id}>
            <Ticket coupon={one.coupon} until={one.coupon.ends_at}>
              <Claim one={one} use={fits(one)} disabled={disabled} onUse={onUse} />
            </Ticket>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface ClaimProps extends Pick<Props, "disabled" | "onUse"> {
  readonly one: Claimable;
  readonly use: boolean;
}

function Claim({ one, use, disabled, onUse }: ClaimProps) {
  const t = useTranslations("coupons");
  const price = usePriceText();
  const errorText = useErrorText();
  const refresh = useRefresh();
  const { coupon, missing } = one;
  const claim = useAct("claimCoupon", {
    refreshes: ["listCoupons", "listHeldCoupons", "quoteOrder", "quoteCheckout"],
    onDone: (held) => (use ? onUse(held) : toast(t("claimed"))),
    onFail: (error) => {
      toast(errorText(error), "bad");
      refresh("listCoupons");
    },
  });
  return (
    <span className="grid justify-items-end gap-1">
      <Button
        size="s"
        kind={use ? "solid" : "quiet"}
        busy={claim.busy}
        disabled={disabled}
        aria-label={use ? t("claimAndUseNamed", { title: coupon.title }) : t("claimNamed", { title: coupon.title })}
        onClick={() => claim.run({ params: { coupon_id: coupon.id } })}
      >
        {use ? t("claimAndUse") : t("claim")}
      </Button>
      {missing > 0 && (
        <span className="num text-xs text-muted">
          {t("misfit.minimum", { missing: price({ ...coupon.minimum_spend, amount: missing }) })}
        </span>
      )}
    </span>
  );
}
