import { useTranslations } from "use-intl";
import { shopPermissions, type ShopPermission } from "../../../contract/permissions.ts";
import { Checkbox } from "../../ui/field.tsx";

/** What somebody may do, one box for each thing. */
export function PermissionBoxes({
  chosen,
  onChange,
}: {
  readonly chosen: readonly ShopPermission[];
  readonly onChange: (next: readonly ShopPermission[]) => void;
}) {
  const t = useTranslations("merchant.staff");
  return (
    <fieldset>
      <legend className="text-sm font-semibold">{t("may")}</legend>
      <div className="grid sm:grid-cols-2">
        {shopPermissions.map((one) => (
          <Checkbox
            key={one}
            label={t(`permission.${one}`)}
            checked={chosen.includes(one)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, one] : chosen.filter((other) => other !== one))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
