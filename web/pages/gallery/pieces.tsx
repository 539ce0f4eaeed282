import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Money } from "../../../contract/money.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { DateTimeField } from "../../ui/date-time-field.tsx";
import { Checkbox, Field, Select, TextArea } from "../../ui/field.tsx";
import { Section } from "../../ui/page.tsx";
import { Price, WasPrice } from "../../ui/price.tsx";
import { QuantityStepper } from "../../ui/quantity-stepper.tsx";
import { Seal } from "../../ui/seal.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { StatTile } from "../../ui/stat-tile.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";

export function Buttons() {
  const t = useTranslations("gallery");
  return (
    <Section title={t("buttons")}>
      <div className="flex flex-wrap items-center gap-3">
        <Button kind="buy">{t("buy")}</Button>
        <Button kind="solid">{t("solid")}</Button>
        <Button>{t("quiet")}</Button>
        <Button kind="plain">{t("plain")}</Button>
        <Button kind="danger">{t("danger")}</Button>
        <Button kind="solid" busy>
          {t("busy")}
        </Button>
        <Button disabled>{t("disabled")}</Button>
      </div>
    </Section>
  );
}

export function Fields() {
  const t = useTranslations("gallery");
  const [at, setAt] = useState<string | null>(null);
  return (
    <Section title={t("fields")}>
      <div className="grid gap-4 md:grid-cols-2">
        <Field label={t("name")} hint={t("nameHint")} defaultValue="张小满" />
        <Field label={t("name")} error={t("nameWrong")} />
        <Select label={t("carrier")}>
          <option>SF Express</option>
          <option>ZTO</option>
        </Select>
        <DateTimeField label={t("start")} value={at} onChange={setAt} />
        <TextArea label={t("note")} optional rows={2} />
        <Checkbox label={t("remind")} defaultChecked />
      </div>
    </Section>
  );
}

export function Choices() {
  const t = useTranslations("gallery");
  const [period, setPeriod] = useState<"today" | "week" | "month">("today");
  const [quantity, setQuantity] = useState(1);
  return (
    <Section title={t("choices")}>
      <div className="flex flex-wrap items-center gap-6">
        <Segmented
          label={t("period")}
          current={period}
          onChange={setPeriod}
          options={(["today", "week", "month"] as const).map((id) => ({ id, label: t(id) }))}
        />
        <QuantityStepper value={quantity} max={9} onChange={setQuantity} />
      </div>
    </Section>
  );
}

export function Seals() {
  const t = useTranslations("gallery");
  return (
    <Section title={t("seals")}>
      <p className="mb-4 text-sm text-muted">{t("sealText")}</p>
      <div className="flex flex-wrap items-center gap-4">
        <Seal char="速" label={t("promise")} proof={t("proof")} />
        <StateBadge tone="live">{t("live")}</StateBadge>
        <StateBadge tone="good">{t("kept")}</StateBadge>
        <StateBadge tone="soon">{t("waiting")}</StateBadge>
        <StateBadge tone="bad">{t("refused")}</StateBadge>
        <StateBadge tone="quiet">{t("draft")}</StateBadge>
      </div>
    </Section>
  );
}

const yuan = (amount: number): Money => ({ amount, currency: "CNY" });

export function Prices() {
  const t = useTranslations("gallery");
  return (
    <Section title={t("prices")}>
      <p className="mb-4 flex flex-wrap items-baseline gap-x-4 gap-y-2">
        <Price money={yuan(3990)} className="text-2xl text-ember-text" />
        <WasPrice money={yuan(4990)} />
        <Price money={yuan(123_456_789_01)} className="text-lg" />
        <Price money={yuan(-500)} className="text-md" />
      </p>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        <StatTile label={t("watching")} value="1,204" note={t("counted")} />
        <StatTile label={t("net")} value={<Price money={yuan(1_843_200)} />} note={t("gross")} />
        <StatTile label={t("kept")} value="98.8 %" note="+0.4 %" tone="good" />
        <StatTile label={t("waiting")} value={undefined} />
      </div>
    </Section>
  );
}

interface Row {
  readonly id: "kiwi" | "honey" | "walnut";
  readonly stock: number;
  readonly price: Money;
}
const rows: readonly Row[] = [
  { id: "kiwi", stock: 186, price: yuan(3990) },
  { id: "honey", stock: 92, price: yuan(6800) },
  { id: "walnut", stock: 12, price: yuan(3580) },
];

function Open({ id }: Pick<Row, "id">) {
  const t = useTranslations("gallery");
  return (
    <Button size="s" aria-label={`${t("open")} ${t(id)}`}>
      {t("open")}
    </Button>
  );
}
const priceOf = ({ price }: Row) => <Price money={price} />;
const openOf = ({ id }: Row) => <Open id={id} />;

export function Tables() {
  const t = useTranslations("gallery");
  return (
    <section>
      <h2 className="text-md font-semibold">{t("table")}</h2>
      <p className="mb-3 text-sm text-muted">{t("tableText")}</p>
      <DataTable
        label={t("table")}
        rows={rows}
        keyOf={({ id }) => id}
        columns={[
          { id: "product", title: t("product"), kind: "lead", cell: ({ id }) => t(id) },
          { id: "stock", title: t("stock"), kind: "number", cell: ({ stock }) => stock },
          { id: "price", title: t("price"), kind: "number", cell: priceOf },
        ]}
        actions={openOf}
      />
    </section>
  );
}
