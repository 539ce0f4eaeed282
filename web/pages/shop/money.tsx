import { WalletMinimal } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDeployment } from "../../api/account.ts";
import { type Answer, useCall, usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { Facts, Section } from "../../ui/page.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { rateText } from "../work/order-tone.ts";
import { exampleOf } from "./fee-example.ts";
import { PageTitle } from "../work/page-title.tsx";
import { MoneyCards } from "./money-cards.tsx";
import { MovementList } from "./movement-list.tsx";
import { movementsOf } from "./movements.ts";
import { Payouts } from "./payouts.tsx";
import { Statement } from "./statement.tsx";
import { useMyShop } from "./my-shop.ts";

/** What the shop has, what is on its way, and what the platform takes of an order. */
export function ShopMoneyPage() {
  const t = useTranslations("sell");
  const shop = useMyShop();
  const read = useCall("getShopMoney", { params: { shop_id: shop.id } }, { refetchInterval: 15_000 });
  const owner = shop.my_role === "owner";
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  return (
    <div className="grid gap-4">
      <PageTitle title={t("money")} />
      {read.data === undefined ? <Skeleton className="h-48" /> : <MoneyCards money={read.data} owner={owner} />}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid gap-4 lg:order-2">
          {read.data === undefined ? <Skeleton className="h-40" /> : <Payouts money={read.data} owner={owner} />}
          <Statement />
          <Fees />
        </div>
        <ShopEntries />
      </div>
    </div>
  );
}

function Fees() {
  const t = useTranslations("sell.account");
  const shop = useMyShop();
  const read = useCall("getFeeQuote", { params: { shop_id: shop.id } });
  return (
    <Section title={t("fees")}>
      {read.error !== null && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data === undefined ? (
        <Skeleton className="h-40" />
      ) : (
        <FeeFacts quote={read.data} />
      )}
    </Section>
  );
}

const example_minor = 100_00;

function FeeFacts({ quote }: { readonly quote: Answer<"getFeeQuote"> }) {
  const t = useTranslations("sell.account");
  const price = usePriceText();
  const currency = useDeployment()?.currency ?? "CNY";
  const amount = (minor: number) => price({ amount: minor, currency });
  return (
    <>
      <Facts
        rows={[
          [t("takeRate"), <b key="rate">{rateText(quote.take_rate_permille)}</b>],
          [
            t("exampleRow", { amount: amount(example_minor) }),
            t("exampleYou", { amount: amount(exampleOf(example_minor, quote.take_rate_permille)) }),
          ],
          [
            t("settlementDays"),
            quote.settlement_days === 0 ? t("atOnce") : t("days", { count: quote.settlement_days }),
          ],
          [t("autoReceive"), t("days", { count: quote.auto_receive_days })],
          [t("unpaidClose"), t("minutes", { count: quote.unpaid_close_minutes })],
        ]}
      />
      <p className="mt-3 text-xs text-muted">
        <span className="block">{t("feesText")}</span>
        <span className="block">{t("policy", { name: quote.policy })}</span>
      </p>
    </>
  );
}

const shopAccounts = ["shop", "escrow", "deposit", "receivable", "payout", "platform"] as const;
type ShopAccount = (typeof shopAccounts)[number];

function ShopEntries() {
  const t = useTranslations("sell.account");
  const shop = useMyShop();
  const words = useTranslations("merchant.money");
  const names = useTranslations("sell.accounts");
  const [account, setAccount] = useState<"all" | ShopAccount>("all");
  const pages = usePages("listShopEntries", {
    params: { shop_id: shop.id },
    query: account === "all" ? {} : { account },
  });
  const movements = pages.items === undefined ? undefined : movementsOf(pages.items, account);
  return (
    <Section title={t("entries")}>
      <div className="mb-2">
        <Chips
          label={words("account")}
          current={account}
          onChange={setAccount}
          options={(["all", ...shopAccounts] as const).map((id) => ({
            id,
            label: id === "all" ? words("all") : id === "platform" ? t("takeRate") : names(id),
          }))}
        />
      </div>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : movements === undefined ? (
        <RowsSkeleton />
      ) : movements.length === 0 ? (
        <EmptyState icon={<WalletMinimal size={22} aria-hidden />} title={t("noEntries")} text={t("noEntriesText")} />
      ) : (
        <MovementList movements={movements} oneAccount={account !== "all"} />
      )}
      <More pages={pages} />
    </Section>
  );
}
