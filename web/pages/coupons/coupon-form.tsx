import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import { browserTimers } from "../../api/browser.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { DateTimeField } from "../../ui/date-time-field.tsx";
import { Checkbox, Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { centsOf, percentOf, unitsOf } from "./coupon-fields.ts";

const week_ms = 7 * 24 * 3600_000;
const kinds = ["amount", "percent"] as const;
const named = ["title", "minimum_spend", "total_count", "per_person_max", "starts_at", "ends_at"];

/** Makes a coupon of a shop, or of the platform (`shop_id` null). */
export function CouponForm({ shop_id, onDone }: { readonly shop_id: string | null; readonly onDone: () => void }) {
  const t = useTranslations("couponDesk");
  const fieldError = useFieldError();
  const [kind, setKind] = useState<(typeof kinds)[number]>("amount");
  const [title, setTitle] = useState("");
  const [amount, setAmount] = useState("5");
  const [percent, setPercent] = useState("10");
  const [amountMax, setAmountMax] = useState("");
  const [minimum, setMinimum] = useState("");
  const [total, setTotal] = useState("100");
  const [perPerson, setPerPerson] = useState("1");
  const [withFlash, setWithFlash] = useState(false);
  const [startsAt, setStartsAt] = useState<string | null>(() => new Date(browserTimers.now()).toISOString());
  const [endsAt, setEndsAt] = useState<string | null>(() => new Date(browserTimers.now() + week_ms).toISOString());
  const [tried, setTried] = useState(false);
  const done = () => {
    toast(t("made"));
    onDone();
  };
  const ofShop = useAct("createShopCoupon", { refreshes: ["listShopCoupons", "listCoupons"], onDone: done });
  const ofPlatform = useAct("createPlatformCoupon", {
    refreshes: ["listPlatformCoupons", "listCoupons"],
    onDone: done,
  });
  const act = shop_id === null ? ofPlatform : ofShop;
  const off = kind === "amount" ? centsOf(amount) : percentOf(percent);
  const most = amountMax === "" ? null : centsOf(amountMax);
  const least = minimum === "" ? 0 : centsOf(minimum);
  const counts = { total: unitsOf(total), person: unitsOf(perPerson) };
  const submit = () => {
    setTried(true);
    if (title.trim() === "" || off === undefined || most === undefined || least === undefined) return;
    if (counts.total === undefined || counts.person === undefined || startsAt === null || endsAt === null) return;
    const body = {
      title,
      discount:
        kind === "amount"
          ? { kind: "amount" as const, amount: off }
          : { kind: "percent" as const, percent_off: off, amount_max: most },
      minimum_spend: least,
      goes_with_flash: withFlash,
      total_count: counts.total,
      per_person_max: counts.person,
      starts_at: startsAt,
      ends_at: endsAt,
    };
    if (shop_id === null) ofPlatform.run({ body });
    else ofShop.run({ params: { shop_id }, body });
  };
  const wrong = (value: unknown) => (tried && value === undefined ? t("numberWrong") : undefined);
  return (
    <Form onSubmit={submit} error={act.error} className="grid gap-4">
      <Field
        label={t("name")}
        hint={t("nameHint")}
        maxLength={limits.name_chars_max}
        error={tried && title.trim() === "" ? t("nameMissing") : fieldError(act.error, "title")}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Segmented
        label={t("kind")}
        current={kind}
        onChange={setKind}
        options={kinds.map((id) => ({ id, label: t(`kinds.${id}`) }))}
        wide
      />
      {kind === "amount" ? (
        <Field
          label={t("amount")}
          inputMode="decimal"
          error={wrong(off)}
          value={amount}
          onChange={(event) => setAmount(event.target.value)}
        />
      ) : (
        <div className="grid grid-cols-2 gap-3">
          <Field
            label={t("percent")}
            inputMode="numeric"
            error={wrong(off)}
            value={percent}
            onChange={(event) => setPercent(event.target.value)}
          />
          <Field
            label={t("amountMax")}
            optional
            inputMode="decimal"
            error={wrong(most)}
            value={amountMax}
            onChange={(event) => setAmountMax(event.target.value)}
          />
        </div>
      )}
      <Field
        label={t("minimum")}
        optional
        inputMode="decimal"
        error={wrong(least) ?? fieldError(act.error, "minimum_spend")}
        value={minimum}
        onChange={(event) => setMinimum(event.target.value)}
      />
      <div className="grid grid-cols-2 gap-3">
        <Field
          label={t("total")}
          inputMode="numeric"
          error={wrong(counts.total) ?? fieldError(act.error, "total_count")}
          value={total}
          onChange={(event) => setTotal(event.target.value)}
        />
        <Field
          label={t("perPerson")}
          inputMode="numeric"
          error={wrong(counts.person) ?? fieldError(act.error, "per_person_max")}
          value={perPerson}
          onChange={(event) => setPerPerson(event.target.value)}
        />
      </div>
      <DateTimeField label={t("startsAt")} value={startsAt} onChange={setStartsAt} required />
      <DateTimeField label={t("endsAt")} value={endsAt} onChange={setEndsAt} required />
      <Checkbox label={t("withFlash")} checked={withFlash} onChange={(event) => setWithFlash(event.target.checked)} />
      <ErrorLine error={restError(act.error, named)} />
      <Button type="submit" kind="solid" wide busy={act.busy}>
        {t("offer")}
      </Button>
    </Form>
  );
}
