import { Info } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Product } from "../../../contract/catalog.ts";
import { Proof } from "../../ui/proof.tsx";
import { Seal } from "../../ui/seal.tsx";

/** What the seller promised, each with its seal, or what is exempt; a tap shows what it rests on. */
export function Promises({ product, inRoom }: { readonly product: Product; readonly inRoom: boolean }) {
  const t = useTranslations("buy");
  const common = useTranslations("common");
  const states = useTranslations("states");
  const hours = product.dispatch_hours;
  const returns = states(`returnPolicy.${product.return_policy}`);
  return (
    <div className="grid gap-3 rounded-m bg-wash px-3.5 py-3 text-sm">
      <div className="flex items-center gap-3">
        {product.return_policy === "seven_days" ? (
          <Seal char="退" label={returns} proof={states("returnProof.seven_days")} />
        ) : (
          // An exemption is no promise, so it bears no seal; what it means is a tap away all the same.
          <Proof
            label={common("showProof", { name: returns })}
            triggerClass="relative grid w-7 shrink-0 place-items-center text-muted after:absolute after:-inset-2"
            trigger={<Info size={20} aria-hidden />}
          >
            <p className="mb-1 font-semibold">{returns}</p>
            <div className="text-muted">{states("returnProof.exempt")}</div>
          </Proof>
        )}
        <span className={product.return_policy === "seven_days" ? "font-semibold" : ""}>{returns}</span>
      </div>
      <div className="flex items-center gap-3">
        <Seal char="速" label={t("dispatch", { hours })} proof={t("dispatchProof", { hours })} />
        <span className="font-semibold">{t("dispatch", { hours })}</span>
      </div>
      {inRoom && <p className="text-xs text-muted">{t("momentKept")}</p>}
    </div>
  );
}
