import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { useDeployment } from "../../api/account.ts";
import { call } from "../../api/client.ts";
import { type Answer } from "../../api/hooks.ts";
import { typedPrice } from "../../text/money.ts";
import { useErrorText } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { download } from "../../ui/download.ts";
import { useNow } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { csvOf } from "../../ui/csv.ts";
import { dayStart } from "../desk/day-start.ts";
import { entryName } from "../work/entry-name.ts";
import { dayAfter, marketDay } from "./market-day.ts";
import { useMyShop } from "./my-shop.ts";

type Entry = Answer<"listShopEntries">["data"][number];

/** A month of the market as a file: what the accounts had, every movement, what they had then. */
export function Statement() {
  const t = useTranslations("merchant.money");
  const words = useTranslations("payouts");
  const zone = useDeployment()?.time_zone ?? "UTC";
  const names = useTranslations("sell");
  const text: Texts = {
    open: words("statement.open"),
    close: words("statement.close"),
    kind: (entry) => names(`kinds.${entryName(entry)}`),
    phase: (entry) => names(`phases.${entry.phase}`),
    account: (account) => names(`accounts.${account}`),
    time: (at) => zoneTime(at, zone),
  };
  const errorText = useErrorText();
  const shop = useMyShop();
  const now = marketDay(useNow(60_000), zone).slice(0, 7);
  const [wanted, setWanted] = useState("");
  const [count, setCount] = useState<number | null>(null);
  const month = wanted === "" ? now : wanted;
  const run = async () => {
    setCount(0);
    try {
      const period = {
        from: dayStart(`${month}-01`, zone) ?? "",
        until: dayStart(`${dayAfter(`${month}-28`, 4).slice(0, 7)}-01`, zone) ?? "",
      };
      const statement = await call("getShopStatement", { params: { shop_id: shop.id }, query: period });
      const { entries, cut } = await readPeriod(shop.id, period, setCount);
      const columns = words("statement.columns").split(",");
      download(`statement-${month}.csv`, csvOf(columns, rowsOf(statement, entries, text)));
      if (cut) toast(words("statement.cut", { count: entries.length }), "bad");
    } catch (error) {
      toast(errorText(error), "bad");
    } finally {
      setCount(null);
    }
  };
  return (
    <Section title={t("statement")}>
      <div className="grid gap-3">
        <Field
          label={t("month")}
          type="month"
          max={now}
          value={month}
          onChange={(event) => setWanted(event.target.value)}
        />
        <Button
          icon={<Download size={17} aria-hidden />}
          busy={count !== null}
          disabled={!/^\d{4}-\d{2}$/.test(month)}
          onClick={() => void run()}
        >
          {count === null ? t("download") : t("downloading", { count })}
        </Button>
      </div>
    </Section>
  );
}

interface Period {
  readonly from: string;
  readonly until: string;
}

/** Every movement of the period, oldest first; `cut` where there are more than a browser should hold. */
async function readPeriod(
  shop_id: string,
  period: Period,
  seen: (count: number) => void,
): Promise<{ entries: readonly Entry[]; cut: boolean }> {
  const found: Entry[] = [];
  let cursor: string | null = null;
  do {
    const more: { cursor?: string } = cursor === null ? {} : { cursor };
    const page: Answer<"listShopEntries"> = await call("listShopEntries", {
      params: { shop_id },
      query: { limit: limits.list_limit_max, ...period, ...more },
    });
    found.push(...page.data);
    seen(found.length);
    cursor = page.next_cursor;
  } while (cursor !== null && found.length < limits.csv_export_rows_max);
  return { entries: found.toReversed(), cut: cursor !== null };
}

interface Texts {
  readonly open: string;
  readonly close: string;
  readonly kind: (entry: Entry) => string;
  readonly phase: (entry: Entry) => string;
  readonly account: (account: Entry["account"]) => string;
  readonly time: (at: string) => string;
}

/** A leading minus would be taken for a formula and quoted: amounts go out as numbers. */
const decimal = (minor: number): number => Number(minor < 0 ? `-${typedPrice(-minor)}` : typedPrice(minor));

/** Account by account: opening balance, each movement with the balance after it, closing balance. */
function rowsOf(
  statement: Answer<"getShopStatement">,
  entries: readonly Entry[],
  text: Texts,
): (string | number | null)[][] {
  const rows: (string | number | null)[][] = [];
  for (const { account, opening, closing } of statement.accounts) {
    const own = entries.filter((entry) => entry.account === account);
    if (own.length === 0 && opening.amount === 0 && closing.amount === 0) continue;
    const name = text.account(account);
    // What a shop owes grows by what is drawn: its entries run the other way.
    const sign = account === "receivable" ? -1 : 1;
    let balance = opening.amount;
    rows.push([text.time(statement.from), text.open, "", name, null, decimal(balance), opening.currency, null, null]);
    for (const entry of own) {
      const amount = entry.amount.amount === 0 ? 0 : sign * entry.amount.amount;
      balance += amount;
      rows.push([
        text.time(entry.at),
        text.kind(entry),
        text.phase(entry),
        name,
        decimal(amount),
        decimal(balance),
        entry.amount.currency,
        entry.order_id,
        entry.transfer_id,
      ]);
    }
    rows.push([
      text.time(statement.until),
      text.close,
      "",
      name,
      null,
      decimal(closing.amount),
      closing.currency,
      null,
      null,
    ]);
  }
  return rows;
}

/** "2026-11-22 12:00:00" by the market's clock: a spreadsheet reads it as a time. */
function zoneTime(at: string, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(new Date(at));
}
