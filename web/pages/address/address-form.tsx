import { type SubmitEvent, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { Address } from "../../../contract/accounts.ts";
import { regionOf, regions } from "../../../contract/regions.ts";
import { useDeployment } from "../../api/account.ts";
import { useAct } from "../../api/hooks.ts";
import { createStore } from "../../api/store.ts";
import { onIdentityChange } from "../../sign-in/require-sign-in.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox, Field, Select } from "../../ui/field.tsx";
import { ErrorLine } from "../../ui/states.tsx";

interface Props {
  /** The address to change, or nothing to add one. */
  readonly address?: Address;
  readonly onSaved: (address: Address) => void;
  readonly onCancel: () => void;
  /** The id of the form, where the button that saves it stands elsewhere (`<button form>`). */
  readonly savedBy?: string;
}
const blank = {
  name: "",
  phone: "",
  region: "",
  city: "",
  district: "",
  street: "",
  postal_code: "",
  is_default: false,
};
const fields = ["name", "phone", "region", "city", "district", "street", "postal_code", "is_default"] as const;

/** What was typed for a new address and not saved yet: it outlives the sheet it stands in, but not the page or the person. */
const unsaved = createStore(blank);
onIdentityChange(() => unsaved.set(blank));

export function AddressForm({ address, onSaved, onCancel, savedBy }: Props) {
  const t = useTranslations("address");
  const words = useTranslations("common");
  const fieldError = useFieldError();
  const [draft, setShown] = useState(() =>
    address === undefined
      ? unsaved.get()
      : {
          name: address.name,
          phone: address.phone,
          region: address.region,
          city: address.city,
          district: address.district,
          street: address.street,
          postal_code: address.postal_code,
          is_default: address.is_default ?? false,
        },
  );
  const setDraft = (next: typeof blank) => {
    if (address === undefined) unsaved.set(next);
    setShown(next);
  };
  const added = (made: Address) => {
    unsaved.set(blank);
    onSaved(made);
  };
  const cancel = () => {
    if (address === undefined) unsaved.set(blank);
    onCancel();
  };
  const add = useAct("createAddress", { onDone: added, refreshes: ["listAddresses"] });
  const change = useAct("updateAddress", { onDone: onSaved, refreshes: ["listAddresses"] });
  const act = address === undefined ? add : change;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (address === undefined) add.run({ body: draft });
    else change.run({ params: { id: address.id }, body: draft });
  };
  const field = (name: Exclude<keyof typeof blank, "is_default">) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
    error: fieldError(act.error, name),
  });
  return (
    <form id={savedBy} onSubmit={submit} className="grid gap-3.5">
      <div className="grid gap-3.5 sm:grid-cols-2">
        <Field label={t("name")} autoComplete="name" required maxLength={40} {...field("name")} />
        <Field
          label={t("phone")}
          autoComplete="tel"
          type="tel"
          inputMode="tel"
          required
          maxLength={20}
          {...field("phone")}
        />
      </div>
      <div className="grid grid-cols-2 gap-3.5">
        <RegionField label={t("region")} {...field("region")} />
        <Field label={t("city")} autoComplete="address-level2" required maxLength={40} {...field("city")} />
        <Field label={t("district")} optional autoComplete="address-level3" maxLength={40} {...field("district")} />
        <Field label={t("postalCode")} optional autoComplete="postal-code" maxLength={12} {...field("postal_code")} />
      </div>
      <Field label={t("street")} autoComplete="street-address" required maxLength={120} {...field("street")} />
      <Checkbox
        label={t("isDefault")}
        checked={draft.is_default}
        onChange={(event) => setDraft({ ...draft, is_default: event.target.checked })}
      />
      <ErrorLine error={restError(act.error, fields)} />
      <p className="text-xs text-muted">{t("privacy")}</p>
      <div className="flex justify-end gap-2">
        <Button onClick={cancel}>{words("cancel")}</Button>
        {savedBy === undefined && (
          <Button type="submit" kind="solid" busy={act.busy}>
            {words("save")}
          </Button>
        )}
      </div>
    </form>
  );
}

/**
 * A province of China from the list, since what delivery costs may depend on it; what was written before the list was there stays
 * choosable. Elsewhere it is written.
 */
function RegionField({
  label,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (event: { target: { value: string } }) => void;
  readonly error: string | undefined;
}) {
  const english = useLocale() === "en";
  const currency = useDeployment()?.currency;
  if (currency !== "CNY")
    return (
      <Field
        label={label}
        autoComplete="address-level1"
        required
        maxLength={40}
        value={value}
        onChange={onChange}
        error={error}
      />
    );
  const known = regions.find(({ code }) => code === regionOf(value));
  return (
    <Select
      label={label}
      autoComplete="address-level1"
      required
      value={known?.zh ?? value}
      onChange={onChange}
      error={error}
    >
      <option value="" disabled>
        –
      </option>
      {known === undefined && value !== "" && <option value={value}>{value}</option>}
      {regions.map((region) => (
        <option key={region.code} value={region.zh}>
          {english ? region.en : region.zh}
        </option>
      ))}
    </Select>
  );
}

/** "陕西 西安 雁塔区 …": how an address reads on one line. */
export function addressText(address: Pick<Address, "region" | "city" | "district" | "street">): string {
  return [address.region, address.city, address.district, address.street].filter((part) => part !== "").join(" ");
}
