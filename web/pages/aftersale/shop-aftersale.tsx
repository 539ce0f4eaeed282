import { useTranslations } from "use-intl";
import { useAct, useCall, useRefresh, type Options } from "../../api/hooks.ts";
import { PageHeader } from "../../ui/page.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { useMyShop } from "../shop/my-shop.ts";
import { useParam } from "../work/use-param.ts";
import { ActButtons, useWhenOld } from "./act-buttons.tsx";
import { AftersaleBody } from "./aftersale-body.tsx";

const look_ms = 15_000;

/** An after-sale as its shop sees it. */
export function ShopAftersalePage() {
  const t = useTranslations("aftersale");
  const shop = useMyShop();
  const params = { shop_id: shop.id, aftersale_id: useParam("aftersaleId") };
  const refresh = useRefresh();
  const read = useCall("getShopAftersale", { params }, { refetchInterval: look_ms });
  const whenOld = useWhenOld(() => refresh("getShopAftersale"));
  const act = useAct("actAsSeller", {
    onFail: whenOld,
    refreshes: ["getShopAftersale", "listShopAftersales", "countShopAftersales"],
  });
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title={t("title")} back="/sell/aftersales" />
      {read.data === undefined &&
        (read.error === null ? (
          <Skeleton className="h-60 rounded-m" />
        ) : (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ))}
      {read.data !== undefined && (
        <AftersaleBody aftersale={read.data} viewer="seller">
          <ActButtons
            key={read.data.version}
            aftersale={read.data}
            act={act}
            onSend={(body) => act.run({ params, body } as unknown as Options<"actAsSeller">)}
          />
        </AftersaleBody>
      )}
    </div>
  );
}
