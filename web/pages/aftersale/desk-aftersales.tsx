import { useState } from "react";
import { useTranslations } from "use-intl";
import { usePages } from "../../api/hooks.ts";
import { useTitle } from "../../ui/page.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { DeskList, deskTabs, queryOf, useTabLabel, type DeskTab } from "./desk-list.tsx";

const look_ms = 15_000;
const order: readonly DeskTab[] = ["operator", ...deskTabs.filter((tab) => tab !== "operator")];

/** The platform's queue of disputes, and everybody else's after-sales. */
export function DeskAftersalesPage() {
  const t = useTranslations("aftersale");
  useTitle(t("listTitle"));
  const label = useTabLabel();
  const [tab, setTab] = useState<DeskTab>("operator");
  const pages = usePages("listAllAftersales", { query: queryOf(tab) }, { refetchInterval: look_ms });
  return (
    <Tabs
      label={t("filter")}
      current={tab}
      onChange={setTab}
      tabs={order.map((id) => ({ id, label: id === "operator" ? t("desk.disputes") : label(id) }))}
    >
      <DeskList pages={pages} viewer="operator" />
    </Tabs>
  );
}
