import { useState } from "react";
import { useTranslations } from "use-intl";
import { usePages } from "../../api/hooks.ts";
import { Tabs } from "../../ui/tabs.tsx";
import { useMyShop } from "../shop/my-shop.ts";
import { PageTitle } from "../work/page-title.tsx";
import { DeskList, deskTabs, queryOf, useTabLabel, type DeskTab } from "./desk-list.tsx";
import { RulesCard } from "./rules-card.tsx";

const look_ms = 15_000;

/** After-sales of the shop, those that wait for it first. */
export function ShopAftersalesPage() {
  const t = useTranslations("aftersale");
  const shop = useMyShop();
  const label = useTabLabel();
  const [tab, setTab] = useState<DeskTab>("seller");
  const pages = usePages(
    "listShopAftersales",
    { params: { shop_id: shop.id }, query: queryOf(tab) },
    { refetchInterval: look_ms },
  );
  return (
    <div className="grid gap-5">
      <div>
        <PageTitle title={t("listTitle")} />
        <Tabs
          label={t("filter")}
          current={tab}
          onChange={setTab}
          tabs={deskTabs.map((id) => ({ id, label: label(id) }))}
        >
          <DeskList pages={pages} viewer="seller" />
        </Tabs>
      </div>
      {shop.my_permissions.includes("settings") && (
        <div id="rules">
          <RulesCard shop_id={shop.id} />
        </div>
      )}
    </div>
  );
}
