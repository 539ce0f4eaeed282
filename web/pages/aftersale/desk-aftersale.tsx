import { useTranslations } from "use-intl";
import type { Aftersale } from "../../../contract/aftersales.ts";
import { browserTimers } from "../../api/browser.ts";
import { useAct, useCall, useRefresh, type Options } from "../../api/hooks.ts";
import { PageHeader } from "../../ui/page.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { useParam } from "../work/use-param.ts";
import { ActButtons, useWhenOld } from "./act-buttons.tsx";
import { AftersaleBody } from "./aftersale-body.tsx";
import { takesEvidence } from "./open-state.ts";

/** Each look is written down, so there is one more only: when the time for evidence has run out, and it can be decided. */
function untilDecidable(known: Aftersale | undefined): number {
  if (known === undefined || !takesEvidence(known, "operator")) return 0;
  return Math.max(5_000, Date.parse(known.evidence_until ?? "") - browserTimers.now() + 1_000);
}

/** A dispute with both sides' evidence side by side, and the ruling. */
export function DeskAftersalePage() {
  const t = useTranslations("aftersale");
  const params = { aftersale_id: useParam("aftersaleId") };
  const refresh = useRefresh();
  const read = useCall("getAnyAftersale", { params }, { refetchInterval: untilDecidable });
  const whenOld = useWhenOld(() => refresh("getAnyAftersale"));
  const act = useAct("actAsOperator", {
    onFail: whenOld,
    refreshes: ["getAnyAftersale", "listAllAftersales", "countAllAftersales"],
  });
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t("title")} back="/desk/aftersales" />
      {read.data === undefined &&
        (read.error === null ? (
          <Skeleton className="h-60 rounded-m" />
        ) : (
          <ErrorState error={read.error} onRetry={() => void read.refetch()} />
        ))}
      {read.data !== undefined && (
        <AftersaleBody aftersale={read.data} viewer="operator">
          <ActButtons
            key={read.data.version}
            aftersale={read.data}
            act={act}
            onSend={(body) => act.run({ params, body } as unknown as Options<"actAsOperator">)}
          />
        </AftersaleBody>
      )}
    </div>
  );
}
