import { useState } from "react";
import { useTranslations } from "use-intl";
import { useDeployment } from "../../api/account.ts";
import { type Answer, useCall } from "../../api/hooks.ts";
import { typedPrice } from "../../text/money.ts";
import { Field } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Price } from "../../ui/price.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { useNow } from "../../ui/time.tsx";
import { dayAfter, marketDay } from "../shop/market-day.ts";
import { RowsSkeleton } from "../work/guard.tsx";
import { dayStart } from "./day-start.ts";
import { ExportButton } from "./export-button.tsx";

const decimal = (minor: number): number => Number(minor < 0 ? `-${typedPrice(-minor)}` : typedPrice(minor));

/** A month of the whole platform: what each account had, what moved by kind, what it has then. */
export function PlatformStatement() {
  const t = useTranslations("payouts");
  const month_words = useTranslations("merchant.money");
  const accounts = useTranslations("sell.accounts");
  const kinds = useTranslations("sell.kinds");
  const zone = useDeployment()?.time_zone ?? "UTC";
  const now = marketDay(useNow(60_000), zone).slice(0, 7);
  const [wanted, setWanted] = useState("");
  const month = /^\d{4}-\d{2}$/.test(wanted) ? wanted : now;
  const query = {
    from: dayStart(`${month}-01`, zone) ?? "",
    until: dayStart(`${dayAfter(`${month}-28`, 4).slice(0, 7)}-01`, zone) ?? "",
  };
  const read = useCall("getPlatformStatement", { query });
  const columns = [t("desk.accountColumn"), t("statement.moved"), "minor", "currency"];
  const rows = (statement: Answer<"getPlatformStatement">) =>
    statement.accounts.flatMap((one) => {
      const name = accounts(one.account);
      return [
        [name, t("desk.opening"), decimal(one.opening.amount), one.opening.currency],
        ...one.moved.map((moved) => [name, kinds(moved.kind), decimal(moved.amount.amount), moved.amount.currency]),
        [name, t("desk.closing"), decimal(one.closing.amount), one.closing.currency],
      ];
    });
  return (
    <Section
      title={t("desk.statement")}
      actions={
        <ExportButton
          file={`platform-statement-${month}.csv`}
          head={columns}
          rows={() => Promise.resolve({ rows: read.data === undefined ? [] : rows(read.data), cut: false })}
        />
      }
    >
      <div className="mb-3 max-w-56">
        <Field
          label={month_words("month")}
          type="month"
          max={now}
          value={month}
          onChange={(event) => setWanted(event.target.value)}
        />
      </div>
      {read.error !== null && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data === undefined ? (
        <RowsSkeleton rows={4} />
      ) : (
        <Table statement={read.data} />
      )}
    </Section>
  );
}

function Table({ statement }: { readonly statement: Answer<"getPlatformStatement"> }) {
  const t = useTranslations("payouts.desk");
  const accounts = useTranslations("sell.accounts");
  const kinds = useTranslations("sell.kinds");
  const amount = "px-3 py-2 text-right align-baseline";
  return (
    <div className="-mx-1 overflow-x-auto px-1">
      <table className="w-full text-sm">
        <thead className="text-muted">
          <tr className="border-b border-line">
            <th scope="col" className="py-2 text-left font-normal">
              {t("accountColumn")}
            </th>
            <th scope="col" className={`${amount} font-normal`}>
              {t("opening")}
            </th>
            <th scope="col" className={`${amount} font-normal`}>
              {t("moved")}
            </th>
            <th scope="col" className={`${amount} font-normal`}>
              {t("closing")}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {statement.accounts.map((one) => (
            <tr key={one.account}>
              <th scope="row" className="py-2 text-left align-baseline font-normal">
                {accounts(one.account)}
              </th>
              <td className={amount}>
                <Price money={one.opening} className="!font-normal" />
              </td>
              <td className={amount}>
                {one.moved.map((moved) => (
                  <span key={moved.kind} className="flex justify-end gap-2 whitespace-nowrap text-muted">
                    {kinds(moved.kind)}
                    <Price money={moved.amount} className="!font-normal" />
                  </span>
                ))}
              </td>
              <td className={amount}>
                <Price money={one.closing} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
