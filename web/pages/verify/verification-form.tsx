import { useState } from "react";
import { useTranslations } from "use-intl";
import { VerificationFields, type Verification } from "../../../contract/accounts.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Field, Select } from "../../ui/field.tsx";
import { Form } from "../../ui/form.tsx";
import { ErrorLine } from "../../ui/states.tsx";

const fields = ["legal_name", "document_kind", "document_number", "birth_date", "address", "contact_phone"] as const;
type FieldName = (typeof fields)[number];

/** Seventeen digits with a birth date among them and a check sign: a mainland identity number, not a licence. */
function looksLikeId(number: string): boolean {
  return /^\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/.test(number.trim());
}

/** Asks for what the law wants to know of a host or a seller. */
export function VerificationForm({
  kind,
  last,
  onSent,
}: {
  readonly kind: Verification["kind"];
  readonly last: Verification | undefined;
  readonly onSent?: () => void;
}) {
  const t = useTranslations("verify");
  const common = useTranslations("common");
  const fieldError = useFieldError();
  const [draft, setDraft] = useState<Record<FieldName, string>>({
    legal_name: last?.legal_name ?? "",
    document_kind: last?.document_kind ?? (kind === "host" ? "identity_number" : "business_license"),
    // The number comes back masked, so it is asked again.
    document_number: "",
    birth_date: last?.birth_date ?? "",
    address: last?.address ?? "",
    contact_phone: "",
  });
  const [missing, setMissing] = useState<readonly FieldName[]>([]);
  const send = useAct("createVerification", {
    refreshes: ["listMyVerifications", "getAccount"],
    ...(onSent === undefined ? {} : { onDone: onSent }),
  });
  const person = draft.document_kind === "identity_number";
  const submit = () => {
    const body = {
      ...draft,
      kind,
      document_kind: person ? ("identity_number" as const) : ("business_license" as const),
      birth_date: person && draft.birth_date !== "" ? draft.birth_date : null,
    };
    const checked = VerificationFields.safeParse(body);
    const wrong = checked.success ? [] : checked.error.issues.map((issue) => issue.path[0] as FieldName);
    if (person && draft.birth_date === "") wrong.push("birth_date");
    setMissing(wrong);
    if (wrong.length === 0) send.run({ body });
  };
  const errorOf = (name: FieldName) => {
    if (!missing.includes(name)) return fieldError(send.error, name);
    if (draft[name].trim() === "") return common("required");
    return t(name === "document_number" ? "numberInvalid" : name === "contact_phone" ? "phoneInvalid" : "lineInvalid");
  };
  const wire = (name: FieldName) => ({
    value: draft[name],
    error: errorOf(name),
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  return (
    <Form onSubmit={submit} error={send.error} className="grid gap-4">
      <Field label={t("legalName")} hint={t("legalNameHint")} autoComplete="name" {...wire("legal_name")} />
      <Select label={t("documentKind")} {...wire("document_kind")}>
        <option value="identity_number">{t("identity_number")}</option>
        <option value="business_license">{t("business_license")}</option>
      </Select>
      <Field
        label={t("documentNumber")}
        hint={t(!person && looksLikeId(draft.document_number) ? "licenceLooksLikeId" : "documentNumberHint")}
        autoComplete="off"
        spellCheck={false}
        {...wire("document_number")}
      />
      {person && (
        <Field
          type="date"
          label={t("birthDate")}
          hint={kind === "host" ? t("birthDateHint") : undefined}
          {...wire("birth_date")}
        />
      )}
      <Field label={t("address")} autoComplete="street-address" {...wire("address")} />
      <Field
        label={t("phone")}
        hint={t(kind === "host" ? "phoneHintHost" : "phoneHint")}
        type="tel"
        autoComplete="tel"
        {...wire("contact_phone")}
      />
      <ErrorLine error={restError(send.error, fields)} />
      <Button type="submit" kind="solid" size="l" busy={send.busy}>
        {t("submit")}
      </Button>
    </Form>
  );
}
