import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Account } from "../../../contract/accounts.ts";
import type { AccountDeletion } from "../../../contract/life.ts";
import { ApiError } from "../../api/client.ts";
import { useAct, useCall } from "../../api/hooks.ts";
import { ProofSheet } from "../../sign-in/proof-sheet.tsx";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Section } from "../../ui/page.tsx";
import { ErrorLine, Skeleton } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.tsx";

/** The end of an account: what stands in the way, the asking, and the way back. */
export function DeleteAccount({ account }: { readonly account: Account }) {
  const t = useTranslations("privacy");
  const deletion = useCall("getAccountDeletion");
  return (
    <Section title={t("delete")}>
      <p className="text-muted">{t("deleteText")}</p>
      <div className="mt-3 grid gap-3">
        {deletion.data === undefined && deletion.error === null && <Skeleton className="h-11" />}
        <ErrorLine error={deletion.error} />
        {deletion.data?.state === "pending" && <Pending due_at={deletion.data.due_at ?? ""} />}
        {deletion.data?.state === "none" && deletion.data.obstacles.length > 0 && (
          <Obstacles obstacles={deletion.data.obstacles} />
        )}
        {deletion.data?.state === "none" && deletion.data.obstacles.length === 0 && <Ask account={account} />}
      </div>
    </Section>
  );
}

function Obstacles({ obstacles }: { readonly obstacles: AccountDeletion["obstacles"] }) {
  const t = useTranslations("privacy");
  return (
    <div className="rounded-m bg-wash p-3">
      <p className="font-semibold">{t("blocked")}</p>
      <ul className="mt-1 list-disc pl-5">
        {obstacles.map(({ reason, count }) => (
          <li key={reason}>{t(`obstacle.${reason}`, { count })}</li>
        ))}
      </ul>
    </div>
  );
}

function Pending({ due_at }: { readonly due_at: string }) {
  const t = useTranslations("privacy");
  const time = useTimeText();
  const keep = useAct("cancelAccountDeletion", {
    refreshes: ["getAccountDeletion", "getAccount"],
    onDone: () => toast(t("kept")),
  });
  return (
    <>
      <p role="status" className="font-semibold">
        {t("pending", { when: time(due_at) })}
      </p>
      <Button kind="solid" className="justify-self-start" busy={keep.busy} onClick={() => keep.run({})}>
        {t("keep")}
      </Button>
      <ErrorLine error={keep.error} />
    </>
  );
}

function Ask({ account }: { readonly account: Account }) {
  const t = useTranslations("privacy");
  const [step, setStep] = useState<"none" | "sure" | "proof">("none");
  const ask = useAct("requestAccountDeletion", {
    refreshes: ["getAccountDeletion", "getAccount"],
    onDone: () => setStep("none"),
    onFail: (error) => setStep(error instanceof ApiError && error.error.code === "proof_required" ? "proof" : "none"),
  });
  return (
    <>
      <Button kind="danger" className="justify-self-start" onClick={() => setStep("sure")}>
        {t("deleteAsk")}
      </Button>
      {step === "none" && <ErrorLine error={ask.error} />}
      <Confirm
        open={step === "sure"}
        onClose={() => setStep("none")}
        title={t("deleteSure")}
        text={t("deleteSureText")}
        action={t("deleteAsk")}
        kind="danger"
        busy={ask.busy}
        onConfirm={() => ask.run({})}
      />
      <ProofSheet
        open={step === "proof"}
        account={account}
        onClose={() => setStep("none")}
        onProved={() => ask.run({})}
      />
    </>
  );
}
