import { useLocale, useTranslations } from "use-intl";
import type { Cart } from "../../../contract/cart.ts";
import { errorMessage } from "../../../contract/errors.ts";
import type { Answer } from "../../api/hooks.ts";
import { Field } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { CouponRow, type CouponsOfShop } from "./coupon-row.tsx";
import { Told } from "./told.tsx";

interface Props {
  readonly group: Cart["groups"][number];
  readonly quoted: Answer<"quoteCheckout">["parts"][number] | undefined;
  readonly coupons: CouponsOfShop;
  readonly remark: string;
  readonly onRemark: (text: string) => void;
  readonly disabled: boolean;
}

/** One shop's order: its lines, delivery, a word to the shop, and what it comes to. */
export function ShopCard({ group, quoted, coupons, remark, onRemark, disabled }: Props) {
  const t = useTranslations("checkout");
  const locale = useLocale() === "en" ? "en" : "zh-CN";
  const price = usePriceText();
  const breakdown = quoted?.breakdown ?? null;
  const refusal = quoted?.refusal ?? null;
  const misfit = useTranslations("coupons.misfit");
  return (
    <Section title={group.shop.name}>
      <ul className="grid gap-3">
        {group.lines.map((line) => (
          <li key={line.variant_id} className="flex gap-3">
            <Picture picture={line.picture} alt="" size="small" className="size-16 shrink-0 rounded-s" />
            <div className="min-w-0 flex-1">
              <p className="line-clamp-2 leading-snug font-semibold">{line.title}</p>
              <p className="num text-sm text-muted">
                {line.variant_title} × {line.quantity}
              </p>
            </div>
            <Price money={{ ...line.price, amount: line.price.amount * line.quantity }} />
          </li>
        ))}
      </ul>
      {refusal !== null && (
        <p role="alert" className="mt-3 rounded-s border border-ember-text/40 px-3 py-2 text-sm text-ember-text">
          {errorMessage(refusal.code, locale, refusal.details)}
        </p>
      )}
      {quoted?.dropped_coupons.map(({ held_coupon_id, coupon, misfit: why, missing }) => (
        <p key={held_coupon_id} role="status" className="mt-3 rounded-s bg-wash px-3 py-2 text-sm text-amber-text">
          {t("couponDropped", {
            title: coupon.title,
            why: misfit(why ?? "does_not_stack", { missing: missing === null ? "" : price(missing) }),
          })}
        </p>
      ))}
      <div className="mt-4">
        <Field
          label={t("remark")}
          optional
          maxLength={200}
          disabled={disabled}
          value={remark}
          onChange={(event) => onRemark(event.target.value)}
        />
      </div>
      {refusal === null && (
        <dl className="num mt-4 grid gap-1 border-t border-line pt-3">
          {breakdown === null ? (
            <Skeleton className="h-12" />
          ) : (
            <>
              <Told
                name={t("shipping")}
                value={breakdown.shipping.amount === 0 ? t("freeShipping") : price(breakdown.shipping)}
                proof={<ShippingProof breakdown={breakdown} />}
              />
              <CouponRow group={group} breakdown={breakdown} {...coupons} />
              <div className="flex items-baseline justify-between font-semibold">
                <dt>{t("shopTotal")}</dt>
                <dd>
                  <Price money={breakdown.total} className="text-md" />
                </dd>
              </div>
            </>
          )}
        </dl>
      )}
    </Section>
  );
}

/** How the fee came about: per template what it asks, of which the dearest is paid once. */
function ShippingProof({ breakdown }: { readonly breakdown: NonNullable<Props["quoted"]>["breakdown"] }) {
  const t = useTranslations("checkout");
  const price = usePriceText();
  if (breakdown === null) return null;
  return (
    <div className="grid gap-2">
      <p className="font-semibold">{t("shippingProof")}</p>
      <ul className="grid gap-1 text-muted">
        {breakdown.shipping_basis.parts.map((part, index) => (
          <li key={index} className="flex justify-between gap-4">
            <span>{part.template_name ?? t("flatFee")}</span>
            <span className="num">{part.free ? t("freeShipping") : price(part.fee)}</span>
          </li>
        ))}
      </ul>
      <p className="text-muted">{breakdown.shipping_final ? t("oneParcel") : t("shippingOpen")}</p>
    </div>
  );
}
