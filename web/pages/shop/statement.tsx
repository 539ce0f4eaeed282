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
import { marketDay } from "./market-day.ts";
import { useMyShop } from "./my-shop.ts";

type Entry = Answer<"listShopEntries">["data"][number];
const columns = ["time", "kind", "account", "amount", "currency", "order_id", "transfer_id"] as const;

/** Every entry of a month of the market, as a file. */
export function Statement() {
  const t = useTranslations("merchant.money");
  const errorText = useErrorText();
  const shop = useMyShop();
  const zone = useDeployment()?.time_zone ?? "UTC";
  const now = marketDay(useNow(60_000), zone).slice(0, 7);
  const [wanted, setWanted] = useState("");
  const [count, setCount] = useState<number | null>(null);
  const month = wanted === "" ? now : wanted;
  const run = async () => {
    setCount(0);
    try {
      const entries = await readMonth(shop.id, month, zone, setCount);
      if (entries.length === 0) toast(t("noEntries"));
      else download(`statement-${month}.csv`, csvOf(columns, entries.map(rowOf)));
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

/** Entries come newest first: those after the month are passed over, the first before it ends the reading. */
async function readMonth(
  shop_id: string,
  month: string,
  zone: string,
  seen: (count: number) => void,
): Promise<readonly Entry[]> {
  const found: Entry[] = [];
  let cursor: string | null = null;
  do {
    const more: { cursor?: string } = cursor === null ? {} : { cursor };
    const page: Answer<"listShopEntries"> = await call("listShopEntries", {
      params: { shop_id },
      query: { limit: limits.list_limit_max, ...more },
    });
    const months = page.data.map((entry) => marketDay(Date.parse(entry.at), zone).slice(0, 7));
    found.push(...page.data.filter((_, at) => months[at] === month));
    seen(found.length);
    cursor = months.some((one) => one < month) ? null : page.next_cursor;
  } while (cursor !== null && found.length < limits.csv_export_rows_max);
  return found;
}

const amountText = (amount: number) => (amount < 0 ? `-${typedPrice(-amount)}` : typedPrice(amount));

function rowOf(entry: Entry) {
  // A leading minus would be taken for a formula and quoted: amounts go out as numbers.
  return [
    entry.at,
    entry.kind,
    entry.account,
    Number(amountText(entry.amount.amount)),
    entry.amount.currency,
    entry.order_id,
    entry.transfer_id,
  ];
}
