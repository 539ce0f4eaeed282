import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { type Answer, useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { download } from "../../ui/download.ts";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { csvOf, readCsv } from "../../ui/csv.ts";
import { FileChoice } from "./file-choice.tsx";
import { useMyShop } from "./my-shop.ts";
import { readAllOrders } from "./order-export.ts";

const columns = ["order_id", "carrier", "tracking_number"] as const;
type Result = Answer<"shipOrders">["results"][number];
const tones: Readonly<Record<Result["outcome"], Tone>> = {
  ready: "soon",
  shipped: "good",
  same: "quiet",
  refused: "bad",
};

interface Row {
  readonly line: number;
  readonly order_id: string;
  readonly carrier: string;
  readonly tracking_number: string;
}

/** Ships what a file names: first it says what would happen to each line, then it does it. */
export function BulkShipSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTranslations("merchant.ship");
  return (
    <Sheet open={open} onClose={onClose} title={t("title")} wide>
      <BulkShip />
    </Sheet>
  );
}

function BulkShip() {
  const t = useTranslations("merchant.ship");
  const shop = useMyShop();
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [problem, setProblem] = useState<string>();
  const check = useAct("shipOrders");
  const apply = useAct("shipOrders", {
    refreshes: ["listShopOrders", "getOrder", "getShopToDo"],
    onDone: ({ results }) => toast(t("done", { count: results.filter(({ outcome }) => outcome === "shipped").length })),
  });
  const bodyOf = (wanted: readonly Row[], dry_run: boolean) => ({
    params: { shop_id: shop.id },
    body: { dry_run, rows: wanted.map(({ line: _, ...row }) => row) },
  });
  const take = (text: string) => {
    check.reset();
    apply.reset();
    setRows([]);
    const read = rowsOf(text);
    setProblem("problem" in read ? t(read.problem, read.words) : undefined);
    if ("problem" in read) return;
    setRows(read.rows);
    check.run(bodyOf(read.rows, true));
  };
  const template = async () => {
    const waiting = await readAllOrders(shop.id, { state: "to_ship" }, limits.bulk_ship_rows_max);
    download(
      "ship.csv",
      csvOf(
        columns,
        waiting.map(({ id }) => [id, "", ""]),
      ),
    );
  };
  const results = (apply.done ?? check.done)?.results;
  const count = (outcome: Result["outcome"]) => results?.filter((one) => one.outcome === outcome).length ?? 0;
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">{t("lead", { max: limits.bulk_ship_rows_max })}</p>
      <Button icon={<Download size={17} aria-hidden />} onClick={() => void template()}>
        {t("template")}
      </Button>
      <FileChoice
        label={t("file")}
        problem={problem}
        onText={take}
        onProblem={(what) => setProblem(t(what, { size: String(limits.csv_upload_bytes_max / 1024 / 1024) }))}
      />
      <ErrorLine error={check.error ?? apply.error} />
      {results !== undefined && (
        <>
          <p aria-live="polite" className="font-semibold">
            {t("check", { ready: count("ready") + count("shipped"), same: count("same"), refused: count("refused") })}
          </p>
          <ul className="divide-y divide-line">
            {results.map((result) => (
              <li key={result.row} className="flex items-start justify-between gap-3 py-2">
                <span className="min-w-0">
                  <span className="block text-sm">
                    {t("row", { line: rows[result.row]?.line ?? result.row + 2 })}{" "}
                    <span className="font-mono text-xs break-all text-muted">{result.order_id}</span>
                  </span>
                  {result.error !== null && <span className="text-sm text-ember-text">{result.error.message}</span>}
                </span>
                <StateBadge tone={tones[result.outcome]}>{t(`outcome.${result.outcome}`)}</StateBadge>
              </li>
            ))}
          </ul>
          {apply.done === undefined && count("ready") > 0 && (
            <Button kind="solid" size="l" busy={apply.busy} onClick={() => apply.run(bodyOf(rows, false))}>
              {t("apply", { count: count("ready") })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

type Problem = "missing" | "empty" | "many" | "unreadable";

/** The rows of a file, or what keeps it from being read. A file in Chinese may name its columns so. */
function rowsOf(
  text: string,
): { readonly rows: readonly Row[] } | { readonly problem: Problem; readonly words: { column: string; max: number } } {
  const failed = (problem: Problem, column = "") => ({ problem, words: { column, max: limits.bulk_ship_rows_max } });
  const file = readCsv(text);
  if ("unreadable" in file) return failed("unreadable");
  const missing = columns.find((column) => !file.columns.includes(column));
  if (missing !== undefined) return failed("missing", missing);
  const rows = file.rows
    .map(({ line, cells }) => ({
      line,
      order_id: (cells["order_id"] ?? "").slice(0, 80),
      carrier: (cells["carrier"] ?? "").slice(0, 80),
      tracking_number: (cells["tracking_number"] ?? "").slice(0, 80),
    }))
    // Lines of the downloaded list that nobody filled in are not meant.
    .filter((row) => row.carrier !== "" || row.tracking_number !== "");
  if (rows.length === 0) return failed("empty");
  return rows.length > limits.bulk_ship_rows_max ? failed("many") : { rows };
}
