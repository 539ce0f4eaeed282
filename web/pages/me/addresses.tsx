import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "../../../contract/accounts.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Section } from "../../ui/page.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorLine, Skeleton } from "../../ui/states.tsx";
import { AddressForm, addressText } from "../address/address-form.tsx";

export function Addresses() {
  const t = useTranslations("address");
  const me = useTranslations("me");
  const words = useTranslations("common");
  const addresses = useCall("listAddresses");
  const [editing, setEditing] = useState<Address | "new" | null>(null);
  const [removing, setRemoving] = useState<Address | null>(null);
  const remove = useAct("deleteAddress", { refreshes: ["listAddresses"], onDone: () => setRemoving(null) });
  return (
    <Section
      title={me("addresses")}
      actions={
        <Button size="s" onClick={() => setEditing("new")}>
          {words("add")}
        </Button>
      }
    >
      {addresses.data === undefined &&
        (addresses.error === null ? <Skeleton className="h-12" /> : <ErrorLine error={addresses.error} />)}
      {addresses.data?.data.length === 0 && <p className="text-muted">{t("empty")}</p>}
      <ul className="divide-y divide-line">
        {addresses.data?.data.map((address) => (
          <li key={address.id} className="flex items-center justify-between gap-3 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-2 font-semibold">
                {address.name} <span className="num font-normal text-muted">{address.phone}</span>
                {address.is_default && <StateBadge tone="quiet">{t("default")}</StateBadge>}
              </p>
              <p className="text-sm text-muted">{addressText(address)}</p>
            </div>
            <div className="flex shrink-0 gap-1">
              <Button kind="plain" size="s" onClick={() => setEditing(address)}>
                {words("edit")}
              </Button>
              <Button kind="plain" size="s" onClick={() => setRemoving(address)}>
                {words("remove")}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      <Sheet open={editing !== null} onClose={() => setEditing(null)} title={editing === "new" ? t("add") : t("edit")}>
        {editing !== null && (
          <AddressForm
            {...(editing === "new" ? {} : { address: editing })}
            onSaved={() => setEditing(null)}
            onCancel={() => setEditing(null)}
          />
        )}
      </Sheet>
      <Confirm
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t("removeTitle")}
        text={t("removeText")}
        action={words("remove")}
        kind="danger"
        busy={remove.busy}
        onConfirm={() => removing !== null && remove.run({ params: { id: removing.id } })}
      >
        <ErrorLine error={remove.error} />
      </Confirm>
    </Section>
  );
}
