import { WalletMinimal } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDeployment } from "../../api/account.ts";
import { type Answer, useCall, usePages } from "../../api/hooks.ts";
import { More } from "../../ui/more.tsx";
import { Facts, Section } from "../../ui/page.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { Entries } from "../work/entries.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { rateText } from "../work/order-tone.ts";
import { exampleOf } from "./fee-example.ts";
import { PageTitle } from "../work/page-title.tsx";
import { Statement } from "./statement.tsx";
import { useMyShop } from "./my-shop.ts";

/** What the shop has, what is on its way, and what the platform takes of an order. */
export function ShopMoneyPage() {
  const t = useTranslations("sell");
  return (
    <div className="grid gap-4">
      <PageTitle title={t("money")} />
      <Balance />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="grid gap-4 lg:order-2">
          <Statement />
          <Fees />
        </div>
        <ShopEntries />
      </div>
    </div>
  );
}

function Balance() {
  const t = useTranslations("sell.account");
  const time = useTimeText();
  const shop = useMyShop();
  const read = useCall("getShopBalance", { params: { shop_id: shop.id } }, { refetchInterval: 15_000 });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <Skeleton className="h-32" />;
  const { data } = read;
  const cards = [
    { label: t("available"), text: t("availableText"), money: data.available },
    { label: t("escrow"), text: t("escrowText"), money: data.escrow },
    { label: t("took"), text: t("tookText"), money: data.platform },
  ];
  return (
    <section>
      <div className="grid gap-3 sm:grid-cols-3">
        {cards.map((card, at) => (
          <div key={card.label} className="card p-4">
            <p className="text-sm text-muted">{card.label}</p>
            <Price money={card.money} className={at === 0 ? "text-2xl" : "text-xl"} />
            <p className="mt-1 text-xs text-muted">{card.text}</p>
          </div>
        ))}
      </div>
      <p className="mt-2 text-xs text-muted">{t("asOf", { time: time(data.as_of) })}</p>
    </section>
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
        {t("feesText")} {t("policy", { name: quote.policy })}
      </p>
    </>
  );
}

function ShopEntries() {
  const t = useTranslations("sell.account");
  const shop = useMyShop();
  const words = useTranslations("merchant.money");
  const names = useTranslations("sell.accounts");
  const [account, setAccount] = useState<"all" | "escrow" | "shop" | "platform">("all");
  const pages = usePages("listShopEntries", {
    params: { shop_id: shop.id },
    query: account === "all" ? {} : { account },
  });
  return (
    <Section title={t("entries")}>
      <div className="mb-2">
        <Chips
          label={words("account")}
          current={account}
          onChange={setAccount}
          options={(["all", "escrow", "shop", "platform"] as const).map((id) => ({
            id,
            label: id === "all" ? words("all") : names(id),
          }))}
        />
      </div>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton />
      ) : pages.items.length === 0 ? (
        <EmptyState icon={<WalletMinimal size={22} aria-hidden />} title={t("noEntries")} text={t("noEntriesText")} />
      ) : (
        <Entries entries={pages.items} />
      )}
      <More pages={pages} />
    </Section>
  );
}
