import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "use-intl";
import { transferKinds } from "../../../contract/ledger.ts";
import { type Answer, useAct, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { Section, useTitle } from "../../ui/page.tsx";
import { Price } from "../../ui/price.tsx";
import { ErrorLine, ErrorState } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { Chips } from "../work/chips.tsx";
import { Entries } from "../work/entries.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { collect } from "./collect.ts";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { PlatformStatement } from "./platform-statement.tsx";
import { Watched } from "./watched.tsx";
import { export_rows_max, ExportButton } from "./export-button.tsx";
import { FilterTag } from "./filter-tag.tsx";
import { ShopTag } from "./shop-tag.tsx";
import { useShopName } from "./shop-name.ts";

/** Where all the money is, every movement of it, and whether it adds up. */
export function LedgerPage() {
  const desk = useTranslations("desk");
  useTitle(desk("money"));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Check />
      <Watched />
      <Balances />
      <PlatformStatement />
      <AllEntries />
    </div>
  );
}

function Check() {
  const t = useTranslations("desk.ledger");
  const check = useAct("checkLedger");
  const result = check.done;
  return (
    <Section>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0 flex-1" role="status">
          {result === undefined ? <p className="text-muted">{t("notChecked")}</p> : <Result result={result} />}
          <p className="mt-0.5 text-sm text-muted">{t("checkText")}</p>
        </div>
        <Button kind="solid" busy={check.busy} onClick={() => check.run()}>
          {t("check")}
        </Button>
      </div>
      {result !== undefined && result.problems.length > 0 && (
        <ul className="mt-3 grid gap-1.5">
          {result.problems.map((problem) => (
            <li
              key={`${problem.rule} ${problem.detail}`}
              className="rounded-s border border-ember-text/40 px-3 py-2 text-sm"
            >
              <b className="font-semibold text-ember-text">{problem.rule}</b>{" "}
              <span className="font-mono text-xs">{problem.detail}</span>
            </li>
          ))}
        </ul>
      )}
      {check.error !== null && (
        <div className="mt-3">
          <ErrorLine error={check.error} />
        </div>
      )}
    </Section>
  );
}

function Result({ result }: { readonly result: Answer<"checkLedger"> }) {
  const t = useTranslations("desk.ledger");
  const time = useTimeText();
  return (
    <p className="flex flex-wrap items-center gap-x-3">
      <span className={`inline-flex items-center gap-1.5 font-semibold ${result.ok ? "text-jade" : "text-ember-text"}`}>
        {result.ok ? <CircleCheck size={18} aria-hidden /> : <CircleAlert size={18} aria-hidden />}
        {result.ok ? t("good") : t("bad", { count: result.problems.length })}
      </span>
      <span className="num text-sm text-muted">
        {t("counted", {
          transfers: result.transfers,
          entries: result.entries,
          time: time(result.checked_at),
        })}
      </span>
    </p>
  );
}

function Balances() {
  const t = useTranslations("desk.ledger");
  const accounts = useTranslations("sell.accounts");
  const pages = usePages("listBalances", { query: { limit: 50 } });
  const head = "px-3 py-2 whitespace-nowrap text-right font-normal";
  return (
    <Section title={t("balances")}>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton rows={3} />
      ) : pages.items.length === 0 ? (
        <p className="text-muted">{t("noBalances")}</p>
      ) : (
        <div className="-mx-1 overflow-x-auto px-1">
          <table className="w-full text-sm">
            <thead className="text-muted">
              <tr className="border-b border-line">
                <th scope="col" className="py-2 text-left font-normal">
                  {t("shop")}
                </th>
                <th scope="col" className={head}>
                  {t("escrow")}
                </th>
                <th scope="col" className={head}>
                  {t("available")}
                </th>
                <th scope="col" className={head}>
                  {accounts("deposit")}
                </th>
                <th scope="col" className={head}>
                  {accounts("receivable")}
                </th>
                <th scope="col" className={head}>
                  {t("platform")}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y divide-line">
              {pages.items.map((balance) => (
                <tr key={balance.shop_id}>
                  <th scope="row" className="max-w-48 truncate py-2 pr-3 text-left font-normal">
                    <Link
                      to="/desk/money"
                      search={{ shop: balance.shop_id }}
                      className="underline-offset-4 hover:underline"
                    >
                      <ShopName id={balance.shop_id} />
                    </Link>
                  </th>
                  {[balance.escrow, balance.available, balance.deposit, balance.owed, balance.platform].map(
                    (money, at) => (
                      <td key={at} className="px-3 py-2 text-right">
                        <Price money={money} className="!font-normal" />
                      </td>
                    ),
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <More pages={pages} />
    </Section>
  );
}

function ShopName({ id }: { readonly id: string }) {
  return <span title={id}>{useShopName(id)}</span>;
}

function AllEntries() {
  const t = useTranslations("desk.ledger");
  const words = useTranslations("operator.ledger");
  const orders = useTranslations("desk.order");
  const kinds = useTranslations("sell.kinds");
  const [search, setSearch] = useDeskSearch();
  const kind = oneOf(transferKinds, search.state) ?? "all";
  const { shop, order } = search;
  const query = {
    ...(shop === undefined ? {} : { shop_id: shop }),
    ...(order === undefined ? {} : { order_id: order }),
    ...(kind === "all" ? {} : { kind }),
  };
  const pages = usePages("listAllEntries", { query: { ...query, limit: 50 } });
  return (
    <Section
      title={t("entries")}
      actions={
        <ExportButton
          file="ledger-entries.csv"
          head={["at", "transfer_id", "kind", "account", "shop_id", "order_id", "amount_minor", "currency"]}
          rows={async () => {
            const { items, cut } = await collect("listAllEntries", query, export_rows_max);
            const rows = items.map((one) => [
              one.at,
              one.transfer_id,
              one.kind,
              one.account,
              one.shop_id,
              one.order_id,
              one.amount.amount,
              one.amount.currency,
            ]);
            return { rows, cut };
          }}
        />
      }
    >
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Chips
          label={words("kind")}
          current={kind}
          onChange={(next) => setSearch({ state: next === "all" ? undefined : next })}
          options={(["all", ...transferKinds] as const).map((id) => ({
            id,
            label: id === "all" ? words("all") : kinds(id),
          }))}
        />
        {shop !== undefined && <ShopTag id={shop} onClear={() => setSearch({ shop: undefined })} />}
        {order !== undefined && (
          <FilterTag label={`${orders("id")} …${order.slice(-8)}`} onClear={() => setSearch({ order: undefined })} />
        )}
      </div>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton />
      ) : pages.items.length === 0 ? (
        <p className="text-muted">{t("noEntries")}</p>
      ) : (
        <Entries entries={pages.items} ShopName={ShopName} />
      )}
      <More pages={pages} />
    </Section>
  );
}
