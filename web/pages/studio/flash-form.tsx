import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { usePriceText } from "../../ui/price.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { centsOf, unitsOf } from "../coupons/coupon-fields.ts";

const openings = ["10", "30", "60", "prepare"] as const;
const durations = ["none", "180", "600", "1800"] as const;
const named = ["price", "quantity", "per_buyer_max"];

interface Props {
  readonly session_id: string;
  readonly bag: readonly Product[];
  readonly pinned_id: string | null;
  readonly onDone: () => void;
}

/** Filled in so that a host in a hurry presses once more: what is pinned, at four fifths, one for each, in 30 seconds. */
export function FlashForm({ session_id, bag, pinned_id, onDone }: Props) {
  const t = useTranslations("flashDesk");
  const price = usePriceText();
  const fieldError = useFieldError();
  const pinned = bag.find(({ id }) => id === pinned_id);
  const options = [...(pinned === undefined ? [] : [pinned]), ...bag.filter((one) => one !== pinned)].flatMap(
    (product) => product.variants.map((variant) => ({ product, variant })),
  );
  const first = options.find(({ variant }) => variant.available > 0) ?? options[0];
  const [variant_id, setVariant] = useState(first?.variant.id ?? "");
  const chosen = options.find(({ variant }) => variant.id === variant_id);
  const suggested = (amount: number) => (Math.max(1, Math.floor((amount * 8) / 10)) / 100).toFixed(2);
  const [cost, setCost] = useState(first === undefined ? "" : suggested(first.variant.price.amount));
  const [quantity, setQuantity] = useState(String(Math.min(50, Math.max(1, first?.variant.available ?? 1))));
  const [each, setEach] = useState("1");
  const [fansOnly, setFansOnly] = useState(false);
  const [duration, setDuration] = useState<(typeof durations)[number]>("none");
  const [opening, setOpening] = useState<(typeof openings)[number]>("30");
  const [tried, setTried] = useState(false);
  const create = useAct("createFlashSale", {
    refreshes: ["listSessionFlashSales", "listRoomFlashSales"],
    onDone,
  });
  const cents = centsOf(cost);
  const units = unitsOf(quantity);
  const perBuyer = unitsOf(each);
  const submit = () => {
    setTried(true);
    if (cents === undefined || units === undefined || perBuyer === undefined || chosen === undefined) return;
    create.run({
      params: { session_id },
      body: {
        variant_id,
        price: cents,
        quantity: units,
        per_buyer_max: perBuyer,
        fans_only: fansOnly,
        duration_s: duration === "none" ? null : Number(duration),
        opening: opening === "prepare" ? null : { opens_in_s: Number(opening) },
      },
    });
  };
  const wrong = (value: unknown) => (tried && value === undefined ? t("numberWrong") : undefined);
  if (first === undefined) return <p className="text-muted">{t("emptyBag")}</p>;
  return (
    <Form onSubmit={submit} error={create.error} className="grid gap-4">
      <Select
        label={t("product")}
        value={variant_id}
        onChange={(event) => {
          setVariant(event.target.value);
          const next = options.find(({ variant }) => variant.id === event.target.value)?.variant;
          if (next === undefined) return;
          setCost(suggested(next.price.amount));
          setQuantity(String(Math.min(50, Math.max(1, next.available))));
        }}
        hint={
          chosen === undefined
            ? undefined
            : t("normally", { price: price(chosen.variant.price), available: chosen.variant.available })
        }
      >
        {options.map(({ product, variant }) => (
          <option key={variant.id} value={variant.id}>
            {product.variants.length === 1 ? product.title : `${product.title} · ${variant.title}`}
          </option>
        ))}
      </Select>
      <div className="grid grid-cols-3 gap-3">
        <Field
          label={t("price")}
          inputMode="decimal"
          error={wrong(cents) ?? fieldError(create.error, "price")}
          value={cost}
          onChange={(event) => setCost(event.target.value)}
        />
        <Field
          label={t("quantity")}
          inputMode="numeric"
          error={wrong(units) ?? fieldError(create.error, "quantity")}
          value={quantity}
          onChange={(event) => setQuantity(event.target.value)}
        />
        <Field
          label={t("each")}
          inputMode="numeric"
          error={wrong(perBuyer) ?? fieldError(create.error, "per_buyer_max")}
          value={each}
          onChange={(event) => setEach(event.target.value)}
        />
      </div>
      <Segmented
        label={t("opens")}
        current={opening}
        onChange={setOpening}
        options={openings.map((id) => ({
          id,
          label: id === "prepare" ? t("prepare") : t("inSeconds", { seconds: Number(id) }),
        }))}
        wide
      />
      <Select
        label={t("lasts")}
        value={duration}
        onChange={(event) => setDuration(durations.find((id) => id === event.target.value) ?? "none")}
      >
        {durations.map((id) => (
          <option key={id} value={id}>
            {id === "none" ? t("untilEnded") : t("minutes", { count: Number(id) / 60 })}
          </option>
        ))}
      </Select>
      <Checkbox
        label={t("fansOnly")}
        hint={t("fansOnlyHint")}
        checked={fansOnly}
        onChange={(event) => setFansOnly(event.target.checked)}
      />
      <ErrorLine error={restError(create.error, named)} />
      <Button type="submit" kind="solid" size="l" wide busy={create.busy}>
        {t(opening === "prepare" ? "prepare" : "announce")}
      </Button>
    </Form>
  );
}
