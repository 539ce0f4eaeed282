import { getRouteApi } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { useAccount } from "../../api/account.ts";
import { useAct, useCall, useRefresh, type Options } from "../../api/hooks.ts";
import { requireSignIn } from "../../sign-in/require-sign-in.ts";
import { Button } from "../../ui/button.tsx";
import { PageBody, PageHeader } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { ActButtons, useWhenOld } from "./act-buttons.tsx";
import { AftersaleBody } from "./aftersale-body.tsx";

const route = getRouteApi("/aftersales/$aftersale_id");
const look_ms = 15_000;

/** An after-sale as its buyer sees it. */
export function AftersalePage() {
  const t = useTranslations("aftersale");
  const frame = useTranslations("frame");
  const { aftersale_id } = route.useParams() as { readonly aftersale_id: string };
  const account = useAccount();
  const refresh = useRefresh();
  const read = useCall(
    "getAftersale",
    { params: { aftersale_id } },
    { enabled: account !== null && account !== undefined, refetchInterval: look_ms },
  );
  const whenOld = useWhenOld(() => refresh("getAftersale"));
  const act = useAct("actAsBuyer", {
    onFail: whenOld,
    refreshes: ["getAftersale", "listMyAftersales", "listOrderAftersales", "getOrder"],
  });
  return (
    <PageBody>
      <PageHeader title={t("title")} back="/aftersales" />
      {account === null && (
        <EmptyState title={t("guestTitle")} text={t("guestText")}>
          <Button kind="solid" onClick={() => void requireSignIn()}>
            {frame("signIn")}
          </Button>
        </EmptyState>
      )}
      {account !== null &&
        read.data === undefined &&
        (read.error === null ? (
          <Skeleton className="h-60 rounded-m" />
        ) : (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ))}
      {account !== null && read.data !== undefined && (
        <AftersaleBody aftersale={read.data} viewer="buyer">
          <ActButtons
            key={read.data.version}
            aftersale={read.data}
            act={act}
            onSend={(body) => act.run({ params: { aftersale_id }, body } as unknown as Options<"actAsBuyer">)}
          />
        </AftersaleBody>
      )}
    </PageBody>
  );
}
