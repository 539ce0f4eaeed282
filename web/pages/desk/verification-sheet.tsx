import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Verification } from "../../../contract/accounts.ts";
import { useAct } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Facts } from "../../ui/page.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { Time } from "../../ui/time.tsx";
import { ReasonConfirm } from "./reason-confirm.tsx";

/** Everything that was sent, whole, and the two decisions. */
export function VerificationSheet({
  verification,
  onClose,
}: {
  readonly verification: Verification | null;
  readonly onClose: () => void;
}) {
  const t = useTranslations("desk.verification");
  return (
    <Sheet
      open={verification !== null}
      onClose={onClose}
      title={verification?.legal_name ?? t("pending")}
      {...(verification?.state === "pending"
        ? { footer: <Decision verification={verification} onDone={onClose} /> }
        : {})}
    >
      {verification !== null && <Whole verification={verification} />}
    </Sheet>
  );
}

function Whole({ verification: one }: { readonly verification: Verification }) {
  const t = useTranslations("desk.verification");
  const desk = useTranslations("desk");
  return (
    <div className="grid gap-3">
      {one.reason !== null && (
        <p className="rounded-s bg-wash px-3 py-2">
          <span className="block text-xs text-muted">{desk("reason")}</span>
          {one.reason}
        </p>
      )}
      <Facts
        rows={[
          [t("state"), `${t(one.kind)} · ${t(one.state)}`],
          [t("account"), one.account.name],
          [
            t("legalName"),
            <b key="name" className="select-all">
              {one.legal_name}
            </b>,
          ],
          [
            t(one.document_kind),
            <span key="number" className="font-mono select-all">
              {one.document_number}
            </span>,
          ],
          [t("birthDate"), one.birth_date ?? t("notGiven")],
          [t("address"), one.address],
          [
            t("phone"),
            <span key="phone" className="select-all">
              {one.contact_phone}
            </span>,
          ],
          [t("sent"), <Time key="sent" at={one.created_at} />],
          ...(one.decided_at === null ? [] : [[t("decided"), <Time key="decided" at={one.decided_at} />] as const]),
          ...(one.valid_until === null
            ? []
            : [[t("validUntil"), <Time key="until" at={one.valid_until} format="day" />] as const]),
        ]}
      />
    </div>
  );
}

function Decision({ verification, onDone }: { readonly verification: Verification; readonly onDone: () => void }) {
  const t = useTranslations("desk.verification");
  const [asking, setAsking] = useState<"approve" | "reject" | null>(null);
  const acting = { refreshes: ["listVerifications"] as const, onDone };
  const approve = useAct("approveVerification", acting);
  const reject = useAct("rejectVerification", acting);
  const params = { id: verification.id };
  const close = () => setAsking(null);
  return (
    <div className="flex justify-end gap-2">
      <Button kind="danger" onClick={() => setAsking("reject")}>
        {t("reject")}
      </Button>
      <Button kind="solid" onClick={() => setAsking("approve")}>
        {t("approve")}
      </Button>
      <Confirm
        open={asking === "approve"}
        onClose={close}
        title={t("approveTitle", { name: verification.legal_name })}
        text={t("approveText")}
        action={t("approve")}
        busy={approve.busy}
        onConfirm={() => approve.run({ params })}
      >
        {approve.error === null ? undefined : <ErrorLine error={approve.error} />}
      </Confirm>
      <ReasonConfirm
        open={asking === "reject"}
        onClose={close}
        title={t("rejectTitle", { name: verification.legal_name })}
        text={t("rejectText")}
        action={t("reject")}
        busy={reject.busy}
        error={reject.error}
        onConfirm={(reason) => reject.run({ params, body: { reason } })}
      />
    </div>
  );
}
