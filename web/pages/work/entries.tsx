import type { ComponentType } from "react";
import { useTranslations } from "use-intl";
import { turnedAccounts } from "../../../contract/ledger.ts";
import type { Answer } from "../../api/hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { usePriceText } from "../../ui/price.tsx";
import { Time } from "../../ui/time.tsx";
import { entryName } from "./entry-name.ts";

type Entry = Answer<"listAllEntries">["data"][number];

interface Props {
  readonly entries: readonly Entry[];
  /** Names a shop, where entries of several are shown. */
  readonly ShopName?: ComponentType<{ readonly id: string }>;
}

/** Entries of the ledger. A phone shows two lines for each, a desktop a table. */
export function Entries({ entries, ShopName }: Props) {
  const t = useTranslations("sell");
  const price = usePriceText();
  const moved = (entry: Entry) => entry.phase === "posted" || entry.phase === "kept";
  // Balances and statements are told in the sense people mean, so that is how their entries are read too: + is more of it.
  const shown = ({ account, ...entry }: Entry) => {
    const booked = entry.phase === "posted" || entry.phase === "kept" ? entry.amount : entry.pending;
    return turnedAccounts.includes(account) && booked.amount !== 0 ? { ...booked, amount: -booked.amount } : booked;
  };
  const amount = (entry: Entry) => `${shown(entry).amount > 0 ? "+" : ""}${price(shown(entry))}`;
  const what = (entry: Entry) =>
    entry.phase === "posted"
      ? t(`kinds.${entryName(entry)}`)
      : `${t(`kinds.${entryName(entry)}`)} · ${t(`phases.${entry.phase}`)}`;
  // What is only promised has not moved yet, and does not look as if it had.
  const tone = (entry: Entry) =>
    classNames(
      "num font-semibold whitespace-nowrap",
      moved(entry) ? shown(entry).amount > 0 && "text-jade" : "text-muted",
    );
  // Names of kinds and accounts may wrap: beside the fees the table has less room than its words want, and the amount comes last.
  const cell = "py-2 pr-3 text-left align-baseline";
  return (
    <>
      <p className="pb-2 text-xs text-muted">{t("account.signs")}</p>
      <ul className="divide-y divide-line md:hidden">
        {entries.map((entry) => (
          <li
            key={`${entry.transfer_id}-${entry.account}-${entry.amount.amount}`}
            className="flex items-baseline justify-between gap-3 py-2.5"
          >
            <span className="grid min-w-0">
              <span>{what(entry)}</span>
              <span className="flex flex-wrap gap-x-2 text-xs text-muted">
                <span>{t(`accounts.${entry.account}`)}</span>
                {ShopName !== undefined && (
                  <span>
                    <ShopName id={entry.shop_id} />
                  </span>
                )}
                <Time at={entry.at} />
              </span>
            </span>
            <span className={tone(entry)}>{amount(entry)}</span>
          </li>
        ))}
      </ul>
      <div className="hidden overflow-x-auto md:block">
        <table className="w-full text-sm">
          <thead className="text-muted">
            <tr className="border-b border-line">
              {[
                t("account.when"),
                t("account.what"),
                t("account.where"),
                ...(ShopName === undefined ? [] : [t("shopChoice")]),
                t("account.order"),
              ].map((name) => (
                <th key={name} scope="col" className={`${cell} font-normal`}>
                  {name}
                </th>
              ))}
              <th scope="col" className="py-2 text-right font-normal">
                {t("account.amount")}
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {entries.map((entry) => (
              <tr key={`${entry.transfer_id}-${entry.account}-${entry.amount.amount}`}>
                <td className={`${cell} whitespace-nowrap`}>
                  <Time at={entry.at} />
                </td>
                <td className={cell}>{what(entry)}</td>
                <td className={cell}>{t(`accounts.${entry.account}`)}</td>
                {ShopName !== undefined && (
                  <td className={cell}>
                    <ShopName id={entry.shop_id} />
                  </td>
                )}
                <td className={`${cell} font-mono text-xs whitespace-nowrap text-muted`}>
                  {entry.order_id === null ? "–" : <span title={entry.order_id}>…{entry.order_id.slice(-8)}</span>}
                </td>
                <td className={`py-2 text-right ${tone(entry)}`}>{amount(entry)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
