import { useFormatter, useTranslations } from "use-intl";
import { visitPages, type VisitReport } from "../../../contract/visits.ts";
import { useCall } from "../../api/hooks.ts";
import { Section } from "../../ui/page.tsx";
import { ErrorState } from "../../ui/states.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { sumOfVisits } from "./visit-sums.ts";

const spans_days = [1, 7, 30] as const;

/** How often kinds of pages were opened; numbers of pages, not of people. */
export function Visits() {
  const t = useTranslations("operator.visits");
  const read = useCall("getVisits", { query: { days: 30 } });
  return (
    <Section title={t("title")}>
      {read.error !== null && read.data === undefined ? (
        <ErrorState error={read.error} onRetry={() => void read.refetch()} />
      ) : read.data === undefined ? (
        <RowsSkeleton rows={2} />
      ) : (
        <>
          <p className="mb-3 text-sm text-muted">{t(read.data.counting ? "on" : "off")}</p>
          {(read.data.counting || read.data.data.length > 0) && <Table report={read.data} />}
        </>
      )}
    </Section>
  );
}

function Table({ report }: { readonly report: VisitReport }) {
  const t = useTranslations("operator.visits");
  const format = useFormatter();
  const cell = "num py-1.5 text-right";
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1.5 text-left font-normal">
            {t("page")}
          </th>
          {spans_days.map((days) => (
            <th key={days} scope="col" className="py-1.5 text-right font-normal">
              {t("span", { days })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line border-t border-line">
        {visitPages.map((page) => (
          <tr key={page}>
            <th scope="row" className="py-1.5 text-left font-normal">
              {t(`pages.${page}`)}
            </th>
            {spans_days.map((days) => (
              <td key={days} className={cell}>
                {format.number(sumOfVisits(report, page, days))}
              </td>
            ))}
          </tr>
        ))}
        <tr className="font-semibold">
          <th scope="row" className="py-1.5 text-left">
            {t("all")}
          </th>
          {spans_days.map((days) => (
            <td key={days} className={cell}>
              {format.number(sumOfVisits(report, null, days))}
            </td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}
