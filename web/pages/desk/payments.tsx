import { CreditCard } from "lucide-react";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { FoundPayment } from "../../../contract/payment-search.ts";
import { intentStates } from "../../../contract/payments.ts";
import { usePages } from "../../api/hooks.ts";
import { useTitle } from "../../ui/page.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { PaymentSheet, paymentTones, useProviderName } from "./payment-sheet.tsx";
import { Rows } from "./rows.tsx";
import { SearchField } from "./search-field.tsx";
import { useShopName } from "./shop-name.ts";

/** Every payment, found by an id of ours or the provider's. Enter opens one. */
export function PaymentsPage() {
  const t = useTranslations("paymentDesk");
  const [search, setSearch] = useDeskSearch();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(t("title"));
  const state = oneOf(intentStates, search.state) ?? "all";
  const q = search.q ?? "";
  const pages = usePages("searchPayments", {
    query: { limit: 50, ...(q === "" ? {} : { q }), ...(state === "all" ? {} : { state }) },
  });
  const narrowed = q !== "" || state !== "all";
  return (
    <div ref={list}>
      <div className="mb-3 grid gap-2">
        <SearchField label={t("find")} value={q} onChange={(next) => setSearch({ q: next, open: undefined })} />
        <p className="text-xs text-muted">{t("findHint")}</p>
        <Chips
          label={t("state")}
          current={state}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={(["all", ...intentStates] as const).map((id) => ({
            id,
            label: id === "all" ? t("all") : t(`states.${id}`),
          }))}
        />
      </div>
      <Rows
        pages={pages}
        keyOf={(one) => one.id}
        empty={
          <EmptyState
            icon={<CreditCard size={22} aria-hidden />}
            title={t(narrowed ? "noneFound" : "none")}
            {...(q === "" ? {} : { text: t("noneFoundText") })}
          />
        }
      >
        {(one) => <Row payment={one} onOpen={() => setSearch({ open: one.id })} />}
      </Rows>
      <PaymentSheet
        payment={pages.items?.find((one) => one.id === search.open) ?? null}
        onClose={() => setSearch({ open: undefined })}
      />
    </div>
  );
}

function Row({ payment, onOpen }: { readonly payment: FoundPayment; readonly onOpen: () => void }) {
  const t = useTranslations("paymentDesk");
  const price = usePriceText();
  const shop = useShopName(payment.shop_id);
  const provider = useProviderName();
  const part = payment.refunded.amount > 0 && payment.state !== "refunded";
  return (
    <button
      type="button"
      data-row
      aria-label={t("open", { id: payment.id })}
      onClick={onOpen}
      className="grid w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-0.5 px-4 py-2.5 text-left hover:bg-wash focus-visible:-outline-offset-2 md:grid-cols-[minmax(0,1.6fr)_minmax(0,1fr)_120px_112px_160px] md:gap-x-6"
    >
      <span className="min-w-0 truncate">
        {shop} · {payment.buyer_name === "" ? t("buyerGone") : payment.buyer_name}
      </span>
      <span className="order-3 min-w-0 truncate text-sm text-muted md:order-none">
        {provider(payment.provider)}
        <span className="md:hidden">
          {" · "}
          <Time at={payment.created_at} />
        </span>
      </span>
      <span className="text-right">
        <Price money={payment.amount} />
        {part && (
          <span className="num block text-xs text-muted">{t("refundedPart", { amount: price(payment.refunded) })}</span>
        )}
      </span>
      <span className="order-4 justify-self-end md:order-none md:justify-self-start">
        <StateBadge tone={paymentTones[payment.state]}>{t(`states.${payment.state}`)}</StateBadge>
      </span>
      <span className="hidden text-sm text-muted md:block">
        <Time at={payment.created_at} />
      </span>
    </button>
  );
}
