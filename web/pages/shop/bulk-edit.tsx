import { useState } from "react";
import { useTranslations } from "use-intl";
import type { BulkAct } from "../../../contract/product-desk.ts";
import { limits } from "../../../contract/limits.ts";
import { type Answer, useAct, useCall } from "../../api/hooks.ts";
import { parsePrice } from "../../text/money.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { useMyShop } from "./my-shop.ts";

const whats = ["permille", "amount", "state", "shipping"] as const;
type What = (typeof whats)[number];
type Result = Answer<"changeProducts">["results"][number];
const tones: Readonly<Record<Result["outcome"], Tone>> = {
  ready: "soon",
  changed: "good",
  same: "quiet",
  refused: "bad",
};

/** The same change for many products: a preview first, then the change itself. */
export function BulkEditSheet({
  product_ids,
  open,
  onClose,
}: {
  readonly product_ids: readonly string[];
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("merchant.products");
  return (
    <Sheet open={open} onClose={onClose} title={t("bulkTitle", { count: product_ids.length })} wide>
      <BulkEdit product_ids={product_ids} />
    </Sheet>
  );
}

/** A typed amount, perhaps below zero, in minor units; null unless it is one. */
function signedAmount(typed: string): number | null {
  const found = /^\s*([-−+]?)(.*)$/.exec(typed);
  const amount = parsePrice(found?.[2] ?? "");
  return amount === null || amount === 0 ? null : found?.[1] === "-" || found?.[1] === "−" ? -amount : amount;
}

function BulkEdit({ product_ids }: { readonly product_ids: readonly string[] }) {
  const t = useTranslations("merchant.products");
  const names = useTranslations("sell.product");
  const shop = useMyShop();
  const templates = useCall("listShippingTemplates", { params: { shop_id: shop.id } });
  const [what, setWhat] = useState<What>("permille");
  const [by, setBy] = useState("");
  const [state, setState] = useState<"on_sale" | "off">("on_sale");
  const [template, setTemplate] = useState("");
  const [tried, setTried] = useState(false);
  const check = useAct("changeProducts");
  const apply = useAct("changeProducts", {
    refreshes: ["listShopProducts", "getProduct", "getShopToDo", "listStock"],
    onDone: ({ results }) =>
      toast(t("applied", { count: results.filter(({ outcome }) => outcome === "changed").length })),
  });
  const amount = signedAmount(by);
  const act = actOf(what, amount, state, template);
  const forget = () => {
    check.reset();
    apply.reset();
  };
  const run = (dry_run: boolean) => {
    setTried(true);
    if (act === null) return;
    const params = { shop_id: shop.id };
    const body = { dry_run, product_ids: [...new Set(product_ids)], act };
    if (dry_run) check.run({ params, body });
    else apply.run({ params, body: { ...body, versions: versionsOf(check.done?.results ?? []) } });
  };
  const results = (apply.done ?? check.done)?.results;
  const ready = check.done?.results.filter(({ outcome }) => outcome === "ready").length ?? 0;
  return (
    <div className="grid gap-4">
      <Select
        label={t("what")}
        value={what}
        onChange={(event) => {
          setWhat(event.target.value as What);
          setBy("");
          setTried(false);
          forget();
        }}
      >
        {whats.map((id) => (
          <option key={id} value={id}>
            {t(id)}
          </option>
        ))}
      </Select>
      {(what === "permille" || what === "amount") && (
        <Field
          label={what === "permille" ? `${t("by")} (%)` : t("by")}
          hint={t(what === "permille" ? "byPercentHint" : "byAmountHint")}
          inputMode="text"
          className="num"
          value={by}
          onChange={(event) => {
            setBy(event.target.value);
            forget();
          }}
          error={tried && act === null ? t("byInvalid") : undefined}
        />
      )}
      {what === "state" && (
        <Select
          label={t("state")}
          value={state}
          onChange={(event) => {
            setState(event.target.value as "on_sale" | "off");
            forget();
          }}
        >
          {(["on_sale", "off"] as const).map((id) => (
            <option key={id} value={id}>
              {names(id)}
            </option>
          ))}
        </Select>
      )}
      {what === "shipping" && (
        <Select
          label={t("shipping")}
          value={template}
          onChange={(event) => {
            setTemplate(event.target.value);
            forget();
          }}
        >
          <option value="">{t("flat")}</option>
          {(templates.data?.data ?? []).map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <ErrorLine error={check.error ?? apply.error} />
      {results === undefined ? (
        <Button kind="solid" size="l" busy={check.busy} onClick={() => run(true)}>
          {t("preview")}
        </Button>
      ) : (
        <>
          <Results results={results} />
          {apply.done === undefined && ready > 0 && (
            <Button kind="solid" size="l" busy={apply.busy} onClick={() => run(false)}>
              {t("apply", { count: ready })}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

/** What was looked at in the preview: whatever somebody changed since is left alone. */
const versionsOf = (results: readonly Result[]): Record<string, number> =>
  Object.fromEntries(results.flatMap(({ product_id, version }) => (version === null ? [] : [[product_id, version]])));

function actOf(what: What, amount: number | null, state: "on_sale" | "off", template: string): BulkAct | null {
  switch (what) {
    case "permille":
      // "10.5" was read in hundredths: ten times less is thousandths.
      return amount === null || amount % 10 !== 0 || amount < -9000 || amount > 90_000
        ? null
        : { kind: "price_permille", by: amount / 10 };
    case "amount":
      return amount === null || Math.abs(amount) > limits.price_minor_max ? null : { kind: "price_amount", by: amount };
    case "state":
      return { kind: "state", state };
    case "shipping":
      return { kind: "shipping", shipping_template_id: template === "" ? null : template };
  }
}

function Results({ results }: { readonly results: readonly Result[] }) {
  const t = useTranslations("merchant.products");
  const price = usePriceText();
  return (
    <ul aria-live="polite" className="divide-y divide-line">
      {results.map((result) => (
        <li key={result.product_id} className="flex items-start justify-between gap-3 py-2">
          <span className="min-w-0">
            <span className="block truncate font-semibold">{result.title}</span>
            {result.prices.map((one) => (
              <span key={one.title} className="num block text-sm text-muted">
                {one.title}: {price(one.before)} → <b className="text-ink">{price(one.after)}</b>
              </span>
            ))}
            {result.error !== null && <span className="text-sm text-ember-text">{result.error.message}</span>}
          </span>
          <StateBadge tone={tones[result.outcome]}>{t(`outcome.${result.outcome}`)}</StateBadge>
        </li>
      ))}
    </ul>
  );
}
