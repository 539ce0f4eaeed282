import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslations } from "use-intl";
import {
  type MovementSide,
  type Reconciliation,
  type ReconciliationDifference,
} from "../../../contract/reconciliation.ts";
import { useAct } from "../../api/hooks.ts";
import { restError, useFieldError } from "../../text/use-error-text.ts";
import { Button } from "../../ui/button.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { TextArea } from "../../ui/field.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { ErrorLine } from "../../ui/states.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { useAmountText } from "./statement-words.tsx";

interface Props {
  readonly day: Pick<Reconciliation, "provider" | "day">;
  readonly one: ReconciliationDifference;
}

/** One place where the provider and we disagree: what each says, and what an operator found out. */
export function StatementDifference({ day, one }: Props) {
  const t = useTranslations("statements");
  const rules = useTranslations("statements.rules");
  const hints = useTranslations("statements.hints");
  const time = useTimeText();
  return (
    <li className="grid gap-2 py-4">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StateBadge tone={one.explained === null ? "bad" : "quiet"}>{rules(one.rule)}</StateBadge>
        {one.kind !== null && <span className="text-sm">{t(`kinds.${one.kind}`)}</span>}
        {one.movement_id !== null && (
          <span className="font-mono text-xs break-all text-muted select-all">{one.movement_id}</span>
        )}
        {one.order_id !== null && (
          <Link to="/desk/orders" search={{ open: one.order_id }} className="text-sm underline underline-offset-4">
            {t("order")}
          </Link>
        )}
      </div>
      <p className="text-sm text-muted">{hints(one.rule)}</p>
      {(one.here !== null || one.there !== null) && (
        <dl className="grid gap-x-8 gap-y-2 text-sm sm:grid-cols-2">
          <Side title={t("there")} side={one.there} none={t("nothingThere")} />
          <Side title={t("here")} side={one.here} none={t("nothingHere")} />
        </dl>
      )}
      {one.row !== null && <RowText row={one.row} />}
      {one.explained === null ? (
        <div>
          <Explain day={day} one={one} />
        </div>
      ) : (
        <p className="rounded-s bg-wash px-3 py-2 text-sm whitespace-pre-line">
          {one.explained.remark}
          <span className="block text-xs text-muted">
            <Link to={`/desk/accounts/${one.explained.account_id}`} className="underline underline-offset-4">
              …{one.explained.account_id.slice(-8)}
            </Link>{" "}
            · {time(one.explained.at)}
          </span>
        </p>
      )}
    </li>
  );
}

function Side({
  title,
  side,
  none,
}: {
  readonly title: string;
  readonly side: MovementSide | null;
  readonly none: string;
}) {
  const t = useTranslations("statements");
  const text = useAmountText();
  const time = useTimeText();
  return (
    <div className="min-w-0">
      <dt className="text-xs text-muted">{title}</dt>
      {side === null ? (
        <dd className="text-muted">{none}</dd>
      ) : (
        <dd>
          <span className="num font-semibold">{text(side.amount, side.currency)}</span>{" "}
          <span className="text-muted">{t(`movement.${side.state}`)}</span>
          <span className="num block text-xs text-muted">
            {side.at !== null && <span className="mr-3">{time(side.at)}</span>}
            {side.fee !== null && <span className="mr-3">{t("fee", { amount: text(side.fee, side.currency) })}</span>}
            {side.booked !== null && (
              <span className="mr-3">{t("booked", { amount: text(side.booked, side.currency) })}</span>
            )}
          </span>
          {side.payment_id !== null && (
            <span className="block font-mono text-xs break-all text-muted select-all">{side.payment_id}</span>
          )}
        </dd>
      )}
    </div>
  );
}

function RowText({ row }: { readonly row: NonNullable<ReconciliationDifference["row"]> }) {
  const t = useTranslations("statements");
  return (
    <div className="text-sm">
      <p className="text-muted">
        {row.number !== null && <span className="num">{t("row", { number: String(row.number) })} </span>}
        {t(row.why === "found_twice" && row.text === "" ? "why.same_statement" : `why.${row.why}`)}
      </p>
      {row.text !== "" && (
        <p className="mt-1 rounded-s bg-wash px-3 py-2 font-mono text-xs break-all select-all">{row.text}</p>
      )}
    </div>
  );
}

function Explain({ day, one }: Props) {
  const t = useTranslations("statements");
  const fieldError = useFieldError();
  const [open, setOpen] = useState(false);
  const [remark, setRemark] = useState("");
  const [tried, setTried] = useState(false);
  const act = useAct("explainDifference", {
    refreshes: ["listReconciliationDifferences", "getReconciliation", "listReconciliations", "listAudit"],
    onDone: () => setOpen(false),
  });
  const missing = remark.trim().length < 2;
  const begin = () => {
    act.reset();
    setTried(false);
    setOpen(true);
  };
  const confirm = () => {
    setTried(true);
    if (!missing) act.run({ params: { ...day, difference: one.id }, body: { remark } });
  };
  return (
    <>
      <Button size="s" onClick={begin}>
        {t("explain")}
      </Button>
      <Confirm
        open={open}
        onClose={() => setOpen(false)}
        title={t("explainTitle")}
        text={t("explainText")}
        action={t("explain")}
        busy={act.busy}
        onConfirm={confirm}
      >
        <TextArea
          label={t("remark")}
          rows={3}
          maxLength={500}
          value={remark}
          onChange={(event) => setRemark(event.target.value)}
          error={tried && missing ? t("remarkNeeded") : fieldError(act.error, "remark")}
        />
        <ErrorLine error={restError(act.error, ["remark"])} />
      </Confirm>
    </>
  );
}
