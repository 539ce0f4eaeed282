import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { type Answer, useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { carrierText } from "../order/carrier-text.ts";
import { carrierNames, carriers, otherCarrierOf, readTracking, type CarrierId } from "./carriers.ts";
import { useMyShop } from "./my-shop.ts";

/** Which carrier has the parcel, and its number. */
export function ShipSheet({
  order,
  whole,
  open,
  onClose,
}: {
  readonly order: Order;
  /** The address without its mask, where it was already asked to be seen. */
  readonly whole: Answer<"revealAddress"> | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("sell");
  return (
    <Sheet open={open} onClose={onClose} title={t("order.shipTitle")}>
      <ShipForm order={order} whole={whole} onDone={onClose} />
    </Sheet>
  );
}

/** The parts of an address in one line. */
export const placeText = (whole: Answer<"revealAddress">): string =>
  [whole.region, whole.city, whole.district, whole.street].filter((part) => part !== "").join(" ");

interface FormProps {
  readonly order: Order;
  readonly whole: Answer<"revealAddress"> | undefined;
  readonly onDone: () => void;
}

/** What of each line has not left yet. */
function unitsLeft(order: Order): { line_id: string; title: string; quantity: number }[] {
  const gone = new Map<string, number>();
  for (const parcel of order.parcels)
    for (const { line_id, quantity } of parcel.lines) gone.set(line_id, (gone.get(line_id) ?? 0) + quantity);
  return order.lines
    .map((line) => ({
      line_id: line.id,
      title: `${line.title} · ${line.variant_title}`,
      quantity: line.quantity - (gone.get(line.id) ?? 0),
    }))
    .filter((line) => line.quantity > 0);
}

function ShipForm({ order, whole, onDone }: FormProps) {
  const t = useTranslations("sell");
  const common = useTranslations("common");
  const fieldError = useFieldError();
  const shop = useMyShop();
  const locale = useLocale();
  const [carrier, setCarrier] = useState<CarrierId>("sf");
  const [otherName, setOtherName] = useState("");
  const [typed, setTyped] = useState("");
  const [tried, setTried] = useState(false);
  const ship = useAct("shipOrder", {
    refreshes: ["getOrder", "listShopOrders"],
    onDone: () => {
      toast(t("order.shipped"));
      onDone();
    },
  });
  const left = unitsLeft(order);
  const total = left.reduce((sum, one) => sum + one.quantity, 0);
  const [chosen, setChosen] = useState<Readonly<Record<string, number>> | null>(null);
  const packed =
    chosen === null
      ? null
      : left.flatMap(({ line_id }) => {
          const quantity = chosen[line_id] ?? 0;
          return quantity > 0 ? [{ line_id, quantity }] : [];
        });
  const empty = packed !== null && packed.length === 0;
  const name = carrier === "other" ? otherName.trim() : carrierNames[carrier];
  const tracking_number = readTracking(typed);
  const other = tracking_number === null ? null : otherCarrierOf(carrier, tracking_number);
  const named = (id: CarrierId) => (id === "other" ? t("order.carrierOther") : carrierText(carrierNames[id], locale));
  const submit = () => {
    setTried(true);
    if (name !== "" && tracking_number !== null && !empty)
      ship.run({
        params: { shop_id: shop.id, order_id: order.id },
        body: { carrier: name, tracking_number, lines: packed },
      });
  };
  return (
    <Form onSubmit={submit} error={ship.error} className="grid gap-4">
      <p className="num rounded-s bg-wash px-3 py-2.5 text-sm">
        {whole === undefined
          ? `${order.address.name} ${order.address.phone} · ${order.address.text}`
          : `${whole.name} ${whole.phone} · ${placeText(whole)} ${whole.postal_code}`}
      </p>
      {total > 1 && (
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 text-sm font-semibold">{t("parcel.what")}</legend>
          <Segmented
            label={t("parcel.what")}
            wide
            current={chosen === null ? "all" : "some"}
            onChange={(id) => setChosen(id === "all" ? null : {})}
            options={[
              { id: "all", label: t("parcel.all") },
              { id: "some", label: t("parcel.some") },
            ]}
          />
          {chosen !== null && (
            <ul className="grid gap-2">
              {left.map(({ line_id, title, quantity }) => (
                <li key={line_id} className="flex items-center justify-between gap-3">
                  <span className="min-w-0 text-sm">
                    <span className="line-clamp-2">{title}</span>
                    <span className="num text-muted">{t("parcel.left", { count: quantity })}</span>
                  </span>
                  <input
                    type="number"
                    inputMode="numeric"
                    aria-label={title}
                    min={0}
                    max={quantity}
                    className="num min-h-11 w-20 rounded-m border border-line-strong bg-surface px-3 text-right"
                    value={chosen[line_id] ?? 0}
                    onChange={(event) =>
                      setChosen({
                        ...chosen,
                        [line_id]: Math.min(quantity, Math.max(0, Math.floor(Number(event.target.value) || 0))),
                      })
                    }
                  />
                </li>
              ))}
            </ul>
          )}
          {tried && empty && (
            <p role="alert" className="text-sm text-ember-text">
              {t("parcel.choose")}
            </p>
          )}
        </fieldset>
      )}
      <Select
        label={t("order.carrier")}
        value={carrier}
        onChange={(event) => setCarrier(event.target.value as CarrierId)}
        error={carrier === "other" ? undefined : fieldError(ship.error, "carrier")}
      >
        {carriers.map((id) => (
          <option key={id} value={id}>
            {named(id)}
          </option>
        ))}
      </Select>
      {carrier === "other" && (
        <Field
          label={t("order.carrierName")}
          maxLength={40}
          value={otherName}
          onChange={(event) => setOtherName(event.target.value)}
          error={tried && name === "" ? common("required") : fieldError(ship.error, "carrier")}
        />
      )}
      <Field
        label={t("order.tracking")}
        hint={t("order.trackingHint")}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="font-mono"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        error={
          tried && tracking_number === null ? t("order.trackingInvalid") : fieldError(ship.error, "tracking_number")
        }
      />
      <p role="status" className="text-sm text-amber-text empty:hidden">
        {other !== null && t("order.trackingOther", { carrier: named(other) })}
      </p>
      <ErrorLine error={restError(ship.error, ["carrier", "tracking_number"])} />
      <Button type="submit" kind="solid" size="l" busy={ship.busy}>
        {t("order.shipAction")}
      </Button>
    </Form>
  );
}
