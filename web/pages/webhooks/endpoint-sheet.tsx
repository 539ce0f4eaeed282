import { useState } from "react";
import { useTranslations } from "use-intl";
import { webhookTypes, type WebhookEndpoint, type WebhookType } from "../../../contract/webhooks.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { CopyField } from "../../ui/copy-field.tsx";
import { Checkbox, Field } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";

interface Props {
  readonly shop_id: string;
  /** Null: a new one. */
  readonly endpoint: WebhookEndpoint | null;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function EndpointSheet({ shop_id, endpoint, open, onClose }: Props) {
  const t = useTranslations("webhooks");
  const [secret, setSecret] = useState<string | null>(null);
  const close = () => {
    setSecret(null);
    onClose();
  };
  return (
    <Sheet open={open} onClose={close} title={endpoint === null ? t("add") : t("edit")}>
      {secret !== null ? (
        <div className="grid gap-4">
          <p className="text-muted">{t("secretOnce")}</p>
          <CopyField label={t("secret")} value={secret} />
          <Button kind="solid" wide onClick={close}>
            {t("kept")}
          </Button>
        </div>
      ) : (
        open && (
          <div className="grid gap-5">
            <EndpointForm
              key={endpoint?.id ?? "new"}
              shop_id={shop_id}
              endpoint={endpoint}
              onMade={setSecret}
              onDone={close}
            />
            {endpoint !== null && (
              <EndpointActs shop_id={shop_id} endpoint={endpoint} onSecret={setSecret} onGone={close} />
            )}
          </div>
        )
      )}
    </Sheet>
  );
}

interface FormProps {
  readonly shop_id: string;
  readonly endpoint: WebhookEndpoint | null;
  readonly onMade: (secret: string) => void;
  readonly onDone: () => void;
}

function EndpointForm({ shop_id, endpoint, onMade, onDone }: FormProps) {
  const t = useTranslations("webhooks");
  const fieldError = useFieldError();
  const [url, setUrl] = useState(endpoint?.url ?? "");
  const [description, setDescription] = useState(endpoint?.description ?? "");
  const [types, setTypes] = useState<readonly WebhookType[]>(endpoint?.types ?? ["order.paid", "order.refunded"]);
  const [tried, setTried] = useState(false);
  const refreshes = ["listWebhookEndpoints"] as const;
  const make = useAct("createWebhookEndpoint", { refreshes, onDone: (made) => onMade(made.secret) });
  const change = useAct("updateWebhookEndpoint", { refreshes, onDone });
  const act = endpoint === null ? make : change;
  const submit = () => {
    setTried(true);
    if (!URL.canParse(url) || types.length === 0) return;
    const body = { url, description, types: [...types] };
    if (endpoint === null) make.run({ params: { shop_id }, body });
    else change.run({ params: { shop_id, endpoint_id: endpoint.id }, body });
  };
  return (
    <Form onSubmit={submit} error={act.error} className="grid gap-4">
      <Field
        label={t("url")}
        hint={t("urlHint")}
        error={tried && !URL.canParse(url) ? t("urlMissing") : fieldError(act.error, "url")}
        value={url}
        onChange={(event) => setUrl(event.target.value.trim())}
        type="url"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={500}
        placeholder="https://"
      />
      <Field
        label={t("description")}
        optional
        value={description}
        onChange={(event) => setDescription(event.target.value)}
        maxLength={60}
        autoComplete="off"
      />
      <fieldset className="grid sm:grid-cols-2">
        <legend className="mb-1 text-sm font-semibold">{t("types")}</legend>
        {webhookTypes.map((type) => (
          <Checkbox
            key={type}
            label={t(`typeNames.${typeKey(type)}`)}
            hint={type}
            checked={types.includes(type)}
            onChange={(event) =>
              setTypes(event.target.checked ? [...types, type] : types.filter((one) => one !== type))
            }
          />
        ))}
        {tried && types.length === 0 && (
          <p role="alert" className="text-sm text-ember-text">
            {t("typesMissing")}
          </p>
        )}
      </fieldset>
      <ErrorLine error={restError(act.error, ["url"])} />
      <Button type="submit" kind="solid" wide busy={act.busy}>
        {endpoint === null ? t("add") : t("save")}
      </Button>
    </Form>
  );
}

interface ActsProps {
  readonly shop_id: string;
  readonly endpoint: WebhookEndpoint;
  readonly onSecret: (secret: string) => void;
  readonly onGone: () => void;
}

function EndpointActs({ shop_id, endpoint, onSecret, onGone }: ActsProps) {
  const t = useTranslations("webhooks");
  const [removing, setRemoving] = useState(false);
  const key = { params: { shop_id, endpoint_id: endpoint.id } };
  const refreshes = ["listWebhookEndpoints", "listWebhookDeliveries"] as const;
  const test = useAct("testWebhookEndpoint", { refreshes, onDone: () => toast(t("tested")) });
  const change = useAct("updateWebhookEndpoint", { refreshes });
  const rotate = useAct("rotateWebhookSecret", { refreshes, onDone: (made) => onSecret(made.secret) });
  const remove = useAct("deleteWebhookEndpoint", { refreshes, onDone: onGone });
  const enabled = endpoint.state === "enabled";
  return (
    <div className="grid gap-3 border-t border-line pt-4">
      <div className="grid grid-cols-2 gap-2">
        <Button busy={test.busy} onClick={() => test.run(key)}>
          {t("test")}
        </Button>
        <Button
          busy={change.busy}
          onClick={() => change.run({ ...key, body: { state: enabled ? "paused" : "enabled" } })}
        >
          {enabled ? t("pause") : t("enable")}
        </Button>
        <Button busy={rotate.busy} onClick={() => rotate.run(key)}>
          {t("rotate")}
        </Button>
        <Button kind="danger" onClick={() => setRemoving(true)}>
          {t("remove")}
        </Button>
      </div>
      <ErrorLine error={test.error ?? change.error ?? rotate.error} />
      <Confirm
        open={removing}
        onClose={() => setRemoving(false)}
        title={t("removeTitle")}
        text={t("removeText")}
        action={t("remove")}
        kind="danger"
        busy={remove.busy}
        onConfirm={() => remove.run(key)}
      >
        <ErrorLine error={remove.error} />
      </Confirm>
    </div>
  );
}

/** A type's name as a key of the texts, which cannot hold dots. */
export function typeKey<T extends string>(type: T): T extends `${infer A}.${infer B}` ? `${A}_${B}` : T {
  return type.replace(".", "_") as never;
}
