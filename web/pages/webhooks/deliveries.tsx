import { useState } from "react";
import { useTranslations } from "use-intl";
import { deliveryStates, type WebhookDelivery, type WebhookEndpoint } from "../../../contract/webhooks.ts";
import { useAct, useCall, usePages } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge, type Tone } from "../../ui/state-badge.tsx";
import { ErrorLine, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { Code } from "../docs/code.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { typeKey } from "./endpoint-sheet.tsx";

const tones: Record<WebhookDelivery["state"], Tone> = { waiting: "soon", delivered: "good", failed: "bad" };
const look_again_ms = 5_000;

interface Props {
  readonly shop_id: string;
  readonly endpoints: readonly WebhookEndpoint[];
}

/** What was sent and what came back. */
export function Deliveries({ shop_id, endpoints }: Props) {
  const t = useTranslations("webhooks");
  const [state, setState] = useState<WebhookDelivery["state"] | "">("");
  const [open, setOpen] = useState<string | null>(null);
  const pages = usePages(
    "listWebhookDeliveries",
    { params: { shop_id }, query: state === "" ? {} : { state } },
    { refetchInterval: look_again_ms },
  );
  const urls = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint.url]));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      <select
        aria-label={t("filter")}
        value={state}
        onChange={(event) => setState(event.target.value as typeof state)}
        className="min-h-11 max-w-60 rounded-m border border-line-strong bg-surface px-3"
      >
        <option value="">{t("all")}</option>
        {deliveryStates.map((one) => (
          <option key={one} value={one}>
            {t(`deliveryStates.${one}`)}
          </option>
        ))}
      </select>
      {pages.error !== null && pages.items === undefined ? (
        <ErrorState error={pages.error} onRetry={pages.retry} />
      ) : pages.items === undefined ? (
        <RowsSkeleton rows={4} />
      ) : pages.items.length === 0 ? (
        <p className="py-6 text-center text-muted">{t("noDeliveries")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {pages.items.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                onClick={() => setOpen(one.id)}
                className="flex w-full items-center gap-3 py-3 text-left hover:bg-wash"
              >
                <StateBadge tone={tones[one.state]}>{t(`deliveryStates.${one.state}`)}</StateBadge>
                <span className="min-w-0 flex-1">
                  <span className="block font-semibold">{t(`typeNames.${typeKey(one.event.type)}`)}</span>
                  <span className="block truncate font-mono text-xs text-muted">{urls.get(one.endpoint_id)}</span>
                </span>
                <span className="num text-right text-sm text-muted">
                  <Time at={one.created_at} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <More pages={pages} />
      <DeliverySheet shop_id={shop_id} delivery_id={open} onClose={() => setOpen(null)} />
    </div>
  );
}

interface SheetProps {
  readonly shop_id: string;
  readonly delivery_id: string | null;
  readonly onClose: () => void;
}

function DeliverySheet({ shop_id, delivery_id, onClose }: SheetProps) {
  const t = useTranslations("webhooks");
  return (
    <Sheet open={delivery_id !== null} onClose={onClose} title={t("delivery")}>
      {delivery_id !== null && <Delivery shop_id={shop_id} delivery_id={delivery_id} />}
    </Sheet>
  );
}

function Delivery({ shop_id, delivery_id }: { readonly shop_id: string; readonly delivery_id: string }) {
  const t = useTranslations("webhooks");
  const params = { shop_id, delivery_id };
  const read = useCall("getWebhookDelivery", { params }, { refetchInterval: look_again_ms });
  const replay = useAct("replayWebhookDelivery", {
    refreshes: ["getWebhookDelivery", "listWebhookDeliveries"],
    onDone: () => toast(t("replayed")),
  });
  const one = read.data;
  if (read.error !== null && one === undefined)
    return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
  if (one === undefined) return <Skeleton className="h-60" />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Code label={t("event")} text={JSON.stringify(one.event, null, 2)} />
      <ul className="grid gap-3" aria-label={t("attempts")}>
        {one.attempt_log.map((attempt) => (
          <li key={attempt.at} className="grid grid-cols-[minmax(0,1fr)] gap-1 text-sm">
            <p className="flex flex-wrap justify-between gap-2">
              <span className="font-semibold">
                {attempt.error === null ? attempt.status : t(`failures.${attempt.error as "timeout"}`)}
              </span>
              <span className="num text-muted">
                <Time at={attempt.at} /> · {attempt.duration_ms} ms
              </span>
            </p>
            {attempt.answer !== "" && <p className="font-mono text-xs break-all text-muted">{attempt.answer}</p>}
          </li>
        ))}
      </ul>
      {one.next_attempt_at !== null && (
        <p className="text-sm text-muted">
          {t("next")} <Time at={one.next_attempt_at} />
        </p>
      )}
      <ErrorLine error={replay.error} />
      {one.state !== "waiting" && (
        <Button wide busy={replay.busy} onClick={() => replay.run({ params })}>
          {t("replay")}
        </Button>
      )}
    </div>
  );
}
