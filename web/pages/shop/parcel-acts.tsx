import { MapPinned, PencilLine } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { trackingCodes, type Parcel, type TrackingCode } from "../../../contract/order-life.ts";
import type { Order } from "../../../contract/orders.ts";
import { limits } from "../../../contract/limits.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { readTracking } from "./carriers.ts";
import { useMyShop } from "./my-shop.ts";

interface Props {
  readonly order: Order;
  readonly parcel: Parcel;
}
const refreshes = ["getOrder", "listShopOrders"] as const;

/** What the seller can still do with a parcel on its way: put its number right, or write down where it is. */
export function ParcelActs({ order, parcel }: Props) {
  const t = useTranslations("sell.parcel");
  const [sheet, setSheet] = useState<"correct" | "event" | null>(null);
  const ended = parcel.state === "delivered" || parcel.state === "returned";
  if (ended || (order.state !== "to_ship" && order.state !== "shipped")) return null;
  const close = () => setSheet(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="s" icon={<PencilLine size={15} aria-hidden />} onClick={() => setSheet("correct")}>
        {t("correct")}
      </Button>
      <Button size="s" icon={<MapPinned size={15} aria-hidden />} onClick={() => setSheet("event")}>
        {t("event")}
      </Button>
      <Sheet open={sheet === "correct"} onClose={close} title={t("correctTitle")}>
        <CorrectForm order={order} parcel={parcel} onDone={close} />
      </Sheet>
      <Sheet open={sheet === "event"} onClose={close} title={t("eventTitle")}>
        <EventForm order={order} parcel={parcel} onDone={close} />
      </Sheet>
    </div>
  );
}

function CorrectForm({ order, parcel, onDone }: Props & { readonly onDone: () => void }) {
  const t = useTranslations("sell");
  const common = useTranslations("common");
  const fieldError = useFieldError();
  const shop = useMyShop();
  const [carrier, setCarrier] = useState(parcel.carrier);
  const [typed, setTyped] = useState(parcel.tracking_number);
  const [tried, setTried] = useState(false);
  const correct = useAct("correctParcel", {
    refreshes,
    onDone: () => {
      toast(t("parcel.corrected"));
      onDone();
    },
  });
  const tracking_number = readTracking(typed);
  const submit = () => {
    setTried(true);
    if (carrier.trim() !== "" && tracking_number !== null)
      correct.run({
        params: { shop_id: shop.id, order_id: order.id, parcel_id: parcel.id },
        body: { carrier, tracking_number },
      });
  };
  return (
    <Form onSubmit={submit} error={correct.error} className="grid gap-4">
      <p className="text-sm text-muted">{t("parcel.correctText")}</p>
      <Field
        label={t("order.carrier")}
        maxLength={40}
        value={carrier}
        onChange={(event) => setCarrier(event.target.value)}
        error={tried && carrier.trim() === "" ? common("required") : fieldError(correct.error, "carrier")}
      />
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
          tried && tracking_number === null ? t("order.trackingInvalid") : fieldError(correct.error, "tracking_number")
        }
      />
      <ErrorLine error={restError(correct.error, ["carrier", "tracking_number"])} />
      <Button type="submit" kind="solid" size="l" busy={correct.busy}>
        {t("parcel.correctAction")}
      </Button>
    </Form>
  );
}

function EventForm({ order, parcel, onDone }: Props & { readonly onDone: () => void }) {
  const t = useTranslations("sell.parcel");
  const states = useTranslations("order.parcel.states");
  const shop = useMyShop();
  const [code, setCode] = useState<TrackingCode>("in_transit");
  const [text, setText] = useState("");
  const add = useAct("addTrackingEvent", {
    refreshes,
    onDone: () => {
      toast(t("eventDone"));
      onDone();
    },
  });
  return (
    <Form
      onSubmit={() =>
        add.run({
          params: { shop_id: shop.id, order_id: order.id, parcel_id: parcel.id },
          body: { code, text },
        })
      }
      error={add.error}
      className="grid gap-4"
    >
      <p className="text-sm text-muted">{t("eventText")}</p>
      <Select label={t("where")} value={code} onChange={(event) => setCode(event.target.value as TrackingCode)}>
        {trackingCodes.map((one) => (
          <option key={one} value={one}>
            {states(one)}
          </option>
        ))}
      </Select>
      <Field
        label={t("words")}
        optional
        maxLength={limits.tracking_text_chars_max}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ErrorLine error={add.error} />
      <Button type="submit" kind="solid" size="l" busy={add.busy}>
        {t("eventAction")}
      </Button>
    </Form>
  );
}
