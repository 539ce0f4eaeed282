import { Link } from "@tanstack/react-router";
import { Undo2 } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { usePages } from "../../api/hooks.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button, buttonClass } from "../../ui/button.tsx";
import { More } from "../../ui/more.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { EmptyState, ErrorState } from "../../ui/states.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { RowsSkeleton } from "../work/guard.tsx";
import { AftersaleRow } from "./aftersale-row.tsx";

const filters = ["open", "ended", "all"] as const;

/** Everything I asked for after buying, newest first. */
export function MyAftersalesPage() {
  const t = useTranslations("aftersale");
  const frame = useTranslations("frame");
  const account = useAccount();
  const [filter, setFilter] = useState<(typeof filters)[number]>("open");
  return (
    <PageBody>
      <PageHeader title={t("listTitle")} back="/orders" />
      {account === null && (
        <EmptyState icon={<Undo2 size={24} aria-hidden />} title={t("guestTitle")} text={t("guestText")}>
          <Button kind="solid" onClick={() => void requireSignIn()}>
            {frame("signIn")}
          </Button>
        </EmptyState>
      )}
      {account !== null && account !== undefined && (
        <Tabs
          label={t("filter")}
          tabs={filters.map((id) => ({ id, label: t(id) }))}
          current={filter}
          onChange={setFilter}
        >
          <MyList key={filter} only={filter} />
        </Tabs>
      )}
    </PageBody>
  );
}

function MyList({ only }: { readonly only: (typeof filters)[number] }) {
  const t = useTranslations("aftersale");
  const pages = usePages("listMyAftersales", only === "all" ? {} : { query: { only } });
  if (pages.items === undefined)
    return pages.error === null ? <RowsSkeleton rows={3} /> : <ErrorState error={pages.error} onRetry={pages.retry} />;
  if (pages.items.length === 0)
    return (
      <EmptyState icon={<Undo2 size={24} aria-hidden />} title={t("emptyTitle")} text={t("emptyText")}>
        <Link to="/orders" className={buttonClass("solid")}>
          {t("toOrders")}
        </Link>
      </EmptyState>
    );
  return (
    <>
      <ul className="grid gap-3">
        {pages.items.map((one) => (
          <li key={one.id}>
            <AftersaleRow aftersale={one} viewer="buyer" />
          </li>
        ))}
      </ul>
      <More pages={pages} />
    </>
  );
}
