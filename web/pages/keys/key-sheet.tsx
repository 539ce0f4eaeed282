import { useState } from "react";
import { useTranslations } from "use-intl";
import { scopes, type Scope } from "../../../contract/scopes.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Checkbox, Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";

const lives = [30, 90, 365, null] as const;

/** Makes a key; what it is opened with is shown here once. */
export function KeySheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const t = useTranslations("keys");
  return (
    <Sheet open={open} onClose={onClose} title={t("make")}>
      {open && <KeyForm onClose={onClose} />}
    </Sheet>
  );
}

function KeyForm({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations("keys");
  const fieldError = useFieldError();
  const [name, setName] = useState("");
  const [chosen, setChosen] = useState<readonly Scope[]>([]);
  const [days, setDays] = useState<number | null>(90);
  const [tried, setTried] = useState(false);
  const make = useAct("createApiKey", { refreshes: ["listApiKeys"] });
  if (make.done !== undefined)
    return (
      <div className="grid gap-4">
        <p className="text-muted">{t("once")}</p>
        <CopyField label={make.done.name} value={make.done.secret} />
        <Button kind="solid" wide onClick={onClose}>
          {t("kept")}
        </Button>
      </div>
    );
  const submit = () => {
    setTried(true);
    if (name.trim() === "" || chosen.length === 0) return;
    make.run({ body: { name, scopes: [...chosen], expires_in_days: days } });
  };
  return (
    <Form onSubmit={submit} error={make.error} className="grid gap-4">
      <Field
        label={t("name")}
        hint={t("nameHint")}
        error={tried && name.trim() === "" ? t("nameMissing") : fieldError(make.error, "name")}
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={40}
        autoComplete="off"
      />
      <fieldset className="grid gap-0.5">
        <legend className="mb-1 text-sm font-semibold">{t("scopesTitle")}</legend>
        {scopes.map((scope) => (
          <Checkbox
            key={scope}
            label={t(`scopes.${scope}`)}
            hint={scope}
            checked={chosen.includes(scope)}
            onChange={(event) =>
              setChosen(event.target.checked ? [...chosen, scope] : chosen.filter((one) => one !== scope))
            }
          />
        ))}
        {tried && chosen.length === 0 && (
          <p role="alert" className="text-sm text-ember-text">
            {t("scopesMissing")}
          </p>
        )}
      </fieldset>
      <Select
        label={t("life")}
        value={days ?? "endless"}
        onChange={(event) => setDays(event.target.value === "endless" ? null : Number(event.target.value))}
      >
        {lives.map((one) => (
          <option key={one ?? "endless"} value={one ?? "endless"}>
            {one === null ? t("endless") : t("days", { days: one })}
          </option>
        ))}
      </Select>
      <ErrorLine error={restError(make.error, ["name"])} />
      <Button type="submit" kind="solid" wide busy={make.busy}>
        {t("make")}
      </Button>
    </Form>
  );
}
