import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Product, Variant } from "../../../contract/catalog.ts";
import { limits } from "../../../contract/limits.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Facts, Section } from "../../ui/page.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { useMyShop } from "./my-shop.ts";
import { readWhole } from "./product-draft.ts";

/** How many of each option there are, and a way to change that. */
export function StockList({ product }: { readonly product: Product }) {
  const t = useTranslations("sell");
  const [open, setOpen] = useState<Variant | null>(null);
  return (
    <Section title={t("stock.button")}>
      <ul className="-my-1 divide-y divide-line">
        {product.variants.map((variant) => (
          <li key={variant.id} className="flex items-center justify-between gap-3 py-1.5">
            <span className="min-w-0 truncate">{variant.title}</span>
            <span className="flex shrink-0 items-center gap-3">
              <span className={variant.available === 0 ? "text-amber-text" : "num text-muted"}>
                {t("product.stock", { count: variant.available })}
              </span>
              <Button size="s" aria-label={t("stock.title", { title: variant.title })} onClick={() => setOpen(variant)}>
                {t("stock.open")}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <Sheet open={open !== null} onClose={() => setOpen(null)} title={t("stock.title", { title: open?.title ?? "" })}>
        {open !== null && <StockForm variant_id={open.id} onDone={() => setOpen(null)} />}
      </Sheet>
    </Section>
  );
}

/** Adds to or takes from the units on hand, with a reason. */
export function StockForm({ variant_id, onDone }: { readonly variant_id: string; readonly onDone: () => void }) {
  const t = useTranslations("sell.stock");
  const common = useTranslations("common");
  const fieldError = useFieldError();
  const shop = useMyShop();
  const params = { shop_id: shop.id, variant_id };
  const read = useCall("getStock", { params }, { staleTime: 0 });
  const [change, setChange] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const adjust = useAct("adjustStock", {
    refreshes: ["getStock", "listStock", "listStockHistory", "getProduct", "listShopProducts", "getShopToDo"],
    onDone: () => {
      toast(t("done"));
      onDone();
    },
  });
  if (read.error !== null && read.data === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (read.data === undefined) return <Skeleton className="h-48" />;
  const whole = readWhole(change, -limits.stock_units_max, limits.stock_units_max);
  const by = whole === 0 ? null : whole;
  const submit = () => {
    setTried(true);
    if (by !== null && reason.trim() !== "") adjust.run({ params, body: { change: by, reason } });
  };
  return (
    <Form onSubmit={submit} error={adjust.error} className="grid gap-4">
      <Facts
        rows={[
          [t("onHand"), read.data.on_hand],
          [t("reserved"), read.data.reserved],
          [t("available"), <b key="available">{read.data.available}</b>],
        ]}
      />
      <Field
        label={t("change")}
        hint={by === null ? t("changeHint") : t("after", { count: read.data.on_hand + by })}
        inputMode="text"
        className="num"
        value={change}
        onChange={(event) => setChange(event.target.value)}
        error={tried && by === null ? t("changeInvalid") : fieldError(adjust.error, "change")}
      />
      <Field
        label={t("reason")}
        hint={t("reasonHint")}
        maxLength={120}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={tried && reason.trim() === "" ? common("required") : fieldError(adjust.error, "reason")}
      />
      <ErrorLine error={restError(adjust.error, ["change", "reason"])} />
      <Button type="submit" kind="solid" size="l" busy={adjust.busy}>
        {t("apply")}
      </Button>
    </Form>
  );
}
