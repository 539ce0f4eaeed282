import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { regions, type RegionCode } from "../../../contract/regions.ts";
import type { ShippingTemplate } from "../../../contract/shops.ts";
import { useDeployment } from "../../api/account.ts";
import { freshKey } from "../../api/browser.ts";
import { useAct } from "../../api/hooks.ts";
import { priceParts, readPrice, typedPrice } from "../../text/money.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Checkbox, Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { useMyShop } from "./my-shop.ts";

interface RuleDraft {
  readonly key: string;
  readonly regions: readonly RegionCode[];
  readonly delivers: boolean;
  readonly base: string;
  readonly item: string;
}

const amountOf = (typed: string): number | null => {
  const read = readPrice(typed, { min: 0, max: limits.price_minor_max });
  return "amount" in read ? read.amount : null;
};

/** A shipping template as its shop writes it: a fee, and exceptions by province. */
export function TemplateForm({
  template,
  onSaved,
}: {
  readonly template?: ShippingTemplate;
  readonly onSaved: () => void;
}) {
  const t = useTranslations("merchant.shipping");
  const common = useTranslations("common");
  const shop = useMyShop();
  const currency = useDeployment()?.currency ?? "CNY";
  const { sign } = priceParts({ amount: 0, currency }, "en");
  const [name, setName] = useState(template?.name ?? "");
  const [base, setBase] = useState(template === undefined ? "" : typedPrice(template.base_fee.amount));
  const [item, setItem] = useState(template === undefined ? "0.00" : typedPrice(template.item_fee.amount));
  const [free, setFree] = useState(
    template === undefined || template.free_from === null ? "" : typedPrice(template.free_from.amount),
  );
  const [rules, setRules] = useState<readonly RuleDraft[]>(() =>
    (template?.rules ?? []).map((rule) => ({
      key: rule.regions.join(),
      regions: rule.regions,
      delivers: rule.delivers,
      base: typedPrice(rule.base_fee.amount),
      item: typedPrice(rule.item_fee.amount),
    })),
  );
  const [tried, setTried] = useState(false);
  const saving = {
    refreshes: ["listShippingTemplates", "getShopToDo", "quoteOrder", "getProduct"] as const,
    onDone: () => (toast(t("saved")), onSaved()),
  };
  const create = useAct("createShippingTemplate", saving);
  const update = useAct("updateShippingTemplate", saving);
  const priceError = (typed: string, min = 0): string | undefined => {
    const read = readPrice(typed, { min, max: limits.price_minor_max });
    return tried && "problem" in read ? common(`price.${read.problem}`) : undefined;
  };
  const bodyNow = () => {
    const base_fee = amountOf(base);
    const item_fee = amountOf(item);
    const free_from = free.trim() === "" ? null : amountOf(free);
    if (name.trim() === "" || base_fee === null || item_fee === null) return null;
    if (free.trim() !== "" && (free_from === null || free_from === 0)) return null;
    const read = rules.map((rule) => ({
      regions: [...rule.regions],
      delivers: rule.delivers,
      base_fee: rule.delivers ? amountOf(rule.base) : 0,
      item_fee: rule.delivers ? amountOf(rule.item) : 0,
    }));
    const whole = read.flatMap(({ base_fee: b, item_fee: i, ...rest }) =>
      b === null || i === null || rest.regions.length === 0 ? [] : [{ ...rest, base_fee: b, item_fee: i }],
    );
    return whole.length === rules.length ? { name, base_fee, item_fee, free_from, rules: whole } : null;
  };
  const submit = () => {
    setTried(true);
    const body = bodyNow();
    if (body === null) return;
    if (template === undefined) create.run({ params: { shop_id: shop.id }, body });
    else update.run({ params: { shop_id: shop.id, template_id: template.id }, body });
  };
  const change = (key: string, next: Partial<RuleDraft>) =>
    setRules(rules.map((rule) => (rule.key === key ? { ...rule, ...next } : rule)));
  return (
    <Form onSubmit={submit} error={create.error ?? update.error} className="grid gap-4">
      <Field
        label={t("name")}
        maxLength={limits.name_chars_max}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={tried && name.trim() === "" ? common("required") : undefined}
      />
      <div className="grid grid-cols-2 items-start gap-3">
        <Amount label={t("base", { sign })} value={base} onChange={setBase} error={priceError(base)} />
        <Amount label={t("item", { sign })} value={item} onChange={setItem} error={priceError(item)} />
      </div>
      <Amount
        label={t("free", { sign })}
        hint={t("freeHint")}
        value={free}
        onChange={setFree}
        error={free.trim() === "" ? undefined : priceError(free, 1)}
      />
      <fieldset className="grid gap-3">
        <legend className="mb-2 font-semibold">{t("rules")}</legend>
        {rules.map((rule, at) => (
          <div
            key={rule.key}
            data-part={t("rule", { n: at + 1 })}
            className="grid gap-3 rounded-m border border-line p-3"
          >
            <div className="flex items-center justify-between">
              <span className="text-sm text-muted">{t("rule", { n: at + 1 })}</span>
              <button
                type="button"
                aria-label={t("remove", { n: at + 1 })}
                className="grid size-10 place-items-center rounded-full text-muted hover:bg-wash"
                onClick={() => setRules(rules.filter(({ key }) => key !== rule.key))}
              >
                <Trash2 size={17} aria-hidden />
              </button>
            </div>
            <Provinces
              chosen={rule.regions}
              taken={rules.filter(({ key }) => key !== rule.key).flatMap((other) => other.regions)}
              onChange={(next) => change(rule.key, { regions: next })}
              wrong={tried && rule.regions.length === 0}
            />
            {tried && rule.regions.length === 0 && (
              <p role="alert" className="text-sm text-ember-text">
                {t("noProvince")}
              </p>
            )}
            <Checkbox
              label={t("delivers")}
              checked={rule.delivers}
              onChange={(event) => change(rule.key, { delivers: event.target.checked })}
            />
            {rule.delivers && (
              <div className="grid grid-cols-2 items-start gap-3">
                <Amount
                  label={t("base", { sign })}
                  value={rule.base}
                  onChange={(next) => change(rule.key, { base: next })}
                  error={priceError(rule.base)}
                />
                <Amount
                  label={t("item", { sign })}
                  value={rule.item}
                  onChange={(next) => change(rule.key, { item: next })}
                  error={priceError(rule.item)}
                />
              </div>
            )}
          </div>
        ))}
        <Button
          icon={<Plus size={17} aria-hidden />}
          onClick={() =>
            setRules([...rules, { key: freshKey(), regions: [], delivers: true, base: base || "0.00", item }])
          }
        >
          {t("addRule")}
        </Button>
      </fieldset>
      <ErrorLine error={create.error ?? update.error} />
      <Button type="submit" kind="solid" size="l" busy={create.busy || update.busy}>
        {t("save")}
      </Button>
    </Form>
  );
}

