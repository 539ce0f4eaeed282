import { ScrollText } from "lucide-react";
import { useRef } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import { usePages } from "../../api/hooks.ts";
import { useTitle } from "../../ui/page.tsx";
import { useRowKeys } from "../../ui/row-keys.ts";
import { EmptyState } from "../../ui/states.tsx";
import { Chips } from "../work/chips.tsx";
import { AuditRow } from "./audit-row.tsx";
import { useActionText } from "./audit-text.ts";
import { collect } from "./collect.ts";
import { DayField } from "./day-field.tsx";
import { dayStart } from "./day-start.ts";
import { oneOf, useDeskSearch } from "./desk-search.ts";
import { export_rows_max, ExportButton } from "./export-button.tsx";
import { Rows } from "./rows.tsx";
import { SearchField } from "./search-field.tsx";

const areas = [
  "all",
  "accounts",
  "shops",
  "catalog",
  "live",
  "aftersales",
  "orders",
  "settings",
  "ledger",
  "payouts",
  "payments",
  "jobs",
  "events",
  "demo",
] as const;

/** What operators did and were shown, by whom, about what, why and when. */
export function AuditPage() {
  const t = useTranslations("operator.audit");
  const all = useTranslations("operator");
  const words = useActionText();
  const [search, setSearch] = useDeskSearch();
  const list = useRef<HTMLDivElement>(null);
  useRowKeys(list);
  useTitle(all("nav.audit"));
  const area = oneOf(areas, search.area) ?? "all";
  const zone = useTimeZone() ?? "UTC";
  const from = dayStart(search.from, zone);
  const until = dayStart(search.until, zone, 1);
  const query = {
    ...(search.by === undefined ? {} : { by: search.by }),
    ...(search.about === undefined ? {} : { subject_id: search.about }),
    ...(area === "all" ? {} : { action: `${area}.` }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
  const pages = usePages("listAudit", { query: { ...query, limit: 50 } });
  return (
    <div ref={list}>
      <div className="mb-3 grid gap-2">
        <div className="grid gap-2 md:grid-cols-2">
          <SearchField
            label={t("subject")}
            value={search.about ?? ""}
            onChange={(next) => setSearch({ about: next === "" ? undefined : next })}
          />
          <SearchField
            label={t("by")}
            value={search.by ?? ""}
            onChange={(next) => setSearch({ by: next === "" ? undefined : next })}
          />
        </div>
        <Chips
          label={t("area")}
          current={area}
          onChange={(next) => setSearch({ area: next === "all" ? undefined : next })}
          options={areas.map((id) => ({ id, label: id === "all" ? all("any") : t(`areas.${id}`) }))}
        />
        <div className="flex flex-wrap items-end gap-3">
          <DayField label={t("from")} value={search.from} onChange={(day) => setSearch({ from: day })} />
          <DayField label={t("until")} value={search.until} onChange={(day) => setSearch({ until: day })} />
          <ExportButton
            file="audit.csv"
            head={["id", "at", "by", "by_id", "action", "subject_id", "reason"]}
            rows={async () => {
              const { items, cut } = await collect("listAudit", query, export_rows_max);
              const rows = items.map((one) => [
                one.id,
                one.at,
                one.by.name,
                one.by.id,
                one.action,
                one.subject_id,
                one.reason,
              ]);
              return { rows, cut };
            }}
          />
        </div>
      </div>
      <Rows
        pages={pages}
        keyOf={(one) => one.id}
        empty={<EmptyState icon={<ScrollText size={22} aria-hidden />} title={t("none")} />}
      >
        {(one) => <AuditRow entry={one} action={words(one.action)} />}
      </Rows>
    </div>
  );
}
