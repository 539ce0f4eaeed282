import { Download } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { type Answer, useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { download } from "../../ui/download.ts";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { csvOf, readCsv } from "../../ui/csv.ts";
import { FileChoice } from "./file-choice.tsx";
import { useMyShop } from "./my-shop.ts";
import { placeOf, productColumns, productsOf, type FileProduct } from "./product-file.ts";

type Result = Answer<"importProducts">["results"][number];
type Outcome = Result["outcome"];
const tones: Readonly<Record<Outcome, Tone>> = { created: "good", updated: "soon", same: "quiet", refused: "bad" };

/** Products from a file: first what would become of each, then the import of those that can be taken. */
export function ImportProducts() {
  const t = useTranslations("merchant.importing");
  const words = useTranslations("merchant.ship");
  const shop = useMyShop();
  const [products, setProducts] = useState<readonly FileProduct[]>([]);
  const [problem, setProblem] = useState<string>();
  const check = useAct("importProducts");
  const apply = useAct("importProducts", {
    refreshes: ["listShopProducts", "getProduct", "listStock", "getShopToDo"],
    onDone: ({ results }) =>
      toast(
        t("done", { count: results.filter(({ outcome }) => outcome === "created" || outcome === "updated").length }),
      ),
  });
  const readable = products.filter((one) => one.product !== null);
  const optionsFor = (wanted: readonly FileProduct[], dry_run: boolean, seen: readonly Result[] = []) => ({
    params: { shop_id: shop.id },
    body: {
      dry_run,
      products: wanted.flatMap(({ product }, at) => {
        if (product === null) return [];
        // Without a version of its own in the file, what was looked at is what the check found.
        const version = seen[at]?.version ?? null;
        return [version === null ? product : { version, ...product }];
      }),
    },
  });
  const take = (text: string) => {
    check.reset();
    apply.reset();
    setProducts([]);
    const file = readCsv(text);
    if ("unreadable" in file) return setProblem(words("unreadable"));
    const missing = (["title", "unit", "option", "price"] as const).find((name) => !file.columns.includes(name));
    if (missing !== undefined) return setProblem(words("missing", { column: missing }));
    const read = productsOf(file.rows, file.columns);
    if (read.length === 0) return setProblem(words("empty"));
    if (read.length > limits.import_products_max) return setProblem(words("many", { max: limits.import_products_max }));
    setProblem(undefined);
    setProducts(read);
    if (read.some(({ product }) => product !== null)) check.run(optionsFor(read, true));
    return undefined;
  };
  const results = (apply.done ?? check.done)?.results ?? [];
  const whyNot = (one: FileProduct, error: Result["error"]): string | undefined => {
    if (error === null) return undefined;
    const place = error.code === "invalid_param" ? placeOf(one, error.param) : null;
    return place === null ? error.message : t("field", place);
  };
  const rows = products.map((one) => {
    const at = readable.indexOf(one);
    const result = at === -1 ? undefined : results[at];
    const outcome: Outcome | undefined = one.product === null ? "refused" : result?.outcome;
    const why =
      one.problem === null
        ? whyNot(one, result?.error ?? null)
        : t(one.problem.kind, { line: one.problem.line, field: one.problem.field });
    return { ...one, outcome, why };
  });
  const count = (outcome: Outcome) => rows.filter((row) => row.outcome === outcome).length;
  const good = count("created") + count("updated");
  const nothing = rows.length > 0 && count("same") === rows.length;
  return (
    <div className="grid gap-4">
      <p className="text-sm text-muted">{t("lead", { max: limits.import_products_max })}</p>
      <Button icon={<Download size={17} aria-hidden />} onClick={() => download("products.csv", example())}>
        {t("example")}
      </Button>
      <FileChoice
        label={words("file")}
        problem={problem}
        onText={take}
        onProblem={(what) => setProblem(words(what, { size: String(limits.csv_upload_bytes_max / 1024 / 1024) }))}
      />
      <ErrorLine error={check.error ?? apply.error} />
      {rows.length > 0 && (
        <>
          <p aria-live="polite" className="font-semibold">
            {t("check", {
              created: count("created"),
              updated: count("updated"),
              same: count("same"),
              refused: count("refused"),
            })}
          </p>
          <ul className="divide-y divide-line">
            {rows.map((row) => (
              <li key={row.lines[0]} className="flex items-start justify-between gap-3 py-2">
                <span className="min-w-0">
                  <span className="block truncate font-semibold">{row.title}</span>
                  <span className="num block text-sm text-muted">
                    {t("lines", { count: row.lines.length, lines: row.lines.join(", ") })}
                  </span>
                  {row.why !== undefined && <span className="text-sm text-ember-text">{row.why}</span>}
                </span>
                {row.outcome !== undefined && (
                  <StateBadge tone={tones[row.outcome]}>{t(`outcome.${row.outcome}`)}</StateBadge>
                )}
              </li>
            ))}
          </ul>
          {nothing && <p className="text-muted">{t("nothing")}</p>}
          {apply.done === undefined && check.done !== undefined && good > 0 && (
            <Button
              kind="solid"
              size="l"
              busy={apply.busy}
              onClick={() => apply.run(optionsFor(readable, false, check.done?.results))}
            >
              {t("apply", { count: good })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** A file with one product of two options, to copy. */
function example(): string {
  const base = ["", "水蜜桃 Peaches", "", "箱 box", "fruit", "exempt_perishable", "6.00", ""] as const;
  return csvOf(productColumns, [
    [...base, "", "6 个", "PEACH-6", "29.90", "", "", "20", ""],
    [...base, "", "12 个", "PEACH-12", "49.90", "", "", "10", ""],
  ]);
}
