import { Link } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";
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
  place,
  onMove,
}: {
  readonly verification: Verification | null;
  readonly onClose: () => void;
  /** Which of how many it is. */
  readonly place: { readonly at: number; readonly count: number };
  readonly onMove: (step: 1 | -1) => void;
}) {
  const t = useTranslations("desk.verification");
  useMoveKeys(verification !== null, onMove);
  return (
    <Sheet
      open={verification !== null}
      onClose={onClose}
      title={verification?.legal_name ?? t("pending")}
      {...(verification?.state === "pending"
        ? { footer: <Decision verification={verification} onDone={onClose} /> }
        : {})}
    >
      {verification !== null && (
        <>
          <Move place={place} onMove={onMove} />
          <Whole verification={verification} />
        </>
      )}
    </Sheet>
  );
}

/** n and p, while nothing is being typed and no question lies over the sheet. */
function useMoveKeys(open: boolean, onMove: (step: 1 | -1) => void): void {
  const move = useEffectEvent(onMove);
  useEffect(() => {
    if (!open) return undefined;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (["INPUT", "TEXTAREA"].includes((event.target as HTMLElement).tagName)) return;
      if (document.querySelector("[role=alertdialog]") !== null) return;
      if (event.key === "n") move(1);
      if (event.key === "p") move(-1);
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [open]);
}

function Move({
  place: { at, count },
  onMove,
}: {
  readonly place: { readonly at: number; readonly count: number };
  readonly onMove: (step: 1 | -1) => void;
}) {
  const t = useTranslations("operator.verification");
  return (
    <div className="mb-3 flex items-center justify-between gap-2">
      <Button size="s" disabled={at <= 0} aria-keyshortcuts="p" onClick={() => onMove(-1)}>
        {t("previous")}
      </Button>
      <span className="num text-sm text-muted">{t("place", { at: String(at + 1), count: String(count) })}</span>
      <Button size="s" disabled={at >= count - 1} aria-keyshortcuts="n" onClick={() => onMove(1)}>
        {t("next")}
      </Button>
    </div>
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
          [
            t("account"),
            <Link key="account" to={`/desk/accounts/${one.account.id}`} className="underline underline-offset-4">
              {one.account.name}
            </Link>,
          ],
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
  const acting = { refreshes: ["listVerifications", "getAttention", "listAudit"] as const, onDone };
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
