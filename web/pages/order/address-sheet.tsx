import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Order } from "../../../contract/orders.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Field } from "../../ui/field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { AddressChoice, newAddressForm, type AddressView } from "../address/address-choice.tsx";

/** Another of one's addresses, asked of the shop. */
export function AddressSheet({ order, onClose }: { readonly order: Order; readonly onClose: () => void }) {
  const t = useTranslations("order.ask");
  const addresses = useCall("listAddresses");
  const [address_id, setAddressId] = useState<string | null>(null);
  const [view, setView] = useState<AddressView>("list");
  const [reason, setReason] = useState("");
  const ask = useAct("askAddress", {
    refreshes: ["getOrder", "listMyOrders"],
    onDone: () => {
      toast(t("sent"));
      onClose();
    },
  });
  const known = addresses.data?.data;
  const chosen = known?.find((address) => address.id === address_id);
  return (
    <Sheet open onClose={onClose} title={t("title")}>
      <div className="grid gap-4">
        <p className="text-sm text-muted">{t("rules")}</p>
        <AddressChoice addresses={known} chosen={chosen} onChoose={setAddressId} view={view} onView={setView} />
        {view === "form" ? (
          <Button type="submit" form={newAddressForm} kind="solid" size="l">
            {t("saveAddress")}
          </Button>
        ) : (
          <>
            <Field
              label={t("why")}
              optional
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
            <ErrorLine error={ask.error} />
            <Button
              kind="solid"
              size="l"
              disabled={chosen === undefined}
              busy={ask.busy}
              onClick={() =>
                chosen !== undefined &&
                ask.run({ params: { order_id: order.id }, body: { address_id: chosen.id, reason } })
              }
            >
              {t("ask")}
            </Button>
          </>
        )}
      </div>
    </Sheet>
  );
}
