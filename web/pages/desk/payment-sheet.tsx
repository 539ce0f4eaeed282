import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { FoundPayment, RefundState } from "../../../contract/payment-search.ts";
import { paymentProviders, type IntentState } from "../../../contract/payments.ts";
import { Facts } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { Time } from "../../ui/time.tsx";
import { useShopName } from "./shop-name.ts";

/** What waits for the buyer, or went wrong, stands out. */
export const paymentTones: Readonly<Record<IntentState, Tone>> = {
  requires_payment: "soon",
  failed: "bad",
  captured: "good",
  voided: "quiet",
  expired: "quiet",
  refunded: "quiet",
};
const refundTones: Readonly<Record<RefundState, Tone>> = { paying: "soon", success: "good", failed: "bad" };
const link = "underline underline-offset-4";

/** A provider's name; one that is no longer known, by its own word. */
export function useProviderName(): (provider: string) => string {
  const names = useTranslations("statements.providers");
  return (provider) => {
    const known = paymentProviders.find((one) => one === provider);
    return known === undefined ? provider : names(known);
  };
}

/** One payment, whole: what it is for, what came in and what went back. */
export function PaymentSheet({
  payment,
  onClose,
}: {
  readonly payment: FoundPayment | null;
  readonly onClose: () => void;
}) {
  const t = useTranslations("paymentDesk");
  return (
    <Sheet open={payment !== null} onClose={onClose} title={`${t("one")} …${payment?.id.slice(-8) ?? ""}`} wide>
      {payment !== null && <Whole payment={payment} />}
    </Sheet>
  );
}

function Whole({ payment }: { readonly payment: FoundPayment }) {
  const t = useTranslations("paymentDesk");
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <StateBadge tone={paymentTones[payment.state]}>{t(`states.${payment.state}`)}</StateBadge>
        <Id>{payment.id}</Id>
      </div>
      <div className="grid items-start gap-x-8 gap-y-3 text-sm md:grid-cols-2">
        <WhatFor payment={payment} />
        <How payment={payment} />
      </div>
      <Captures payment={payment} />
      <Refunds payment={payment} />
      <p className="text-sm">
        <Link to="/desk/money" search={{ order: payment.order_id }} className={link}>
          {t("entries")}
        </Link>
      </p>
    </div>
  );
}

function Id({ children }: { readonly children: string }) {
  return <span className="font-mono text-xs break-all text-muted select-all">{children}</span>;
}

function WhatFor({ payment }: { readonly payment: FoundPayment }) {
  const t = useTranslations("paymentDesk");
  const price = usePriceText();
  const shop = useShopName(payment.shop_id);
  const { order_id, buyer_id, buyer_name, created_at, expires_at, captured_at } = payment;
  const isOrder = order_id.startsWith("ord_");
  return (
    <Facts
      rows={[
        [t("amount"), <b key="amount">{price(payment.amount)}</b>],
        ...(payment.refunded.amount === 0 ? [] : [[t("refunded"), price(payment.refunded)] as const]),
        isOrder
          ? [
              t("order"),
              <Link key="order" to="/desk/orders" search={{ open: order_id }} className={`${link} break-all`}>
                {order_id}
              </Link>,
            ]
          : [t("deposit"), <Id key="deposit">{order_id}</Id>],
        [
          t("shop"),
          <Link key="shop" to={`/desk/shops/${payment.shop_id}`} className={link}>
            {shop}
          </Link>,
        ],
        [
          t("buyer"),
          <Link key="buyer" to={`/desk/accounts/${buyer_id}`} className={link}>
            {buyer_name === "" ? t("buyerGone") : buyer_name}
          </Link>,
        ],
        [t("created"), <Time key="created" at={created_at} />],
        captured_at === null
          ? [t("expires"), <Time key="expires" at={expires_at} />]
          : [t("captured"), <Time key="captured" at={captured_at} />],
      ]}
    />
  );
}

function How({ payment }: { readonly payment: FoundPayment }) {
  const t = useTranslations("paymentDesk");
  const provider = useProviderName();
  const { charge_id, transaction_id, failure } = payment;
  return (
    <Facts
      rows={[
        [t("provider"), provider(payment.provider)],
        [t("transaction"), transaction_id === null ? t("noTransaction") : <Id key="transaction">{transaction_id}</Id>],
        ...(charge_id === null
          ? []
          : [
              [
                t("charge"),
                <span key="charge" className="grid gap-0.5">
                  <Link to="/desk/payments" search={{ q: charge_id }} className={`${link} break-all`}>
                    {charge_id}
                  </Link>
                  <span className="text-xs text-muted">{t("chargeText")}</span>
                </span>,
              ] as const,
            ]),
        ...(failure === null ? [] : [[t("failure"), t(`failures.${failure}`)] as const]),
      ]}
    />
  );
}

function Captures({ payment }: { readonly payment: FoundPayment }) {
  const t = useTranslations("paymentDesk");
  const price = usePriceText();
  const provider = useProviderName();
  return (
    <Moves title={t("captures")} none={t("noCaptures")}>
      {payment.captures.map((one) => (
        <Move
          key={one.reference}
          amount={price(one.amount)}
          badge={one.kept ? null : <StateBadge tone="bad">{t("tooMuch")}</StateBadge>}
          id={one.transaction_id}
        >
          {provider(one.provider)} · <Time at={one.paid_at} />
        </Move>
      ))}
    </Moves>
  );
}

function Refunds({ payment }: { readonly payment: FoundPayment }) {
  const t = useTranslations("paymentDesk");
  const price = usePriceText();
  return (
    <Moves title={t("refunds")} none={t("noRefunds")}>
      {payment.refunds.map((one) => (
        <Move
          key={one.id}
          amount={price(one.amount)}
          badge={<StateBadge tone={refundTones[one.state]}>{t(`refundStates.${one.state}`)}</StateBadge>}
          id={one.id}
        >
          {t(`causes.${one.cause}`)} · <Time at={one.paid_at ?? one.created_at} />
          {one.failure !== null && <span className="block text-ember-text">{t(`failures.${one.failure}`)}</span>}
        </Move>
      ))}
    </Moves>
  );
}

function Moves({
  title,
  none,
  children,
}: {
  readonly title: string;
  readonly none: string;
  readonly children: readonly ReactNode[];
}) {
  return (
    <section>
      <h3 className="mb-1 font-semibold">{title}</h3>
      {children.length === 0 ? (
        <p className="text-sm text-muted">{none}</p>
      ) : (
        <ul className="divide-y divide-line">{children}</ul>
      )}
    </section>
  );
}

function Move({
  amount,
  badge,
  id,
  children,
}: {
  readonly amount: string;
  readonly badge: ReactNode;
  readonly id: string;
  readonly children: ReactNode;
}) {
  return (
    <li className="flex items-start justify-between gap-4 py-2 text-sm">
      <div className="min-w-0">
        <p>{children}</p>
        <Id>{id}</Id>
      </div>
      <div className="grid shrink-0 justify-items-end gap-1">
        <b className="num">{amount}</b>
        {badge}
      </div>
    </li>
  );
}
