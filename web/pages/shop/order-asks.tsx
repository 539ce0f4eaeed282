import { CalendarClock } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { limits } from "../../../contract/limits.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Section } from "../../ui/page.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useNow, useTimeText } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { AskNote } from "../order/ask-note.tsx";
import { useMyShop } from "./my-shop.ts";

const refreshes = ["getOrder", "listShopOrders"] as const;
const day_ms = 24 * 3600_000;
const delays = [1, 2, 3, 5, 7, 10, 15] as const;

/** Until when dispatch is promised, and what buyer and shop asked of each other about it. */
export function OrderAsks({ order }: { readonly order: Order }) {
  const t = useTranslations("sell.asks");
  const time = useTimeText();
  const now = useNow(60_000);
  const [delaying, setDelaying] = useState(false);
  const open = order.asks.some((ask) => ask.state === "asked");
  const waits = order.state === "to_ship" && order.ship_by !== null;
  if (!waits && order.asks.length === 0) return null;
  const late = waits && Date.parse(order.ship_by ?? "") <= now;
  return (
    <Section title={t("title")}>
      <div className="grid gap-3">
        {waits && order.ship_by !== null && (
          <p className={late ? "num text-amber-text" : "num"}>
            {t(late ? "late" : "shipBy", { time: time(order.ship_by) })}
          </p>
        )}
        {order.asks.map((ask) => (
          <AskNote key={ask.id} ask={ask}>
            {ask.state === "asked" && ask.kind === "address" ? (
              <AnswerAddress order={order} ask_id={ask.id} />
            ) : undefined}
          </AskNote>
        ))}
        {waits && !open && order.refund === null && (
          <Button
            size="s"
            className="justify-self-start"
            icon={<CalendarClock size={15} aria-hidden />}
            onClick={() => setDelaying(true)}
          >
            {t("delay")}
          </Button>
        )}
      </div>
      <Sheet open={delaying} onClose={() => setDelaying(false)} title={t("delayTitle")}>
        <DelayForm order={order} onDone={() => setDelaying(false)} />
      </Sheet>
    </Section>
  );
}

function AnswerAddress({ order, ask_id }: { readonly order: Order; readonly ask_id: string }) {
  const t = useTranslations("sell.asks");
  const shop = useMyShop();
  const [refusing, setRefusing] = useState(false);
  const [reason, setReason] = useState("");
  const answer = useAct("answerAddress", { refreshes, onDone: () => setRefusing(false) });
  const params = { shop_id: shop.id, order_id: order.id, ask_id };
  return (
    <>
      <Button size="s" kind="solid" busy={answer.busy} onClick={() => answer.run({ params, body: { accept: true } })}>
        {t("accept")}
      </Button>
      <Button size="s" onClick={() => setRefusing(true)}>
        {t("refuse")}
      </Button>
      <ErrorLine error={refusing ? null : answer.error} />
      <Sheet open={refusing} onClose={() => setRefusing(false)} title={t("refuseTitle")}>
        <Form
          onSubmit={() => answer.run({ params, body: { accept: false, reason } })}
          error={answer.error}
          className="grid gap-4"
        >
          <Field
            label={t("why")}
            optional
            maxLength={limits.ask_reason_chars_max}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <ErrorLine error={answer.error} />
          <Button type="submit" kind="solid" size="l" busy={answer.busy}>
            {t("refuseAction")}
          </Button>
        </Form>
      </Sheet>
    </>
  );
}

function DelayForm({ order, onDone }: { readonly order: Order; readonly onDone: () => void }) {
  const t = useTranslations("sell.asks");
  const common = useTranslations("common");
  const time = useTimeText();
  const shop = useMyShop();
  const now = useNow(60_000);
  const [days, setDays] = useState<number>(2);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const ask = useAct("askDelay", {
    refreshes,
    onDone: () => {
      toast(t("sent"));
      onDone();
    },
  });
  const from = Math.max(now, Date.parse(order.ship_by ?? "") || now);
  // A quarter of an hour less than the last day allows for the way of the request.
  const until = (count: number) => new Date(from + count * day_ms - (count === 15 ? 15 * 60_000 : 0)).toISOString();
  return (
    <Form
      onSubmit={() => {
        setTried(true);
        if (reason.trim() !== "")
          ask.run({ params: { shop_id: shop.id, order_id: order.id }, body: { ship_by: until(days), reason } });
      }}
      error={ask.error}
      className="grid gap-4"
    >
      <p className="text-sm text-muted">{t("delayText")}</p>
      <Select label={t("howLong")} value={days} onChange={(event) => setDays(Number(event.target.value))}>
        {delays.map((count) => (
          <option key={count} value={count}>
            {t("days", { count, time: time(until(count)) })}
          </option>
        ))}
      </Select>
      <Field
        label={t("why")}
        maxLength={limits.ask_reason_chars_max}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={tried && reason.trim() === "" ? common("required") : undefined}
      />
      <ErrorLine error={ask.error} />
      <Button type="submit" kind="solid" size="l" busy={ask.busy}>
        {t("delayAction")}
      </Button>
    </Form>
  );
}
