import { PackageOpen } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { StockLine } from "../../../contract/stock.ts";
import { usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { Picture } from "../../ui/picture.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Chips } from "../work/chips.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { PageTitle } from "../work/page-title.tsx";
import { useSearchChoice } from "../work/use-search.ts";
import { useMyShop } from "./my-shop.ts";
import { CountForm, LowForm } from "./stock-forms.tsx";
import { StockHistory } from "./stock-history.tsx";
import { StockForm } from "./stock-list.tsx";

const acts = ["change", "count", "limit", "history"] as const;
type Act = (typeof acts)[number];

/** Everything the shop sells and how much of it there is; each with its changes and their history. */
export function StockPage() {
  const t = useTranslations("merchant.stock");
  const words = useTranslations("merchant.nav");
  const shop = useMyShop();
  const asked = useSearchChoice("only", ["low"]);
  const [only, setOnly] = useState<"all" | "low">(asked ?? "all");
  const [open, setOpen] = useState<StockLine | null>(null);
  const pages = usePages("listStock", {
    params: { shop_id: shop.id },
    query: { limit: 50, ...(only === "low" ? { only: "low" as const } : {}) },
  });
  return (
    <div className="grid gap-4">
      <PageTitle title={words("stock")} />
      <Chips
        label={words("stock")}
        current={only}
        onChange={setOnly}
        options={(["all", "low"] as const).map((id) => ({ id, label: t(id) }))}
      />
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton />
      ) : pages.items.length === 0 ? (
        <EmptyState
          icon={<PackageOpen size={22} aria-hidden />}
          title={t(only === "low" ? "noneLow" : "none")}
          text={only === "low" ? undefined : t("noneText")}
        />
      ) : (
        <ul className="grid gap-2 lg:grid-cols-2">
          {pages.items.map((line) => (
            <li key={line.variant_id}>
              <button
                type="button"
                onClick={() => setOpen(line)}
                className="card flex w-full items-center gap-3 p-3 text-left transition duration-150 hover:bg-wash"
              >
                <StockFacts line={line} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} />
      <Sheet
        open={open !== null}
        onClose={() => setOpen(null)}
        title={open === null ? "" : `${open.product_title} · ${open.variant_title}`}
      >
        {open !== null && <StockActs line={open} onDone={() => setOpen(null)} />}
      </Sheet>
    </div>
  );
}

function StockFacts({ line }: { readonly line: StockLine }) {
  const t = useTranslations("merchant.stock");
  const names = useTranslations("sell.product");
  return (
    <>
      <Picture picture={line.picture} alt="" size="small" className="size-14 shrink-0 rounded-s" />
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="truncate font-semibold">{line.product_title}</span>
        <span className="flex min-w-0 flex-wrap gap-x-2 text-sm text-muted">
          <span>{line.variant_title}</span>
          {line.sku_code !== null && <span className="font-mono text-xs leading-5 break-all">{line.sku_code}</span>}
          {line.product_state !== "on_sale" && <span>{names(line.product_state)}</span>}
        </span>
        <span className="num text-sm text-muted">
          {t("onHand", { count: line.on_hand })}
          {line.reserved > 0 && ` · ${t("reserved", { count: line.reserved })}`}
        </span>
      </span>
      <span className="grid justify-items-end gap-1">
        <span className="num text-lg font-bold">{line.available}</span>
        {line.available === 0 ? (
          <StateBadge tone="bad">{t("gone")}</StateBadge>
        ) : (
          line.low && <StateBadge tone="soon">{t("lowBadge")}</StateBadge>
        )}
      </span>
    </>
  );
}

function StockActs({ line, onDone }: { readonly line: StockLine; readonly onDone: () => void }) {
  const t = useTranslations("merchant.stock");
  const [act, setAct] = useState<Act>("change");
  return (
    <div className="grid gap-4">
      <div role="group" aria-label={line.variant_title} className="grid grid-cols-2 gap-2">
        {acts.map((id) => (
          <Button
            key={id}
            size="s"
            kind={act === id ? "solid" : "quiet"}
            aria-pressed={act === id}
            onClick={() => setAct(id)}
          >
            {t(id)}
          </Button>
        ))}
      </div>
      {act === "change" && <StockForm variant_id={line.variant_id} onDone={onDone} />}
      {act === "count" && <CountForm line={line} onDone={onDone} />}
      {act === "limit" && <LowForm line={line} onDone={onDone} />}
      {act === "history" && <StockHistory variant_id={line.variant_id} />}
    </div>
  );
}