function Amount({
  label,
  hint,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onChange: (next: string) => void;
  readonly error: string | undefined;
}) {
  return (
    <Field
      label={label}
      hint={hint}
      inputMode="decimal"
      className="num"
      value={value}
      onChange={(event) => onChange(event.target.value)}
      error={error}
    />
  );
}

/** The provinces as buttons a thumb can hit; those of another exception cannot be chosen twice. */
function Provinces({
  chosen,
  taken,
  onChange,
  wrong,
}: {
  readonly chosen: readonly RegionCode[];
  readonly taken: readonly RegionCode[];
  readonly onChange: (next: readonly RegionCode[]) => void;
  readonly wrong: boolean;
}) {
  const t = useTranslations("merchant.shipping");
  const english = useLocale() === "en";
  return (
    <div
      role="group"
      aria-label={t("provinces")}
      {...(wrong ? { "data-fault": "", tabIndex: -1 } : {})}
      className="flex flex-wrap gap-1.5"
    >
      {regions.map((region) => {
        const on = chosen.includes(region.code);
        return (
          <button
            key={region.code}
            type="button"
            aria-pressed={on}
            disabled={taken.includes(region.code)}
            onClick={() => onChange(on ? chosen.filter((code) => code !== region.code) : [...chosen, region.code])}
            className={classNames(
              "min-h-9 rounded-s border px-2.5 text-sm disabled:opacity-35",
              on ? "border-ink bg-ink text-paper" : "border-line text-muted hover:text-ink",
            )}
          >
            {english ? region.en : region.short}
          </button>
        );
      })}
    </div>
  );
}
