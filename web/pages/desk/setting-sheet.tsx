import { useState } from "react";
import { useTranslations } from "use-intl";
import { limits } from "../../../contract/limits.ts";
import type { Setting } from "../../../contract/settings.ts";
import { browserTimers } from "../../api/browser.ts";
import { ApiError } from "../../api/client.ts";
import { useAct, useRefresh } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { DateTimeField } from "../../ui/date-time-field.tsx";
import { Field, TextArea } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";
import { Chips } from "../work/chips.tsx";
import { readSetting, typedSetting, useSettingText } from "./setting-text.ts";

/** Decides a setting: the new value, from when on, and why. The button says what it becomes. */
export function SettingSheet({ setting, onClose }: { readonly setting: Setting | null; readonly onClose: () => void }) {
  const t = useTranslations("operator.setting");
  return (
    <Sheet
      open={setting !== null}
      onClose={onClose}
      title={setting === null ? t("change") : t("title", { name: t(`names.${setting.name}`) })}
    >
      {setting !== null && <SettingForm key={setting.name} setting={setting} onClose={onClose} />}
    </Sheet>
  );
}

/** The value that would hold at an instant without the change: what the operator changes it from. */
function holdingAt(setting: Setting, at_ms: number): number {
  return setting.scheduled.filter((one) => Date.parse(one.valid_from) <= at_ms).at(-1)?.to ?? setting.value;
}

/** What it is by now, where somebody else was faster; in the setting's own unit, which the server's sentence does not have. */
function valueMeanwhile(error: unknown): number | null {
  const value =
    error instanceof ApiError && error.error.code === "setting_changed" ? error.error.details["value"] : null;
  return typeof value === "number" ? value : null;
}

function SettingForm({ setting, onClose }: { readonly setting: Setting; readonly onClose: () => void }) {
  const t = useTranslations("operator.setting");
  const desk = useTranslations("desk");
  const text = useSettingText();
  const time = useTimeText();
  const fieldError = useFieldError();
  const refresh = useRefresh();
  const [typed, setTyped] = useState(typedSetting(setting.unit, setting.value));
  const [when, setWhen] = useState<"now" | "later">("now");
  const [moment, setMoment] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const change = useAct("changeSetting", {
    refreshes: ["listSettings", "listSettingChanges", "listAudit"],
    onDone: () => (toast(t("done")), onClose()),
    // Whoever is told that it is another value by now sees from which.
    onFail: () => refresh("listSettings", "listSettingChanges"),
  });
  const read = readSetting(setting.unit, typed);
  const bad = read === null || read < setting.min || read > setting.max;
  const to = read ?? setting.value;
  const moment_ms = when === "now" ? browserTimers.now() : moment === null ? Number.NaN : Date.parse(moment);
  const momentBad = when === "later" && !(moment_ms > browserTimers.now());
  const from = momentBad ? setting.value : holdingAt(setting, moment_ms);
  const same = !bad && to === from;
  const momentError = tried && momentBad ? t("momentPast") : fieldError(change.error, "valid_from");
  const meanwhile = valueMeanwhile(change.error);
  const bounds = t("bounds", { min: text(setting.unit, setting.min), max: text(setting.unit, setting.max) });
  const submit = () => {
    setTried(true);
    if (bad || momentBad || same || reason.trim() === "") return;
    const valid_from = when === "now" ? null : new Date(moment_ms).toISOString();
    change.run({ params: { name: setting.name }, body: { from, to, reason, valid_from } });
  };
  return (
    <Form className="grid gap-4" error={change.error} onSubmit={submit}>
      <p className="text-sm text-muted">{t(`about.${setting.name}`)}</p>
      <Field
        label={`${t("value")} (${t(`unitNames.${setting.unit}`)})`}
        inputMode={setting.unit === "permille" ? "decimal" : "numeric"}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        hint={bounds}
        error={tried && bad ? bounds : tried && same ? t("same") : fieldError(change.error, "to")}
      />
      <div className="grid gap-2">
        <span className="text-sm font-semibold">{t("when")}</span>
        <Chips
          label={t("when")}
          current={when}
          onChange={setWhen}
          options={[
            { id: "now", label: t("atOnce") },
            { id: "later", label: t("later") },
          ]}
        />
        {when === "later" && (
          <DateTimeField
            label={t("moment")}
            value={moment}
            onChange={setMoment}
            {...(momentError === undefined ? {} : { error: momentError })}
          />
        )}
      </div>
      <TextArea
        label={desk("reason")}
        rows={3}
        maxLength={limits.reason_chars_max}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        error={tried && reason.trim() === "" ? t("reasonNeeded") : fieldError(change.error, "reason")}
      />
      {!bad && !same && (
        <p className="num rounded-s bg-wash px-3 py-2">
          <b className="font-semibold">{t("diff", { from: text(setting.unit, from), to: text(setting.unit, to) })}</b>
          {when === "later" && !momentBad && (
            <span className="block text-sm text-muted">
              {t("validFrom", { time: time(new Date(moment_ms).toISOString()) })}
            </span>
          )}
        </p>
      )}
      {meanwhile === null ? (
        <ErrorLine error={restError(change.error, ["to", "valid_from", "reason"])} />
      ) : (
        <p role="alert" className="text-ember-text">
          {t("meanwhile", { value: text(setting.unit, meanwhile) })}
        </p>
      )}
      <Button type="submit" kind="solid" wide busy={change.busy}>
        {t("confirm")}
      </Button>
    </Form>
  );
}
