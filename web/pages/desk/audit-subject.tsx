import { useTranslations } from "use-intl";
import { paymentProviders } from "../../../contract/payments.ts";
import { settingDefinitions, type SettingName } from "../../../contract/settings.ts";
import type { AuditEntry } from "../../../contract/operator.ts";
import { useCall } from "../../api/hooks.ts";
import { oneOf } from "./desk-search.ts";
import { useShopName } from "./shop-name.ts";

const keep_ms = 10 * 60_000;
const kinds = ["acct", "ver", "aft", "ord", "pi", "re", "coup", "po", "rev", "sess", "room", "set"] as const;

/** What an act was about, by the name people know it by, or by its kind and the end of its id; the whole id is a title away. */
export function AuditSubject({ entry }: { readonly entry: Pick<AuditEntry, "subject_id" | "subject_name"> }) {
  const { subject_id: id, subject_name } = entry;
  if (subject_name !== null) return <span>{subject_name}</span>;
  if (id.startsWith("shop_")) return <ShopSubject id={id} />;
  if (id.startsWith("prod_")) return <ProductSubject id={id} />;
  return <OtherSubject id={id} />;
}

function ShopSubject({ id }: { readonly id: string }) {
  return <span>{useShopName(id)}</span>;
}

function ProductSubject({ id }: { readonly id: string }) {
  const product = useCall("getProduct", { params: { product_id: id } }, { staleTime: keep_ms }).data;
  return <span>{product?.title ?? `…${id.slice(-8)}`}</span>;
}

function OtherSubject({ id }: { readonly id: string }) {
  const t = useTranslations("operator.audit.kinds");
  const settings = useTranslations("operator.setting.names");
  const providers = useTranslations("statements.providers");
  const kind = oneOf(kinds, id.split("_", 1)[0]);
  if (kind !== undefined)
    return (
      <span>
        {t(kind)}{" "}
        <span data-varies className="font-mono text-xs">
          …{id.slice(-6)}
        </span>
      </span>
    );
  if (Object.hasOwn(settingDefinitions, id)) return <span>{settings(id as SettingName)}</span>;
  const [name, day] = id.split(":", 2);
  const provider = oneOf(paymentProviders, name);
  if (provider !== undefined && day !== undefined)
    return (
      <span className="num">
        {providers(provider)} · {day}
      </span>
    );
  return <span className="font-mono text-xs">{id}</span>;
}
