import { CircleHelp, CirclePause } from "lucide-react";
import { useState, type ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { Money } from "../../../contract/money.ts";
import type { Answer } from "../../api/hooks.ts";
import { Button } from "../../ui/button.tsx";
import { Price, usePriceText } from "../../ui/price.tsx";
import { Proof } from "../../ui/proof.tsx";
import { useTimeText } from "../../ui/time.tsx";
import { DepositSheet } from "./deposit-sheet.tsx";

/** What the shop has, each number with a tap that says what it is. */
export function MoneyCards({ money, owner }: { readonly money: Answer<"getShopMoney">; readonly owner: boolean }) {
  const t = useTranslations("payouts");
  const account = useTranslations("sell.account");
  const time = useTimeText();
  const { balance } = money;
  const owes = balance.owed.amount > 0;
  return (
    <section aria-label={account("available")} className="grid gap-3">
      {money.held !== null && (
        <p role="status" className="flex gap-3 rounded-m border border-amber bg-surface p-4">
          <CirclePause size={20} aria-hidden className="mt-0.5 shrink-0 text-amber-text" />
          <span>
            <b className="font-semibold">{t("heldTitle")}</b>
            <span className="block text-sm text-muted">
              {t("heldText", { reason: money.held.reason, time: time(money.held.at) })}
            </span>
          </span>
        </p>
      )}
      <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        <Card label={t("payable")} text={t("payableText")} money={money.payable} large />
        <Card label={t("pending")} text={t("pendingText")} money={balance.pending} />
        <Card label={account("escrow")} text={t("escrowText")} money={balance.escrow} />
        {owes ? (
          <Card label={t("owed")} text={t("owedText")} money={balance.owed} bad />
        ) : (
          <Card label={account("available")} text={account("availableText")} money={balance.available} />
        )}
      </div>
      <Deposit money={money} owner={owner} />
      <p className="num text-xs text-muted">
        {account("asOf", { time: time(balance.as_of) })}
        {" · "}
        {t("paidOut")} <Price money={balance.paid_out} className="!font-normal" />
        {" · "}
        {t("took")} <Price money={balance.platform} className="!font-normal" />
      </p>
    </section>
  );
}

interface CardProps {
  readonly label: string;
  readonly text: string;
  readonly money: Money;
  readonly large?: boolean;
  readonly bad?: boolean;
}

function Card({ label, text, money, large = false, bad = false }: CardProps) {
  return (
    <div className="card grid content-start gap-1 p-4">
      <Explained label={label} text={text} />
      <Price money={money} className={`${large ? "text-2xl" : "text-xl"} ${bad ? "text-ember-text" : ""}`} />
      <p className="hidden text-xs text-muted md:block">{text}</p>
    </div>
  );
}

function Explained({ label, text }: { readonly label: ReactNode; readonly text: string }) {
  const t = useTranslations("payouts");
  return (
    <Proof
      label={`${typeof label === "string" ? label : ""}: ${t("explain")}`}
      trigger={
        <>
          {label} <CircleHelp size={14} aria-hidden className="shrink-0" />
        </>
      }
      triggerClass="-my-1.5 inline-flex min-h-9 items-center gap-1 text-left text-sm text-muted"
    >
      {text}
    </Proof>
  );
}

/** Kept apart from the balance, with what is missing and the two ways to fill it. */
function Deposit({ money, owner }: { readonly money: Answer<"getShopMoney">; readonly owner: boolean }) {
  const t = useTranslations("payouts");
  const price = usePriceText();
  const [way, setWay] = useState<"move" | "pay" | null>(null);
  const missing = money.deposit_missing.amount > 0;
  return (
    <div className="card flex flex-wrap items-center justify-between gap-3 p-4">
      <div className="min-w-0">
        <Explained label={t("deposit")} text={t("depositText")} />
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Price money={money.balance.deposit} className="text-xl" />
          <span className={`text-sm ${missing ? "text-amber-text" : "text-jade"}`}>
            {missing
              ? t("depositMissing", { amount: price(money.deposit_missing) })
              : t("depositFull", { amount: price(money.deposit_required) })}
          </span>
        </p>
      </div>
      {missing && owner && (
        <div className="flex flex-wrap gap-2">
          {money.balance.available.amount > 0 && (
            <Button size="s" onClick={() => setWay("move")}>
              {t("depositMove")}
            </Button>
          )}
          <Button size="s" kind="solid" onClick={() => setWay("pay")}>
            {t("depositPay")}
          </Button>
        </div>
      )}
      <DepositSheet way={way} money={money} onClose={() => setWay(null)} />
    </div>
  );
}
