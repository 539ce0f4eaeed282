import { useState } from "react";
import { useTimeZone, useTranslations } from "use-intl";
import type { LiveSession } from "../../../contract/live.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { useNow } from "../../ui/time.tsx";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { useZoneText } from "../../ui/use-zone-text.ts";
import { freeHourMs } from "./free-hour.ts";
import { instantIn, localIn } from "./zoned-time.ts";

/** When a broadcast begins, by the market's clock. `value` is what the input holds. */
export function usePlanTime(planned_at: string | null) {
  const zone = useTimeZone() ?? "UTC";
  const now = useNow(60_000);
  // Until something is typed, the next hour that none of the host's announced sessions takes.
  const isNew = planned_at === null;
  const planned = useCall("listPlannedSessions", {}, { enabled: isNew }).data?.data ?? [];
  const taken = planned.flatMap(({ session }) => (session.planned_at === null ? [] : [Date.parse(session.planned_at)]));
  const [opened_ms] = useState(now);
  const [typed, set] = useState<string | null>(null);
  const value = typed ?? localIn(zone, isNew ? new Date(freeHourMs(opened_ms, taken)) : new Date(planned_at));
  return {
    zone,
    value,
    set,
    instant: instantIn(zone, value)?.toISOString() ?? null,
    min: localIn(zone, new Date(now)),
  };
}

export function PlanTimeField({
  time,
  error,
}: {
  readonly time: ReturnType<typeof usePlanTime>;
  readonly error: string | undefined;
}) {
  const t = useTranslations("cockpit.plan");
  const zoneText = useZoneText();
  return (
    <Field
      label={t("starts")}
      type="datetime-local"
      required
      min={time.min}
      value={time.value}
      onChange={(event) => time.set(event.target.value)}
      hint={t("startsHint", { zone: zoneText(time.zone) })}
      error={time.instant === null ? t("startsMissing") : error}
    />
  );
}

/** Announces a draft, or moves what is announced. */
export function PlanTimeSheet({
  session,
  open,
  onClose,
}: {
  readonly session: LiveSession;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const t = useTranslations("cockpit.plan");
  const fieldError = useFieldError();
  const time = usePlanTime(session.planned_at);
  const isNew = session.planned_at === null;
  const act = useAct("rescheduleSession", {
    refreshes: ["getStudio", "getStudioSession", "listPlannedSessions", "listUpcomingSessions"],
    onDone: () => {
      toast(t(isNew ? "announced" : "moved"));
      onClose();
    },
  });
  const submit = () => {
    if (time.instant !== null) act.run({ params: { session_id: session.id }, body: { planned_at: time.instant } });
  };
  return (
    <Sheet open={open} onClose={onClose} title={t(isNew ? "announceDraft" : "move")}>
      <Form onSubmit={submit} error={act.error} className="grid gap-4">
        {!isNew && <p className="text-muted">{t("moveText")}</p>}
        <PlanTimeField time={time} error={fieldError(act.error, "planned_at")} />
        <ErrorLine error={restError(act.error, ["planned_at"])} />
        <Button type="submit" kind="solid" size="l" wide busy={act.busy}>
          {t(isNew ? "announce" : "move")}
        </Button>
      </Form>
    </Sheet>
  );
}

/** Asks, calls it off, and goes on from there. */
export function CallOff({ session, onDone }: { readonly session: LiveSession; readonly onDone: () => void }) {
  const t = useTranslations("cockpit.plan");
  const [asking, setAsking] = useState(false);
  const end = useAct("endSession", {
    refreshes: ["getStudio", "listPlannedSessions", "listUpcomingSessions"],
    onDone: () => {
      setAsking(false);
      toast(t("cancelled"));
      onDone();
    },
  });
  return (
    <>
      <Button kind="plain" onClick={() => setAsking(true)}>
        {t("cancel")}
      </Button>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("cancelTitle")}
        text={t("cancelText")}
        action={t("cancel")}
        keep={t("keep")}
        kind="danger"
        busy={end.busy}
        onConfirm={() => end.run({ params: { session_id: session.id } })}
      >
        {end.error === null ? undefined : <ErrorLine error={end.error} />}
      </Confirm>
    </>
  );
}
