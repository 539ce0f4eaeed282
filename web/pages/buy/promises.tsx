import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { Seal } from "../../ui/seal.tsx";

/** What the seller promised, each with its seal; a tap shows what it rests on. */
export function Promises({ product, inRoom }: { readonly product: Product; readonly inRoom: boolean }) {
  const t = useTranslations("buy");
  const states = useTranslations("states");
  const hours = product.dispatch_hours;
  const returns = states(`returnPolicy.${product.return_policy}`);
  return (
    <div className="grid gap-3 rounded-m bg-wash px-3.5 py-3 text-sm">
      <div className="flex items-center gap-3">
        <Seal
          char="退"
          label={returns}
          proof={states(product.return_policy === "seven_days" ? "returnProof.seven_days" : "returnProof.exempt")}
        />
        <span className="font-semibold">{returns}</span>
      </div>
      <div className="flex items-center gap-3">
        <Seal char="速" label={t("dispatch", { hours })} proof={t("dispatchProof", { hours })} />
        <span className="font-semibold">{t("dispatch", { hours })}</span>
      </div>
      {inRoom && <p className="text-xs text-muted">{t("momentKept")}</p>}
    </div>
  );
}
