import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { StockLine } from "../../../contract/stock.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { useMyShop } from "./my-shop.ts";
import { readWhole } from "./product-draft.ts";

interface Props {
  readonly line: StockLine;
  readonly onDone: () => void;
}
const refreshes = [
  "getStock",
  "listStock",
  "listStockHistory",
  "getProduct",
  "listShopProducts",
  "getShopToDo",
] as const;

/** Stocktake: what was counted, and why. */
export function CountForm({ line, onDone }: Props) {
  const t = useTranslations("merchant.stock");
  const sell = useTranslations("sell");
  const common = useTranslations("common");
  const fieldError = useFieldError();
  const shop = useMyShop();
  const [counted, setCounted] = useState("");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const count = useAct("countStock", { refreshes, onDone: () => (toast(sell("stock.done")), onDone()) });
  const whole = readWhole(counted, 0, limits.stock_units_max);
  const submit = () => {
    setTried(true);
    if (whole !== null && reason.trim() !== "")
      count.run({ params: { shop_id: shop.id, variant_id: line.variant_id }, body: { counted: whole, reason } });
  };
  return (
    <Form onSubmit={submit} error={count.error} className="grid gap-4">
      <Field
        label={t("counted")}
        hint={t("countedHint")}
        inputMode="numeric"
        className="num"
        value={counted}
        onChange={(event) => setCounted(event.target.value)}
        error={
          tried && whole === null
            ? sell("product.stockInvalid", { max: limits.stock_units_max })
            : fieldError(count.error, "counted")
        }
      />
      <Field
        label={sell("stock.reason")}
        hint={t("countReason")}
        maxLength={120}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={tried && reason.trim() === "" ? common("required") : fieldError(count.error, "reason")}
      />
      <ErrorLine error={restError(count.error, ["counted", "reason"])} />
      <Button type="submit" kind="solid" size="l" busy={count.busy}>
        {t("countSave")}
      </Button>
    </Form>
  );
}

/** From how many on an option counts as low. */
export function LowForm({ line, onDone }: Props) {
  const t = useTranslations("merchant.stock");
  const sell = useTranslations("sell");
  const common = useTranslations("common");
  const shop = useMyShop();
  const [typed, setTyped] = useState(line.low_at === null ? "" : String(line.low_at));
  const [tried, setTried] = useState(false);
  const save = useAct("setLowStock", { refreshes, onDone: () => (toast(common("saved")), onDone()) });
  const low_at = typed.trim() === "" ? null : readWhole(typed, 0, limits.stock_units_max);
  const wrong = typed.trim() !== "" && low_at === null;
  const submit = () => {
    setTried(true);
    if (!wrong) save.run({ params: { shop_id: shop.id, variant_id: line.variant_id }, body: { low_at } });
  };
  return (
    <Form onSubmit={submit} error={save.error} className="grid gap-4">
      <Field
        label={t("lowAt")}
        hint={t("lowAtHint", { count: limits.low_stock_units_default })}
        inputMode="numeric"
        className="num"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={tried && wrong ? sell("product.stockInvalid", { max: limits.stock_units_max }) : undefined}
      />
      <ErrorLine error={save.error} />
      <Button type="submit" kind="solid" size="l" busy={save.busy}>
        {t("lowSave")}
      </Button>
    </Form>
  );
}
