import { useState } from "react";
import { useTranslations } from "use-intl";
import type { ShopStaff } from "../../../contract/shops.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.tsx";
import { PermissionBoxes } from "./permission-boxes.tsx";

/** What somebody who works for the shop may do, to change. */
export function PermissionSheet({
  shop_id,
  member,
  onClose,
}: {
  readonly shop_id: string;
  readonly member: ShopStaff | null;
  readonly onClose: () => void;
}) {
  const t = useTranslations("merchant.staff");
  return (
    <Sheet open={member !== null} onClose={onClose} title={t("changeTitle", { name: member?.account.name ?? "" })}>
      {member !== null && <Permissions shop_id={shop_id} member={member} onDone={onClose} />}
    </Sheet>
  );
}

function Permissions({
  shop_id,
  member,
  onDone,
}: {
  readonly shop_id: string;
  readonly member: ShopStaff;
  readonly onDone: () => void;
}) {
  const t = useTranslations("merchant.staff");
  const common = useTranslations("common");
  const [chosen, setChosen] = useState(member.permissions as readonly (typeof member.permissions)[number][]);
  const save = useAct("setStaffPermissions", {
    refreshes: ["listStaff"],
    onDone: () => (toast(t("saved")), onDone()),
  });
  return (
    <div className="grid gap-4">
      <PermissionBoxes chosen={chosen} onChange={setChosen} />
      <ErrorLine error={save.error} />
      <Button
        kind="solid"
        size="l"
        busy={save.busy}
        onClick={() =>
          save.run({ params: { shop_id, account_id: member.account.id }, body: { permissions: [...chosen] } })
        }
      >
        {common("save")}
      </Button>
    </div>
  );
}
